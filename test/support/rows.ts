import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Expectation, readMark } from './checkFixtures.ts';

const FOLDER = join(import.meta.dirname, '../data/rows');

/** One small task file with a sentence on what is special about it. */
export interface Row {
  readonly name: string;
  /** What the row says itself, without its marks. */
  readonly own: string;
  /** The whole file. */
  readonly text: string;
  /** Nothing was added to it. */
  readonly bare: boolean;
  readonly expected: readonly Expectation[];
}

/** What a row runs that does not say it: a function that takes anything. It stands last, so that no line moves. */
const RUN = 'run: {python: model:free}\n';

/** Rows begin with `== sentence`, or with `=== sentence` when the row is a whole file; marks are those of the fixtures of `check`. */
function readRows(source: string): readonly Row[] {
  return source
    .split(/^(?===)/m)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [head = '', ...lines] = part.trimEnd().split('\n');
      const bare = head.startsWith('===');
      const own = lines.filter((line) => readMark(line) === undefined).join('\n');
      const text = own === '' ? '' : `${own}\n`;
      return { name: head.replace(/^=+ /, ''), own, bare, text: bare ? text : `${text}${RUN}`, expected: marks(lines) };
    });
}

/** Unlike a fixture, a row is checked without its marks, which may stand inside texts; lines are counted without them. */
function marks(lines: readonly string[]): readonly Expectation[] {
  let line = -1;
  return lines.flatMap((content) => {
    const mark = readMark(content);
    if (mark === undefined) line += 1;
    return mark === undefined ? [] : { line, ...mark };
  });
}

/** All rows of the files of a folder of `test/data/rows`. */
export function rowsOf(folder: string): readonly { readonly file: string; readonly rows: readonly Row[] }[] {
  const names = readdirSync(join(FOLDER, folder)).sort();
  return names.map((file) => ({ file, rows: readRows(readFileSync(join(FOLDER, folder, file), 'utf8')) }));
}

/** The files that rows may name. */
export function workspaceFiles(): Readonly<Record<string, string>> {
  const folder = join(FOLDER, 'workspace');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return Object.fromEntries(
    files.map((one) => {
      const path = join(one.parentPath, one.name);
      return [relative(folder, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')];
    }),
  );
}
