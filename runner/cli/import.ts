import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { SourceText } from '../../core/import/imported.ts';
import { IMPORT_KINDS, type ImportKind, importTask } from '../../core/import/importTask.ts';
import { RunnerError } from '../../protocol/errors.ts';
import { openTaskBook } from '../tasks.ts';
import { type CliContext, shownPath } from './context.ts';
import { writeNewFiles } from './newFiles.ts';
import { printable, printJson, say, sayProblems } from './print.ts';

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
    paths.map((path) => sourceOf(path, folder)),
  );
  if ('refused' in read) throw new RunnerError('bad-request', printable(read.refused));
  const made = writeNewFiles(folder, read.files);
  const { problems } = await openTaskBook(context.workspace).load(made[0] ?? '');
  if (context.json) await printJson({ files: made.map((file) => shownPath(context, file)), notes: read.notes });
  else {
    say(`Made ${made.map((file) => printable(shownPath(context, file))).join(' and ')}.`);
    for (const note of read.notes) say(`* ${printable(note.key)}: ${printable(note.text)}`);
  }
  sayProblems(context, problems);
  return 0;
}

/** A folder stands for the parameter files of all runs in it. */
function filesOf(path: string, name: string, kind: ImportKind): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new RunnerError('bad-request', `There is no file ${name}.`);
  if (!found.isDirectory()) return [path];
  if (kind !== 'pystematic') throw new RunnerError('bad-request', `${name} is a folder; name a file in it.`);
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name === 'parameters.yaml')
    .map((entry) => join(entry.parentPath, entry.name));
}

/** A task file lies beside what it was made of, so that paths in it go on to be right; many runs have no such place. */
function homeOf(context: CliContext, first: string, kind: ImportKind): string {
  return kind === 'pystematic' ? context.cwd : dirname(first);
}

function sourceOf(path: string, folder: string): SourceText {
  return { path: relative(folder, path).split(sep).join('/'), text: readFileSync(path, 'utf8') };
}
