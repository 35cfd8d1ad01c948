import type { AxisFactor, Block, Factor, PointsFactor } from '../task/task.ts';
import type { At } from '../text.ts';

/** Every factor of a block and of the blocks, zips and cases inside it, in file order; listed once, as nearly every rule asks. */
export function factorsOf(block: Block): readonly Factor[] {
  const known = listed.get(block);
  if (known) return known;
  const found: Factor[] = [];
  addBlock(block, found);
  listed.set(block, found);
  return found;
}

const listed = new WeakMap<Block, readonly Factor[]>();

function addBlock(block: Block, found: Factor[]): void {
  for (const factor of block.factors) addFactor(factor, found);
  for (const exclusion of block.exclude) if (exclusion.kind === 'block') addBlock(exclusion.block, found);
}

function addFactor(factor: Factor, found: Factor[]): void {
  found.push(factor);
  if (factor.kind === 'zip') for (const column of factor.columns) found.push(column);
  if (factor.kind === 'cases') for (const one of factor.cases) for (const inner of one.factors) addFactor(inner, found);
  if (factor.kind === 'concat') for (const block of factor.blocks) addBlock(block, found);
}

/** Those of them that have this name or list points, which may have it. */
export function factorsNamed(name: string, block: Block): readonly Factor[] {
  const { byName, points } = indexOf(block);
  return [...(byName.get(name) ?? []), ...points];
}

/** Every axis of a block, also those inside zips, cases and blocks. */
export function axesOf(block: Block): readonly AxisFactor[] {
  return indexOf(block).axes;
}

/** What the rules look for in the factors of a block; made once, as a rule may ask for every name. */
interface FactorIndex {
  readonly axes: readonly AxisFactor[];
  readonly byName: ReadonlyMap<string, readonly Factor[]>;
  readonly points: readonly PointsFactor[];
}

const indices = new WeakMap<Block, FactorIndex>();

function indexOf(block: Block): FactorIndex {
  const known = indices.get(block);
  if (known) return known;
  const axes: AxisFactor[] = [];
  const byName = new Map<string, Factor[]>();
  const points: PointsFactor[] = [];
  for (const factor of factorsOf(block)) {
    if (factor.kind === 'axis') axes.push(factor);
    if (factor.kind === 'points') points.push(factor);
    if (!('name' in factor)) continue;
    const same = byName.get(factor.name);
    if (same) same.push(factor);
    else byName.set(factor.name, [factor]);
  }
  const index = { axes, byName, points };
  indices.set(block, index);
  return index;
}

/** The parameters that a factor gives values to, each with its first place. */
export function namesOf(factor: Factor): ReadonlyMap<string, At> {
  const known = named.get(factor);
  if (known) return known;
  const names = findNames(factor);
  named.set(factor, names);
  return names;
}

const named = new WeakMap<Factor | Block, ReadonlyMap<string, At>>();

function findNames(factor: Factor): ReadonlyMap<string, At> {
  const names = new Map<string, At>();
  const add = (name: string, at: At) => names.has(name) || names.set(name, { file: at.file, span: at.span });
  const addAll = (found: ReadonlyMap<string, At>) => found.forEach((at, name) => add(name, at));
  switch (factor.kind) {
    case 'constant':
    case 'axis':
      add(factor.name, factor.keyAt);
      break;
    case 'zip':
      for (const column of factor.columns) add(column.name, column.keyAt);
      break;
    case 'cases':
      add(factor.name, factor.keyAt);
      for (const one of factor.cases) for (const inner of one.factors) addAll(namesOf(inner));
      break;
    case 'points':
      for (const row of factor.rows) for (const name of row.values.keys()) add(name, row.file === factor.file ? row : factor);
      break;
    case 'concat':
      for (const block of factor.blocks) addAll(blockNames(block));
      break;
  }
  return names;
}

/** The parameters of a block, each with its first place. */
export function blockNames(block: Block): ReadonlyMap<string, At> {
  const known = named.get(block);
  if (known) return known;
  const names = new Map<string, At>();
  named.set(block, names);
  for (const factor of block.factors) for (const [name, at] of namesOf(factor)) if (!names.has(name)) names.set(name, at);
  return names;
}

/** A block and all blocks inside it. */
export function* blocksOf(block: Block): Iterable<Block> {
  yield block;
  for (const factor of block.factors) if (factor.kind === 'concat') for (const inner of factor.blocks) yield* blocksOf(inner);
  for (const exclusion of block.exclude) if (exclusion.kind === 'block') yield* blocksOf(exclusion.block);
}

/** The axes that move together with others: there a value may repeat. */
export function* zippedAxes(block: Block): Iterable<AxisFactor> {
  for (const factor of factorsOf(block))
    if (factor.kind === 'zip' && factor.columns.length > 1) for (const column of factor.columns) if (column.kind === 'axis') yield column;
}
