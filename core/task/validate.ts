import * as z from 'zod';
import { problem, type Problem } from '../check/problem.ts';
import { type Memory, NO_MEMORY, type Topic } from '../memory.ts';
import { nearest } from '../value/suggest.ts';
import { homeOf, isForeign, mappingOf, TOP, writtenInAxis, writtenInstead } from './homes.ts';
import { meantValue } from './meantValue.ts';
import { choices, RESERVED_NAMES } from './schemaParts.ts';
import { alternatives, bare, chosen, expected, plainScalar } from './shape.ts';
import type { Entry, ListNode, MappingNode, Node, ScalarNode } from './tree.ts';

/** The form of a tree against a zod description. */
export interface Validated {
  /** The tree with misspelt keys read as what they resemble and with ill-formed parts left out, so that nothing else is said about them. */
  readonly root: Node;
  readonly problems: readonly Problem[];
}

/** Walks a tree along a zod description; one mistake is one problem, at the key or value where it is. What is well-formed stays the same object. */
export function validate(schema: z.core.$ZodType, root: Node, memory = NO_MEMORY): Validated {
  const report: Report = { problems: [], before: 0, memory };
  const kept = visit({ schema, node: root, label: TOP }, report);
  return { root: kept ?? { kind: 'mapping', entries: [], file: root.file, span: root.span }, problems: report.problems };
}

/** What is told about one part of the tree. */
interface Report {
  readonly problems: Problem[];
  /** How many problems were told before this part. */
  readonly before: number;
  readonly memory: Memory;
}

interface Visit {
  readonly schema: z.core.$ZodType;
  readonly node: Node;
  /** What the node is called in a sentence. */
  readonly label: string;
}

/** What a collection said when it was last visited; it says the same as long as it is not late to give advice. */
function visit(at: Visit, report: Report): Node | undefined {
  const { schema, node, label } = at;
  if (node.kind === 'scalar' || report.memory === NO_MEMORY) return visitAnew(at, report);
  const soFar = report.before + report.problems.length;
  const known = report.memory.recall(VISITED, node, [schema, label]);
  const { problems, kept } = known && soFar + known.problems.length <= ENOUGH_PROBLEMS ? known : visitApart(at, soFar, report.memory);
  for (const one of problems) report.problems.push(one);
  return kept;
}

interface Visited {
  readonly problems: readonly Problem[];
  readonly kept: Node | undefined;
}

const VISITED: Topic<Visited> = { name: 'visited' };

function visitApart(at: Visit, before: number, memory: Memory): Visited {
  const own: Report = { problems: [], before, memory };
  const visited = { kept: visitAnew(at, own), problems: own.problems };
  if (before + own.problems.length <= ENOUGH_PROBLEMS) memory.keep(VISITED, at.node, [at.schema, at.label], visited);
  return visited;
}

function visitAnew(at: Visit, report: Report): Node | undefined {
  const { node } = at;
  const { problems } = report;
  const option = chosen(at.schema, node);
  if (option === undefined) return wrongType(at, problems);
  if (option._zod.def.type === 'unknown') return node;
  if (node.kind === 'scalar') return z.safeParse(option, plainScalar(node.value)).success ? node : wrongType(at, problems, option);
  if (node.kind === 'list') return option instanceof z.ZodArray ? visitItems(option, node, at.label, report) : node;
  if (option instanceof z.ZodObject) return visitObject(option, node, at.label, report);
  return option instanceof z.ZodRecord ? visitRecord(option, node, report) : node;
}

function visitItems(option: z.ZodArray, node: ListNode, label: string, report: Report): Node {
  if (bare(option.element) instanceof z.ZodUnknown) return node;
  const items = node.items.flatMap((item) => visit({ schema: option.element, node: item, label: `an entry of ${label}` }, report) ?? []);
  return isSame(items, node.items) ? node : { ...node, items };
}

function isSame<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

function visitRecord(option: z.ZodRecord, node: MappingNode, report: Report): Node {
  const entries: Entry[] = [];
  for (const entry of node.entries) {
    const refusal = nameProblem(option, entry);
    if (refusal) report.problems.push(refusal);
    const value = refusal ? undefined : visit({ schema: option.valueType, node: entry.value, label: `\`${entry.key}\`` }, report);
    if (value) entries.push(value === entry.value ? entry : { ...entry, value });
  }
  return isSame(entries, node.entries) ? node : { ...node, entries };
}

