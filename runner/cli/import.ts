import { readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { lazyGrammars } from '../../core/code/grammars.ts';
import type { ImportedResult, ImportedResults, SourceText } from '../../core/import/imported.ts';
import { IMPORT_KINDS, type ImportKind, importTask, type PythonParser } from '../../core/import/importTask.ts';
import { RunnerError } from '../../protocol/errors.ts';
import { grammarFiles } from '../grammarFiles.ts';
import { filesBelow } from '../plainFolder.ts';
import { openTaskBook } from '../tasks.ts';
import { type CliContext, connectToRun, shownPath } from './context.ts';
import { readEntropicDatabase } from './entropicDatabase.ts';
import { writeNewFiles } from './newFiles.ts';
import { printable, printJson, say } from './print.ts';
import { sayProblems } from './sayProblems.ts';

/** Makes a task file of what another system has, with a note for everything that has no equal. Nothing of it is executed. */
export async function importFiles(
  context: CliContext,
  names: readonly string[],
  options: { readonly kind: string; readonly folder?: string },
): Promise<number> {
  const kind = IMPORT_KINDS.find((one) => one === options.kind);
  if (!kind) throw new RunnerError('bad-request', `Files of ${options.kind} cannot be imported; what can is ${IMPORT_KINDS.join(', ')}.`);
  const paths = names.flatMap((name) => filesOf(resolve(context.cwd, name), name, kind));
  const [first] = paths;
  if (first === undefined) throw new RunnerError('bad-request', `There is no parameters.yaml in ${names.join(', ')}.`);
  const folder = options.folder === undefined ? homeOf(context, first, kind) : resolve(context.cwd, options.folder);
  const read = importTask(
    kind,
    paths.map((path) => sourceOf(path, folder, kind)),
    await pythonParser(kind),
  );
  if ('refused' in read) throw new RunnerError('bad-request', printable(read.refused));
  const made = writeNewFiles(folder, read.files);
  const file = made[0] ?? '';
  if (read.results.length > 0) await record(context, made, read.results);
  const { problems } = await openTaskBook(context.workspace).load(file);
  if (context.json)
    await printJson({ files: made.map((file) => shownPath(context, file)), notes: read.notes, results: read.results.length });
  else {
    say(`Made ${made.map((file) => printable(shownPath(context, file))).join(' and ')}.`);
    if (read.results.length > 0)
      say(
        `Recorded ${read.results.length} results, marked as made elsewhere. Writing the function makes them stale: \`sweepdeck accept ${printable(shownPath(context, file))}\` keeps them then.`,
      );
    for (const note of read.notes) say(`* ${printable(note.key)}: ${printable(note.text)}`);
  }
  sayProblems(context, problems);
  return 0;
}

/** A part at a time, so that only those of one part are held. They make up the space of the task, so that each of them fits. */
async function record(context: CliContext, made: readonly string[], results: ImportedResults): Promise<void> {
  const connection = await connectToRun(context);
  const file = realpathSync(made[0] ?? '');
  let recorded = 0;
  try {
    for (const part of partsOf(results)) {
      await connection.api.registerAll({ file, results: part });
      recorded += part.length;
    }
  } catch (error) {
    const files = made.map((one) => printable(shownPath(context, one))).join(' and ');
    say(`${recorded} of ${results.length} results were recorded. To import them again, remove ${files} first.`);
    throw error;
  } finally {
    await connection.close();
  }
}

function* partsOf(results: Iterable<ImportedResult>): Iterable<readonly ImportedResult[]> {
  let part: ImportedResult[] = [];
  for (const result of results) {
    part.push(result);
    if (part.length < PART) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

const PART = 5000;

/** The grammar is loaded when there is Python to read. */
async function pythonParser(kind: ImportKind): Promise<PythonParser> {
  const grammars = lazyGrammars(grammarFiles);
  if (kind === 'psyrun') await grammars.load(['python']);
  return (text) => grammars.parse('python', text);
}

/** A folder stands for the parameter files of all runs in it. */
function filesOf(path: string, name: string, kind: ImportKind): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new RunnerError('bad-request', `There is no file ${name}.`);
  if (found.isFile()) return [refuseLong(path, name, found.size)];
  if (!found.isDirectory()) throw new RunnerError('bad-request', `${name} is no plain file.`);
  if (kind !== 'pystematic') throw new RunnerError('bad-request', `${name} is a folder; name a file in it.`);
  return filesBelow(path).filter((file) => basename(file) === 'parameters.yaml');
}

function refuseLong(path: string, name: string, size: number): string {
  if (size > MOST_BYTES) throw new RunnerError('bad-request', `${name} has ${size} bytes, and at most ${MOST_BYTES} are read.`);
  return path;
}

/** Far more than a database of as many records as are taken. */
const MOST_BYTES = 32_000_000;

/** A task file lies beside what it was made of, so that paths in it go on to be right; many runs have no such place. */
function homeOf(context: CliContext, first: string, kind: ImportKind): string {
  return kind === 'pystematic' ? context.cwd : dirname(first);
}

function sourceOf(path: string, folder: string, kind: ImportKind): SourceText {
  const text = kind === 'entropic' && isSqlite(path) ? readEntropicDatabase(path) : readFileSync(path, 'utf8');
  return { path: relative(folder, path).split(sep).join('/'), text };
}

/** Every SQLite file begins so. */
function isSqlite(path: string): boolean {
  return readFileSync(path).subarray(0, 15).toString('latin1') === 'SQLite format 3';
}
