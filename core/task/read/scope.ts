import type { NameType } from '../../expression/check.ts';
import { isValueList, type Value } from '../../value/value.ts';
import { remembered, type Topic } from '../../memory.ts';
import type { Field, Schema } from '../task.ts';
import { child, type Entry, type Node } from '../tree.ts';
import { isAxis } from './isAxis.ts';
import { nodeValue } from './fit.ts';
import { readPoints } from './points.ts';
import { type Part, readPart } from './part.ts';
import { type Reading, textOf } from './reading.ts';

/** The names that an expression or a row of a block may use, with what is known of their values before any is made. */
export interface Scope {
  readonly names: ReadonlySet<string>;
  readonly types: ReadonlyMap<string, NameType>;
  /** Set when some names could not be read (a file of points is missing): unknown names are then no mistakes. */
  readonly open: boolean;
}

/** Every parameter that some point of a block may have; also those whose values have mistakes. */
export function scopeOf(reading: Reading, block: Node): Scope {
  return readPart(reading, SCOPE, [block], (own) => {
    const draft: Draft = { reading: own, types: new Map(), open: false };
    addBlock(draft, block);
    return { names: new Set(draft.types.keys()), types: draft.types, open: draft.open };
  });
}

const SCOPE: Topic<Part<Scope>> = { name: 'scope' };

/** The scope of a whole file; the last one when it is equal, so that what was made with it is still right. */
export function scopeOfFile(reading: Reading, root: Node): Scope {
  const { memory, schema, file } = reading;
  const scope = scopeOf(reading, root);
  const last = memory.recall(LAST_SCOPE, schema, [file]);
  if (last && isEqual(last, scope)) return last;
  memory.keep(LAST_SCOPE, schema, [file], scope);
  return scope;
}

const LAST_SCOPE: Topic<Scope> = { name: 'last scope' };

function isEqual(one: Scope, other: Scope): boolean {
  if (one.open !== other.open || one.types.size !== other.types.size) return false;
  const names = one.types.keys();
  for (const [name, type] of other.types) if (names.next().value !== name || one.types.get(name) !== type) return false;
  return true;
}

interface Draft {
  readonly reading: Reading;
  readonly types: Map<string, NameType>;
  open: boolean;
}

function addBlock(draft: Draft, block: Node): void {
  addGroup(draft, child(block, 'parameters'));
  for (const { value } of entriesOf(child(block, 'zip'))) addGroup(draft, value);
  for (const { key, value } of entriesOf(child(block, 'cases'))) {
    addNamed(draft, key, 'text');
    for (const one of entriesOf(value)) addGroup(draft, one.value);
  }
  const concat = child(block, 'concat');
  if (concat?.kind === 'list') for (const item of concat.items) addBlock(draft, item);
  const points = child(block, 'points');
  if (points) addPoints(draft, points);
}

function addPoints(draft: Draft, node: Node): void {
  const points = readPoints(draft.reading, node);
  if (points === undefined) draft.open = true;
  const names = new Set<string>();
  for (const { values } of points?.rows ?? []) for (const name of values.keys()) names.add(name);
  for (const name of names) addNamed(draft, name, 'any');
}

function addGroup(draft: Draft, group: Node | undefined): void {
  const { memory, schema } = draft.reading;
  for (const entry of entriesOf(group))
    for (const [name, type] of remembered(memory, MEMBERS, [entry, schema], () => [...membersOf(schema, entry, '')]))
      add(draft, name, type);
}

type Member = readonly [name: string, type: NameType];

const MEMBERS: Topic<readonly Member[]> = { name: 'names of a member' };

/** What stands in a group behind one name: a parameter, or those of a group. */
function* membersOf(schema: Schema, { key, value }: Entry, prefix: string): Iterable<Member> {
  const name = prefix + key;
  const field = schema.parameters.get(name);
  if (value.kind === 'mapping' && field?.type !== 'object' && !isAxis(value))
    for (const inner of value.entries) yield* membersOf(schema, inner, `${name}.`);
  else yield [name, field ? typeOfField(field) : typeOfNode(value)];
}

function addNamed(draft: Draft, name: string, found: NameType): void {
  const field = draft.reading.schema.parameters.get(name);
  add(draft, name, field ? typeOfField(field) : found);
}

function add(draft: Draft, name: string, type: NameType): void {
  const before = draft.types.get(name);
  draft.types.set(name, before === undefined || before === type ? type : 'any');
}

function typeOfNode(node: Node): NameType {
  if (node.kind === 'list') return common(node.items.map((item) => typeOfValue(nodeValue(item))));
  if (node.kind === 'scalar') return typeOfValue(node.value);
  const declared = textOf(node, 'type');
  if (declared !== undefined) return DECLARED[declared] ?? 'any';
  const [values, value] = [child(node, 'values'), child(node, 'value')];
  if (values) return typeOfNode(values);
  if (value) return typeOfValue(nodeValue(value));
  return child(node, 'files') ? 'text' : 'number';
}

const DECLARED: Readonly<Record<string, NameType>> = {
  float: 'number',
  int: 'number',
  bool: 'boolean',
  string: 'text',
  file: 'text',
  array: 'list',
};

function typeOfField(field: Field): NameType {
  return field.type === 'enum' ? common((field.values ?? []).map(typeOfValue)) : (DECLARED[field.type] ?? 'any');
}

function typeOfValue(value: Value): NameType {
  if (typeof value === 'number' || typeof value === 'bigint') return 'number';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'boolean';
  return isValueList(value) ? 'list' : 'any';
}

function common(types: readonly NameType[]): NameType {
  const first = types[0] ?? 'any';
  return types.every((type) => type === first) ? first : 'any';
}

function entriesOf(node: Node | undefined): readonly Entry[] {
  return node?.kind === 'mapping' ? node.entries : [];
}
