import { problem } from '../../check/problem.ts';
import type { Topic } from '../../memory.ts';
import type { At } from '../../text.ts';
import { nearest } from '../../value/suggest.ts';
import type { Value } from '../../value/value.ts';
import { BLOCK_KEYS } from '../schemaSpace.ts';
import type { AxisFactor, Block, Case, ConstantFactor, Exclusion, Factor, PointRow } from '../task.ts';
import { child, entry as entryOf, type Entry, type MappingNode, type Node } from '../tree.ts';
import { type NamedNode, readAxis, readList } from './axis.ts';
import { readCondition } from './condition.ts';
import { fitValue, isWrittenAsFloat, nodeValue } from './fit.ts';
import { noticeNotation, noticeRange, noticeSet } from './notation.ts';
import { readPoints, readRow } from './points.ts';
import { isAxis } from './isAxis.ts';
import { type Part, readPart } from './part.ts';
import type { Reading } from './reading.ts';
import { type Scope, scopeOf } from './scope.ts';
import { pairFiles } from './zipFiles.ts';

/** A mapping as a block: its factors in file order, then what is kept of their product. */
export function readBlock(reading: Reading, node: MappingNode, scope: Scope): Block {
  return {
    factors: lastEntries(node).flatMap((entry) => readPart(reading, FACTORS, [entry, scope], (own) => readFactors(own, entry, scope))),
    constraints: itemsOf(child(node, 'constraints')).flatMap((item) => readCondition(reading, item, scope) ?? []),
    exclude: itemsOf(child(node, 'exclude')).flatMap((item) =>
      readPart(reading, EXCLUSION, [item, scope], (own) => readExclusion(own, item, scope)),
    ),
    include: itemsOf(child(node, 'include')).flatMap((item) =>
      readPart(reading, INCLUSION, [item, scope], (own) => readInclusion(own, item, scope)),
    ),
    file: node.file,
    span: node.span,
  };
}

/** A block that stands in another one, and sees only itself. */
function readInner(reading: Reading, node: MappingNode): Block {
  return readPart(reading, INNER, [node], (own) => readBlock(own, node, scopeOf(own, node)));
}

const INNER: Topic<Part<Block>> = { name: 'inner block' };
const FACTORS: Topic<Part<readonly Factor[]>> = { name: 'factors' };
const EXCLUSION: Topic<Part<readonly Exclusion[]>> = { name: 'exclusion' };
const INCLUSION: Topic<Part<readonly PointRow[]>> = { name: 'inclusion' };

/** Of duplicate keys the last one, at its place: the problem was said when the text was parsed. */
function lastEntries(node: Node | undefined): readonly Entry[] {
  if (node?.kind !== 'mapping') return [];
  const last = new Map(node.entries.map((one) => [one.key, one]));
  return last.size === node.entries.length ? node.entries : node.entries.filter((one) => last.get(one.key) === one);
}

function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'list' ? node.items : [];
}

function readFactors(reading: Reading, { key, value: node }: Entry, scope: Scope): readonly Factor[] {
  const at = { file: node.file, span: node.span };
  switch (key) {
    case 'parameters':
      return readGroup(reading, node, scope);
    case 'zip':
      return lastEntries(node).map((one) => {
        const columns = pairFiles(reading, readGroup(reading, one.value, scope));
        return { kind: 'zip', name: one.key, keyAt: one.keyAt, columns, file: one.value.file, span: one.value.span };
      });
    case 'cases':
      return lastEntries(node).map((one) => ({
        kind: 'cases',
        name: one.key,
        keyAt: one.keyAt,
        cases: readCases(reading, one, scope),
        file: one.value.file,
        span: one.value.span,
      }));
    case 'points':
      return [readPoints(reading, node) ?? broken(reading)].flat();
    case 'concat':
      return node.kind === 'list'
        ? [{ kind: 'concat', blocks: node.items.flatMap((item) => (item.kind === 'mapping' ? readInner(reading, item) : [])), ...at }]
        : [];
    default:
      return [];
  }
}

function broken(reading: Reading): readonly never[] {
  reading.broken = true;
  return [];
}

function readCases(reading: Reading, { key: name, value }: Entry, scope: Scope): readonly Case[] {
  return lastEntries(value).map((one) =>
    readPart(reading, CASE, [one, name, scope], (own) => {
      fitValue(own, name, one.key, { at: one.keyAt });
      return { name: one.key, keyAt: one.keyAt, factors: readGroup(own, one.value, scope), file: one.value.file, span: one.value.span };
    }),
  );
}

const CASE: Topic<Part<Case>> = { name: 'case' };