function nameProblem(option: z.ZodRecord, entry: Entry): Problem | undefined {
  if (entry.key.split('.').some((part) => RESERVED_NAMES.includes(part))) return reserved(entry);
  if (z.safeParse(option.keyType, entry.key).success) return undefined;
  return problem(
    'reserved-name',
    entry.keyAt,
    `\`${entry.key}\` cannot be a name: names start with an English letter or \`_\`, go on with English letters, digits, \`_\` or \`-\`, and are dotted for groups.`,
  );
}

function reserved(entry: Entry): Problem {
  return problem('reserved-name', entry.keyAt, `\`${entry.key}\` is reserved by JavaScript and cannot be a name here: choose another one.`);
}

function visitObject(option: z.ZodObject, node: MappingNode, label: string, report: Report): Node {
  const { problems, before } = report;
  const present = new Set(node.entries.map((entry) => entry.key));
  const entries: Entry[] = [];
  // Where a group was meant, what looks like the axis is said no more.
  const inside = isMixed(option, node) ? { ...report, problems: [] } : report;
  for (const entry of node.entries) {
    const known = Object.hasOwn(option.shape, entry.key);
    const isLate = before + problems.length > ENOUGH_PROBLEMS;
    const suggestion = known ? entry.key : meant(option, entry.key, { present, isLate, label });
    if (!known) problems.push(unknownKey(option, entry, { label, suggestion, present, node, isLate }));
    if (suggestion === undefined) continue;
    present.add(suggestion);
    const schema = option.shape[suggestion];
    const value = schema && visit({ schema, node: entry.value, label: `\`${suggestion}\`` }, inside);
    const isUnchanged = value === entry.value && suggestion === entry.key;
    if (value) entries.push(isUnchanged ? entry : { key: suggestion, keyAt: entry.keyAt, value });
  }
  for (const [key, schema] of Object.entries(option.shape))
    if (!(schema instanceof z.ZodOptional) && !present.has(key)) problems.push(missingKey(node, key, label));
  return isSame(entries, node.entries) ? node : { ...node, entries };
}

/** Nobody reads the suggestion of the hundredth unknown key, but looking for it takes time. */
const ENOUGH_PROBLEMS = 200;

function meant(
  option: z.ZodObject,
  key: string,
  about: { readonly present: ReadonlySet<string>; readonly isLate: boolean; readonly label: string },
): string | undefined {
  if (about.isLate || isForeign(key, about.label)) return undefined;
  const free = Object.keys(option.shape).filter((known) => !about.present.has(known));
  const synonym = synonymOf(option, key);
  return synonym !== undefined && free.includes(synonym) ? synonym : nearest(key, free);
}

function synonymOf(option: z.ZodObject, key: string): string | undefined {
  const synonyms = choices.get(option)?.synonyms ?? {};
  return Object.hasOwn(synonyms, key) ? synonyms[key] : undefined;
}

function unknownKey(
  option: z.ZodObject,
  entry: Entry,
  about: {
    readonly label: string;
    readonly suggestion: string | undefined;
    readonly present: ReadonlySet<string>;
    readonly node: MappingNode;
    readonly isLate: boolean;
  },
): Problem {
  if (RESERVED_NAMES.includes(entry.key)) return reserved(entry);
  const { suggestion } = about;
  const isInAxis = choices.get(option)?.foreign !== undefined;
  if (isInAxis && suggestion === undefined && isEmpty(entry.value)) return cutValue(entry);
  const instead = isInAxis ? writtenInAxis(entry.key) : undefined;
  if (suggestion === undefined && instead === undefined && isInAxis) return mixed(option, entry, about);
  const where = about.label === TOP ? expected(option) : about.label;
  const advice = suggestion === undefined ? (instead ?? adviceFor(option, entry.key, about)) : `Did you mean \`${suggestion}\`?`;
  const home = about.label === TOP && suggestion === undefined ? mappingOf(entry.key, TOP) : undefined;
  return problem('unknown-key', entry.keyAt, `\`${entry.key}\` is not a key of ${where}. ${advice}`, {
    data: { ...(suggestion !== undefined && { suggestion }), ...(home !== undefined && { home }) },
  });
}

function isEmpty(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null && node.source === '';
}

/** `{values: 1, 2}` is a mapping of two keys. */
function cutValue({ key, keyAt }: Entry): Problem {
  return problem(
    'unknown-key',
    keyAt,
    `\`${key}\` has no value: inside \`{ }\` a comma ends the value before it. Write several values as a list, in \`[ ]\`.`,
  );
}

