import { Document, isCollection, isMap, isScalar, isSeq, visit } from 'yaml';
import { ambiguousText } from '../task/ambiguous.ts';
import type { Value } from '../value/value.ts';
import type { Imported } from './imported.ts';

/** The task file as text: what has no equal stands above it as comments, small lists and mappings in one line. */
export function writeTask(imported: Imported, from: string): string {
  const document = new Document(imported.task, { version: '1.2', aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string' && ambiguousText(node.value)) node.type = 'QUOTE_SINGLE';
    },
  });
  if (isMap(document.contents)) for (const { value } of document.contents.items) inLines(value, 1);
  return `${heading(imported, from)}${document.toString({ lineWidth: 130, flowCollectionPadding: true, singleQuote: true })}`;
}

function heading({ notes }: Imported, from: string): string {
  const lines = [`Imported from ${from}.`, ...(notes.length > 0 ? ['What has no equal here, or another one:'] : [])];
  const items = notes.map((note) => `* ${note.key}: ${note.text}`);
  return [...lines, ...items]
    .map((line) => `# ${oneLine(line)}\n`)
    .join('')
    .concat('\n');
}

/** A comment ends with its line, whatever the source's own names hold. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

/** Lists of plain values, and mappings of them below the first level, stand in one line. */
function inLines(node: unknown, depth: number): void {
  if (!isCollection(node)) return;
  const children: unknown[] = isMap(node) ? node.items.map((pair) => pair.value) : node.items;
  const short = children.every((child) => isPlain(child) || (isSeq(child) && child.items.every(isPlain)));
  if (short && (isSeq(node) || depth > 1 || children.length === 1)) node.flow = true;
  else for (const child of children) inLines(child, depth + 1);
}

function isPlain(node: unknown): boolean {
  return isScalar(node) && !(typeof node.value === 'string' && node.value.includes('\n'));
}

/** One value for all points. */
export function constantOf(value: Value): Value {
  return typeof value === 'object' && value !== null ? { value } : value;
}