function readGroup(reading: Reading, group: Node | undefined, scope: Scope, prefix = ''): readonly Parameter[] {
  return lastEntries(group).flatMap((entry) =>
    readPart(reading, MEMBER, [entry, prefix, scope], (own) => readMember(own, { name: prefix + entry.key, entry }, scope)),
  );
}

type Parameter = ConstantFactor | AxisFactor;

const MEMBER: Topic<Part<readonly Parameter[]>> = { name: 'member' };

/** What stands in a group behind one name: a parameter, or a group again. */
function readMember(reading: Reading, named: NamedNode, scope: Scope): readonly Parameter[] {
  const { name, entry } = named;
  const node = entry.value;
  if (node.kind === 'list') return [readList(reading, named, node)];
  const isObject = reading.schema.parameters.get(name)?.type === 'object';
  if (node.kind === 'mapping' && isAxis(node)) return [readAxis(reading, named, node, scope) ?? broken(reading)].flat();
  if (node.kind === 'mapping' && !isObject) {
    noticeSet(reading, node);
    noticeRange(reading, name, node);
    return readGroup(reading, node, scope, `${name}.`);
  }
  noticeNotation(reading, node, { name });
  const value = fitValue(reading, name, nodeValue(node), { at: node });
  if (value === undefined) return broken(reading);
  const float = isWrittenAsFloat(node);
  return [{ kind: 'constant', name, keyAt: entry.keyAt, value, ...(float && { float }), file: node.file, span: node.span }];
}

function readExclusion(reading: Reading, node: Node, scope: Scope): readonly Exclusion[] {
  if (node.kind !== 'mapping') return [];
  const at = { file: node.file, span: node.span };
  if (!BLOCK_KEYS.some((key) => entryOf(node, key) !== undefined)) {
    const values = readKnownRow(reading, node, scope);
    return values ? [{ kind: 'point', values, ...at }] : [];
  }
  const block = readInner(reading, node);
  const own = scopeOf(reading, node);
  const unknown = [...own.names].find((name) => !scope.names.has(name));
  if (unknown === undefined || scope.open) return [{ kind: 'block', block, ...at }];
  unknownName(reading, { name: unknown, ...(placeInBlock(node, unknown) ?? { file: node.file, span: node.span }) }, scope);
  return broken(reading);
}

function readInclusion(reading: Reading, node: Node, scope: Scope): readonly PointRow[] {
  if (node.kind !== 'mapping') return [];
  const values = readKnownRow(reading, node, scope);
  return values ? [{ values, file: node.file, span: node.span }] : [];
}

/** A row whose names the block has; a name that it lacks is a problem at that name. */
function readKnownRow(reading: Reading, node: MappingNode, scope: Scope): ReadonlyMap<string, Value> | undefined {
  const values = readRow(reading, node);
  if (scope.open) return values;
  let known = true;
  for (const name of values.keys()) {
    if (scope.names.has(name)) continue;
    known = false;
    unknownName(reading, { name, ...(placeOfName(node, name) ?? { file: node.file, span: node.span }) }, scope);
  }
  return known ? values : broken(reading).at(0);
}

/** The key that ends a dotted name, which may be written as nested groups. */
function placeOfName(row: Node, name: string): At | undefined {
  if (row.kind !== 'mapping') return undefined;
  for (const { key, keyAt, value } of row.entries) {
    if (key === name) return keyAt;
    const inner = name.startsWith(`${key}.`) ? placeOfName(value, name.slice(key.length + 1)) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

/** Where a block names a parameter: in its parameters, a zip, or a case; elsewhere the block is place enough. */
function placeInBlock(block: Node, name: string): At | undefined {
  const inner = (key: string) => lastEntries(child(block, key)).map((one) => one.value);
  const groups = [
    ...itemsOf(child(block, 'points')),
    ...inner('zip'),
    ...inner('cases').flatMap((one) => lastEntries(one).map((two) => two.value)),
  ];
  return [child(block, 'parameters'), child(block, 'cases'), ...groups]
    .map((group) => (group ? placeOfName(group, name) : undefined))
    .find((place) => place !== undefined);
}

function unknownName(reading: Reading, at: At & { readonly name: string }, scope: Scope): void {
  const suggestion = nearest(at.name, scope.names);
  const advice = suggestion === undefined ? 'Declare it under `parameters`, or remove it.' : `Did you mean \`${suggestion}\`?`;
  reading.problems.push(
    problem('unknown-name', at, `There is no parameter \`${at.name}\` in this block. ${advice}`, {
      data: suggestion === undefined ? { name: at.name } : { name: at.name, suggestion },
    }),
  );
}