function adviceFor(
  { shape }: z.ZodObject,
  key: string,
  { label, present, isLate }: { readonly label: string; readonly present: ReadonlySet<string>; readonly isLate: boolean },
): string {
  if (isLate) return 'Remove it.';
  const twin = nearest(
    key,
    Object.keys(shape).filter((known) => present.has(known)),
  );
  if (twin !== undefined && !isForeign(key, label)) return `Did you mean \`${twin}\`, which is here already? Write both as one.`;
  const allowed = Object.keys(shape).map((known) => `\`${known}\``);
  return homeOf(key, label) ?? `Allowed are ${allowed.join(', ')}.`;
}

/** A key that neither belongs to an axis nor resembles one that does, in what is an axis by another key. */
function isMixed(option: z.ZodObject, { entries }: MappingNode): boolean {
  const foreign = choices.get(option)?.foreign !== undefined;
  const isKnown = (key: string) => Object.hasOwn(option.shape, key) || synonymOf(option, key) !== undefined;
  return (
    foreign && entries.some(({ key }) => !isKnown(key) && nearest(key, Object.keys(option.shape)) === undefined && !writtenInAxis(key))
  );
}

function mixed({ shape }: z.ZodObject, entry: Entry, { label, node }: { readonly label: string; readonly node: MappingNode }): Problem {
  const own = node.entries.find(({ key }) => Object.hasOwn(shape, key))?.key ?? 'min';
  const group = label.replaceAll('`', '');
  return problem(
    'mixed-axis-group',
    entry.keyAt,
    `${label} is an axis because it has \`${own}\`, so \`${entry.key}\` cannot be a parameter inside it. Write it outside; or, when \`${own}\` is a parameter as well, write both with dots: \`${group}.${own}\` and \`${group}.${entry.key}\`.`,
    {
      data: { group, key: entry.key },
    },
  );
}

function missingKey(node: MappingNode, key: string, label: string): Problem {
  return problem(
    'missing-key',
    { file: node.file, span: { start: node.span.start, end: Math.min(node.span.end, node.span.start + 1) } },
    `${begun(label)} needs the key \`${key}\`.`,
    { data: { key } },
  );
}

function wrongType({ schema, node, label }: Visit, problems: Problem[], option = schema): undefined {
  const foreign = node.kind === 'scalar' ? writtenInstead(label.replaceAll('`', ''), node.source) : undefined;
  const meant = foreign === undefined ? meantValue(schema, node, option) : undefined;
  const advice = foreign ?? meant?.advice ?? otherAdvice(schema, node, label);
  problems.push(
    problem(
      'wrong-type',
      node,
      `${begun(label)} must be ${wanted(schema, node, option)}, not ${actual(node)}.${advice === '' ? '' : ` ${advice}`}`,
      meant?.data === undefined ? {} : { data: meant.data },
    ),
  );
  return undefined;
}

/** As a sentence begins. */
function begun(label: string): string {
  return label.replace(/^[a-z]/, (first) => first.toUpperCase());
}

function otherAdvice(schema: z.core.$ZodType, node: Node, label: string): string {
  if (node.kind !== 'scalar') return '';
  if (isGlued(node) && wantsMapping(schema)) return 'Put a space behind the colon.';
  return label === '`run`' ? 'A command is written as a list: `run: {command: [python3, train.py, "${args}"]}`.' : '';
}

/** `a:[1, 2]` is one text in YAML. */
function isGlued({ style, source }: ScalarNode): boolean {
  return style === 'plain' && /^[A-Za-z_][\w.-]*:\S/.test(source);
}

function wantsMapping(schema: z.core.$ZodType): boolean {
  return alternatives(schema).some((option) => option instanceof z.ZodObject || option instanceof z.ZodRecord);
}

function wanted(schema: z.core.$ZodType, node: Node, option: z.core.$ZodType): string {
  const infinite = node.kind === 'scalar' && typeof node.value === 'number' && !Number.isFinite(node.value);
  return infinite ? 'a finite number' : expected(option instanceof z.ZodEnum || bare(schema) instanceof z.ZodUnion ? schema : option);
}

function actual(node: Node): string {
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'mapping') return 'a mapping';
  if (node.value === null) return 'empty';
  if (node.style === 'plain') return `\`${node.source}\``;
  return node.source.length > 40 ? 'this text' : `the text \`${node.source}\``;
}
