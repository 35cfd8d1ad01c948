import * as z from 'zod';
import { nearest } from '../value/suggest.ts';
import { adviceOn, otherNotation } from './otherNotation.ts';
import { alternatives, bare, plainScalar } from './shape.ts';
import type { MappingNode, Node, ScalarNode } from './tree.ts';

/** What was probably meant by a value of the wrong kind. */
export interface MeantValue {
  /** A sentence that says so. */
  readonly advice: string;
  readonly data?: Readonly<Record<string, string | readonly string[]>>;
}

/** Looks at a value that `option`, or no alternative of `schema`, accepts. */
export function meantValue(schema: z.core.$ZodType, node: Node, option: z.core.$ZodType): MeantValue | undefined {
  if (node.kind === 'mapping') return wantsList(schema) ? inList(schema, node) : asText(schema);
  if (node.kind !== 'scalar') return undefined;
  const word = meantWord(option, node);
  if (word !== undefined) return { advice: `Did you mean \`${word}\`?`, data: { suggestion: word } };
  return withoutQuotes(schema, node) ?? inNotation(schema, node) ?? asEntry(schema, node) ?? asOnlyKey(option, node);
}

/** One mapping where a list of them is wanted. */
function inList(schema: z.core.$ZodType, { entries, span }: MappingNode): MeantValue | undefined {
  const list = alternatives(schema).find((option) => option instanceof z.ZodArray);
  const isEntry = list && alternatives(list.element).some((option) => option instanceof z.ZodObject || option instanceof z.ZodRecord);
  if (!isEntry) return undefined;
  const isBlock = entries[0]?.keyAt.span.start === span.start;
  if (isBlock) return { advice: 'Put `- ` before its first key, and indent the others like it.' };
  return { advice: 'Put it in `[ ]`.', data: { wrap: ['[', ']'] } };
}

/** `a ? b : c` is a mapping in YAML. */
function asText(schema: z.core.$ZodType): MeantValue | undefined {
  const isText = alternatives(schema).some((option) => option instanceof z.ZodString);
  return isText ? { advice: 'Text that holds `: ` stands in quotes.' } : undefined;
}

function wantsList(schema: z.core.$ZodType): boolean {
  const options = alternatives(schema);
  return options.some((option) => option instanceof z.ZodArray) && options.every((option) => !(option instanceof z.ZodRecord));
}

/** The nearest word, or the only one that begins like this, or goes on: `min`, `logarithmic`. */
function meantWord(option: z.core.$ZodType, node: ScalarNode): string | undefined {
  if (!(option instanceof z.ZodEnum) || typeof node.value !== 'string') return undefined;
  const words = option.options.map(String);
  const written = node.value.toLowerCase();
  const begun = written.length < SHORTEST ? [] : words.filter((word) => word.startsWith(written) || written.startsWith(word));
  return begun.length === 1 ? begun[0] : nearest(node.value, words);
}

/** Fewer letters begin too many words. */
const SHORTEST = 3;

function withoutQuotes(schema: z.core.$ZodType, { style, source }: ScalarNode): MeantValue | undefined {
  const value = style === 'quoted' ? unquoted(source) : undefined;
  if (value === undefined || !accepts(schema, value)) return undefined;
  return { advice: 'Leave the quotes out.', data: { replacement: source } };
}

function unquoted(source: string): boolean | number | undefined {
  if (source === 'true' || source === 'false') return source === 'true';
  return /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(source) ? Number(source) : undefined;
}

/** `2**10` for a number, `(1, 2)` for a list. */
function inNotation(schema: z.core.$ZodType, { source }: ScalarNode): MeantValue | undefined {
  const notation = otherNotation(source);
  const wanted = wantsList(schema) ? '[' : undefined;
  const [first, ...others] = notation?.written.filter((text) => (wanted ? text.startsWith(wanted) : accepts(schema, unquoted(text)))) ?? [];
  if (notation === undefined) return undefined;
  if (first === undefined) return wanted && notation.several ? { advice: `Here that is \`${notation.written[0] ?? ''}\`.` } : undefined;
  return { advice: `Here you ${adviceOn({ ...notation, written: [first, ...others] })}.`, data: { replacement: first } };
}

/** One text where a list of texts is wanted. */
function asEntry(schema: z.core.$ZodType, node: ScalarNode): MeantValue | undefined {
  const list = alternatives(schema).find((option) => option instanceof z.ZodArray);
  if (list === undefined || typeof node.value !== 'string' || node.style === 'block') return undefined;
  const only = asOnlyKey(list.element, node)?.data?.['replacement'];
  const entry = only ?? (accepts(list.element, node.value) ? inFlow(node, node.value) : undefined);
  if (entry === undefined) return undefined;
  const replacement = `[${String(entry)}]`;
  return { advice: `Write \`${replacement}\`.`, data: { replacement } };
}

/** One text in place of a mapping that needs one key only: `metric: loss`. */
function asOnlyKey(schema: z.core.$ZodType, node: ScalarNode): MeantValue | undefined {
  const option = bare(schema);
  if (!(option instanceof z.ZodObject) || typeof node.value !== 'string' || node.style === 'block') return undefined;
  const [needed, ...others] = Object.entries(option.shape).filter(([, schema]) => !(schema instanceof z.ZodOptional));
  if (needed === undefined || others.length > 0 || !accepts(needed[1], node.value)) return undefined;
  const replacement = `{${needed[0]}: ${inFlow(node, node.value)}}`;
  return { advice: `Write \`${replacement}\`.`, data: { replacement } };
}

/** A text as it can stand between brackets. */
function inFlow({ style, source }: ScalarNode, value: string): string {
  return style === 'plain' && /^[^,[\]{}:#'"]+$/.test(source) ? source : `"${value.replace(/["\\]/g, '\\$&')}"`;
}

function accepts(schema: z.core.$ZodType, value: ScalarNode['value'] | undefined): boolean {
  return value !== undefined && alternatives(schema).some((option) => z.safeParse(bare(option), plainScalar(value)).success);
}
