import { once } from 'node:events';
import { strictJson } from '../../core/value/encode.ts';
import { formatValue } from '../../core/value/format.ts';
import { leavesOf, type Value, type ValueMap } from '../../core/value/value.ts';

/** Results go to standard output, as strict JSON or text; waits when the reader is slow. */
export async function printResult(text: string): Promise<void> {
  await toStandard(`${text}\n`);
}

/** Waits when whoever reads standard output is slow. */
export async function toStandard(piece: string | Uint8Array): Promise<void> {
  if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
}

/** One JSON document (cli.md: non-finite numbers are strings, integers keep their digits). */
export async function printJson(document: unknown): Promise<void> {
  await printResult(toJson(document));
}

export function toJson(document: unknown): string {
  return strictJson(plain(document));
}

/** Text for people goes to standard error. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** The parameters of one item on one line of a terminal. */
export function pointText(parameters: ValueMap): string {
  return printable(Array.from(leavesOf(parameters), ([name, value]) => `${name}=${formatValue(value)}`).join(' '));
}

/** Text of others on a terminal: control characters, escape sequences and direction marks are shown, not obeyed. */
export function printable(text: string): string {
  return text.replace(CONTROL, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Like `printable`, but keeps line breaks and tabs: for traces and logs on a terminal. */
export function printableLines(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line
        .split('\t')
        .map((part) => printable(part.replace(/\r$/, '')))
        .join('\t'),
    )
    .join('\n');
}

const CONTROL = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

function plain(document: unknown): Value {
  if (Array.isArray(document)) return document.map(plain);
  switch (typeof document) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'bigint':
      return document;
    case 'object': {
      if (document === null) return null;
      const map: Record<string, Value> = Object.create(null);
      for (const [name, value] of Object.entries(document)) if (value !== undefined) map[name] = plain(value);
      return map;
    }
    default:
      return null;
  }
}
