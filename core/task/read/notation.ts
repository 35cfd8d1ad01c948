import { problem } from '../../check/problem.ts';
import { adviceOn, otherNotation } from '../otherNotation.ts';
import { AXIS_SYNONYMS } from '../schemaSpace.ts';
import type { FieldType } from '../task.ts';
import type { ListNode, MappingNode, Node } from '../tree.ts';
import { numberOf, type Reading } from './reading.ts';

/** What a text may be the value of without anything being said. */
interface Given {
  readonly name: string;
  /** Said beside the value. */
  readonly type?: FieldType | undefined;
  /** The list whose entry it is. */
  readonly list?: ListNode;
}

/** Warns of a text without quotes that is a list, a range or a number in another notation, unless a type says what it is. */
export function noticeNotation({ schema, problems }: Reading, node: Node, { name, type, list }: Given): void {
  const declared = type ?? schema.parameters.get(name)?.type ?? 'any';
  if (declared !== 'any' || node.kind !== 'scalar' || node.style !== 'plain' || typeof node.value !== 'string') return;
  const notation = otherNotation(node.source);
  if (notation === undefined) return;
  const isAlone = list?.items.length === 1 && isFlow(list);
  const written = list && !isAlone ? notation.written.filter((text) => !text.startsWith('{')) : notation.written;
  const quoted = `'${node.source.replaceAll("'", "''")}'`;
  const what = notation.several ? 'one text here, not several values' : 'text here';
  const advice = written.length === 0 ? 'write the values one by one' : adviceOn({ ...notation, written });
  problems.push(
    problem('ambiguous-scalar', isAlone ? list : node, `\`${node.source}\` is ${what}: ${advice}, or put it in quotes to keep the text.`, {
      data: { values: [...written, isAlone ? `[${quoted}]` : quoted] },
    }),
  );
}

/** `[(64, 64), (128, 128)]`: in YAML four texts. */
export function noticeTuples({ problems }: Reading, list: ListNode): void {
  const sources = list.items.map((item) => (item.kind === 'scalar' && item.style === 'plain' ? item.source : ''));
  const isCut = sources.some((source) => /^\([^)]*$/.test(source)) && sources.some((source) => /^[^(]*\)$/.test(source));
  if (!isCut || sources.includes('')) return;
  const written = `[${sources.join(', ').replaceAll('(', '[').replaceAll(')', ']')}]`;
  problems.push(
    problem(
      'ambiguous-scalar',
      list,
      `Inside \`[ ]\` these are cut at every comma: write \`${written}\` for lists, or put each text in quotes.`,
      {
        data: { values: [written] },
      },
    ),
  );
}

/** `{a, b}`: in YAML a group of parameters without values. */
export function noticeSet({ problems }: Reading, { entries, span, file }: MappingNode): void {
  const isFlow = entries[0] !== undefined && entries[0].keyAt.span.start > span.start;
  if (
    !isFlow ||
    entries.length < 2 ||
    !entries.every(({ value }) => value.kind === 'scalar' && value.source === '' && value.value === null)
  )
    return;
  const written = `[${entries.map(({ key }) => key).join(', ')}]`;
  problems.push(
    problem(
      'ambiguous-scalar',
      { file, span },
      `This is a group of parameters without values here: write \`${written}\` for several values.`,
      {
        data: { values: [written] },
      },
    ),
  );
}

/** `{from: 0, to: 10, by: 2}`: three parameters in a group, unless the schema knows them. */
export function noticeRange({ schema, problems }: Reading, name: string, node: MappingNode): void {
  const meant = new Map(
    node.entries.flatMap(({ key }) => {
      const number = Object.hasOwn(AXIS_SYNONYMS, key) && !schema.parameters.has(`${name}.${key}`) ? numberOf(node, key) : undefined;
      return number === undefined ? [] : [[AXIS_SYNONYMS[key], number]];
    }),
  );
  const isRange = meant.has('min') && meant.has('max') && (meant.has('step') || meant.has('num'));
  if (!isRange || node.entries.length !== 3 || meant.size !== 3) return;
  const written = `{${[...meant].map((part) => part.join(': ')).join(', ')}}`;
  problems.push(
    problem(
      'ambiguous-scalar',
      { file: node.file, span: node.span },
      `This is a group of three parameters here: write \`${written}\` for a range, or name them in the schema to keep the group.`,
      { data: { values: [written] } },
    ),
  );
}

function isFlow({ items, span }: ListNode): boolean {
  return span.end > (items.at(-1)?.span.end ?? span.end);
}
