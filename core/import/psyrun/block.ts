import { type Value, type ValueMap, valueMap } from '../../value/value.ts';
import type { Notes } from '../imported.ts';
import { constantOf } from '../writeTask.ts';
import { type Column, isConstant, mostRows, namesOf, type PSpace, rowsOf, type Row } from './space.ts';

/** A space as a block of a task file: the same points, and the same order where a block can say it. */
export function blockOf(space: PSpace, notes: Notes): ValueMap {
  switch (space.kind) {
    case 'param':
    case 'product':
      return productOf(factorsOf(space), notes) ?? listed(space);
    case 'sum':
      return valueMap([['concat', branchesOf(space).map((branch) => blockOf(branch, notes))]]);
    case 'difference':
      return differenceOf(space.left, space.right, notes);
  }
}

/** The factors of a product; `Param()` is the neutral one. */
function factorsOf(space: PSpace): readonly PSpace[] {
  if (space.kind !== 'product') return [space];
  return [...factorsOf(space.left), ...factorsOf(space.right)].filter((factor) => namesOf(factor).length > 0);
}

function branchesOf(space: PSpace): readonly PSpace[] {
  if (space.kind !== 'sum') return [space];
  return [...branchesOf(space.left), ...branchesOf(space.right)].filter((branch) => namesOf(branch).length > 0);
}

/** A block has one `parameters`, one `zip` and one `concat`, multiplied in the order in which they stand. */
function productOf(factors: readonly PSpace[], notes: Notes): ValueMap | undefined {
  const hard = factors.filter((factor) => factor.kind !== 'param');
  if (hard.length > 1) return undefined;
  const at = factors.findIndex((factor) => factor.kind !== 'param');
  const params = factors.map((factor) => (factor.kind === 'param' ? factor.columns : []));
  const before = part(at < 0 ? params : params.slice(0, at));
  const after = part(at < 0 ? [] : params.slice(at + 1));
  // Both in one key would stand before the concatenation: the points are the same, and only their order is another.
  const [first, second] = before[0] === after[0] && before[1] && after[1] ? [join(before, after), undefined] : [before, after];
  const concat: readonly (readonly [string, Value])[] = hard.map((factor) => [
    'concat',
    factor.kind === 'sum' ? branchesOf(factor).map((one) => blockOf(one, notes)) : [blockOf(factor, notes)],
  ]);
  return valueMap([...entry(first), ...concat, ...entry(second)]);
}

type Part = readonly ['parameters' | 'zip', ValueMap | undefined];

/** Single axes and constants are `parameters`; as soon as some move together, all stand in `zip`, which keeps their order. */
function part(params: readonly (readonly Column[])[]): Part {
  const used = params.filter((columns) => columns.length > 0);
  if (used.length === 0) return ['parameters', undefined];
  if (used.every((columns) => columns.filter(({ values }) => !isConstant(values)).length <= 1))
    return [
      'parameters',
      valueMap(used.flat().map(({ name, values }) => [name, isConstant(values) ? constantOf(values.constant) : values])),
    ];
  return [
    'zip',
    valueMap(used.map((columns) => [columns.find(({ values }) => !isConstant(values))?.name ?? columns[0]?.name ?? '', groupOf(columns)])),
  ];
}

function groupOf(columns: readonly Column[]): ValueMap {
  return valueMap(columns.map(({ name, values }) => [name, isConstant(values) ? constantOf(values.constant) : values]));
}

function join([kind, first]: Part, [, second]: Part): Part {
  return [kind, valueMap([...Object.entries(first ?? {}), ...Object.entries(second ?? {})])];
}

function entry(given: Part | undefined): readonly (readonly [string, Value])[] {
  return given?.[1] === undefined ? [] : [[given[0], given[1]]];
}

function differenceOf(minuend: PSpace, subtrahend: PSpace, notes: Notes): ValueMap {
  const block = blockOf(minuend, notes);
  if (mostRows(subtrahend) === 0) return block;
  const rows = rowsOf(subtrahend);
  if (rows.length > 1 && namesOf(subtrahend).length > 1)
    notes.add(
      'difference',
      'psyrun takes out every row whose values appear in the columns of the subtrahend, even if not together; here exactly its rows are taken out.',
    );
  const exclude = Array.isArray(block['exclude']) ? block['exclude'] : [];
  return valueMap([...Object.entries(block), ['exclude', [...exclude, ...rows.map(pointOf)]]]);
}

/** What no single block says is listed point by point. */
function listed(space: PSpace): ValueMap {
  return valueMap([['points', rowsOf(space).map(pointOf)]]);
}

function pointOf(row: Row): ValueMap {
  return valueMap(row);
}
