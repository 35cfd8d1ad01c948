import type { At, Span } from '../../text.ts';
import type { Entry, ScalarNode } from '../tree.ts';
import type { NamedThing, Occurrence } from './occurrence.ts';

/** What has to be known of a task before its names can be told apart. */
export interface NameContext {
  /** The file in which occurrences are looked for, and its text. */
  readonly file: string;
  readonly text: string;
  /** All parameters, dotted, so that dashes in expressions are read right. */
  readonly parameters: ReadonlySet<string>;
  readonly outputs: ReadonlySet<string>;
  /** Parameters of type `object`, whose inner keys are no names. */
  readonly objects: ReadonlySet<string>;
  /** The alternatives of every parameter that has `cases`. */
  readonly cases: ReadonlyMap<string, ReadonlySet<string>>;
  readonly format: 'task' | 'schema';
}

/** Occurrences as they are found in one file. */
export interface Draft {
  readonly context: NameContext;
  readonly found: Occurrence[];
}

/** Where an occurrence stands, but for its span. */
export interface Kind {
  readonly role: Occurrence['role'];
  readonly under: string;
}

/** Adds a dotted name below a prefix, one occurrence for each of its parts. */
export function addParameter(
  draft: Draft,
  written: { readonly prefix?: string; readonly name: string; readonly at: Written },
  kind: Kind,
): void {
  const { prefix = '', name, at } = written;
  let from = 0;
  for (const part of name.split('.')) {
    const full = prefix + name.slice(0, from + part.length);
    const span = at.exact ? { start: at.span.start + from, end: at.span.start + from + part.length } : at.span;
    add(draft, { thing: { kind: 'parameter', name: full }, ...kind, file: at.file, span, exact: at.exact });
    from += part.length + 1;
  }
}

/** Adds a name that has no parts. */
export function addName(draft: Draft, thing: NamedThing, at: Written, kind: Kind): void {
  add(draft, { thing, ...kind, file: at.file, span: at.span, exact: at.exact });
}

/** Where a name is written in the file, without quotes; `exact` when exactly the name stands there. */
export interface Written extends At {
  readonly exact: boolean;
}

/** The name of a key. */
export function keyPlace({ context: { text } }: Draft, { key, keyAt }: Entry): Written {
  const inner = text[keyAt.span.start] === '"' || text[keyAt.span.start] === "'" ? 1 : 0;
  const span: Span = { start: keyAt.span.start + inner, end: keyAt.span.end - inner };
  const exact = text.slice(span.start, span.end) === key;
  return { file: keyAt.file, span: exact ? span : keyAt.span, exact };
}

/** A piece of the text of a scalar. */
export function textPlace(node: ScalarNode, start: number, end: number): Written {
  const exact = node.style !== 'block' && (typeof node.value !== 'string' || node.value === node.source);
  const span = exact ? { start: node.contentStart + start, end: node.contentStart + end } : node.span;
  return { file: node.file, span, exact };
}

/** The text of a scalar, as the expression language and placeholders see it. */
export function scalarText(node: ScalarNode): string {
  return typeof node.value === 'string' ? node.value : node.source;
}

function add(draft: Draft, occurrence: Occurrence): void {
  if (occurrence.file === draft.context.file && draft.found.length < MOST_OCCURRENCES) draft.found.push(occurrence);
}

/** More names than any file that people write; a list of points of that size belongs into a CSV file. */
const MOST_OCCURRENCES = 100_000;
