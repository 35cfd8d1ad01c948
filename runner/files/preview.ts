import type { FileHandle } from 'node:fs/promises';
import Papa from 'papaparse';
import type { FilePreview } from '../../protocol/itemFiles.ts';
import type { FilePlace } from './filePlace.ts';
import { openInside } from './openInside.ts';

/** What can be seen of a file of an item. */
export async function previewOf({ folder, name }: FilePlace): Promise<FilePreview> {
  const file = await openInside(folder, name);
  try {
    return await preview(file, name);
  } finally {
    await file.close();
  }
}

async function preview(file: FileHandle, name: string): Promise<FilePreview> {
  const { size } = await file.stat();
  const start = await read(file, Math.min(size, LONGEST_TEXT));
  const type = imageType(start, name);
  if (type !== undefined) {
    if (size > LARGEST_IMAGE) return { kind: 'none', why: 'large' };
    return { kind: 'image', type, base64: (await read(file, size)).toString('base64') };
  }
  if (start.includes(0)) return { kind: 'none', why: 'binary' };
  const cut = size > start.length;
  const text = wholeText(start, cut);
  if (/\.[ct]sv$/i.test(name)) return table(text, cut);
  return { kind: 'text', text: /\.json$/i.test(name) && !cut ? indented(text) : text, cut };
}

const LONGEST_TEXT = 64 * 1024;
const LARGEST_IMAGE = 5 * 1024 * 1024;
const MOST_ROWS = 100;
const MOST_COLUMNS = 50;

async function read(file: FileHandle, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } = await file.read(buffer, 0, bytes, 0);
  return buffer.subarray(0, bytesRead);
}

/** What the first bytes say; of text only a name that ends in `.svg`. */
function imageType(start: Buffer, name: string): string | undefined {
  const head = start.subarray(0, 12).toString('latin1');
  if (head.startsWith('\u0089PNG\r\n\u001a\n')) return 'image/png';
  if (head.startsWith('\u00ff\u00d8\u00ff')) return 'image/jpeg';
  if (/^GIF8[79]a/.test(head)) return 'image/gif';
  if (/^RIFF[^]{4}WEBP/.test(head)) return 'image/webp';
  return /\.svg$/i.test(name) && !start.includes(0) ? 'image/svg+xml' : undefined;
}

/** Text up to its last whole line, where it was cut: a character may have been cut as well. */
function wholeText(bytes: Buffer, cut: boolean): string {
  const text = bytes.toString('utf8');
  const end = text.lastIndexOf('\n');
  return cut && end > 0 ? text.slice(0, end + 1) : text;
}

function table(text: string, cut: boolean): FilePreview {
  const { data } = Papa.parse<string[]>(text, { preview: MOST_ROWS + 1, skipEmptyLines: true });
  const isWide = data.some((row) => row.length > MOST_COLUMNS);
  return {
    kind: 'table',
    rows: data.slice(0, MOST_ROWS).map((row) => row.slice(0, MOST_COLUMNS)),
    cut: cut || isWide || data.length > MOST_ROWS,
  };
}

/** JSON as people read it, numbers as they stand; what is no JSON is shown as it is. */
function indented(text: string): string {
  try {
    const parsed: unknown = JSON.parse(text);
    // Numbers that would be written in another way are better left alone.
    return JSON.stringify(parsed) === text.replace(/\s/g, '') ? JSON.stringify(parsed, undefined, 2) : text;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return text;
  }
}
