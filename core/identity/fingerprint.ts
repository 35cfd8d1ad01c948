import type { Grammars } from '../code/grammars.ts';
import { importClosure } from '../code/imports.ts';
import { definitionTexts } from '../code/definitionTexts.ts';
import { normalizedSource } from '../code/normalize.ts';
import { languagesOf } from '../code/objectiveSignature.ts';
import { type SourceFiles, type SourceReader, sourceFiles } from '../code/sourceFiles.ts';
import type { ResultSource, Run, Task } from '../task/task.ts';
import type { World } from '../task/world.ts';
import { canonical } from './canonical.ts';
import { defaultTexts, digestOf } from './defaults.ts';
import { commandWords } from './commandTarget.ts';
import { hexOf, type HashText } from './key.ts';
import { objectiveEntries } from './objectiveEntries.ts';

/** What a result depends on besides its key. */
export interface Fingerprint {
  /** Hexadecimal SHA-256 over the canonical JSON of `parts`, that of the schema's defaults behind a `+` (defaults.ts). */
  readonly digest: string;
  /** 64 bits of each part's hash, by a name for people: `code:model/net.py`, `argument:2`, `run.env:NAME`, `inputs:data/a.csv`, `schema.default:NAME`. */
  readonly parts: Readonly<Record<string, string>>;
  /** The same of single definitions inside of the code, `function:model/net.py#Net.forward`: they say what changed and decide nothing. */
  readonly details: Readonly<Record<string, string>>;
}

/** What a fingerprint reads. The grammars of `languagesOf(task.run)` must be loaded. */
export interface FingerprintSources extends SourceReader, Pick<World, 'glob'> {
  readonly grammars: Grammars;
  readonly hash: HashText;
  /** Hash of a file's bytes, of any size; `undefined` when there is no such file in the workspace. */
  hashFile(path: string): string | undefined;
  env(name: string): string | undefined;
}

/** Paths in names are relative to the workspace, so that another checkout has the same digest. */
export function fingerprintOf(task: Task, sources: FingerprintSources): Fingerprint {
  const parts = new Map<string, string>();
  const details = new Map<string, string>();
  const languages = languagesOf(task.run);
  const missing = languages.find((one) => !sources.grammars.has(one));
  if (missing) throw new Error(`The ${missing} grammar must be loaded before a fingerprint is taken.`);
  // A grammar that another task has loaded must not change this one's fingerprint.
  const grammars = {
    ...sources.grammars,
    parse: (language, text) => (languages.includes(language) ? sources.grammars.parse(language, text) : undefined),
  } satisfies Grammars;
  const reading: Reading = {
    task,
    sources,
    files: sourceFiles(sources, grammars),
    add: (name, text) => parts.set(name, shortHash(sources.hash, text)),
    detail: (name, text) => details.set(name, shortHash(sources.hash, text)),
  };
  if (task.run) {
    addCode(reading, task.run);
    addCommandLine(reading, task.run);
    addSettings(reading, task.run);
  }
  addCache(reading);
  for (const [name, text] of defaultTexts(task)) reading.add(name, text);
  return { ...fingerprintFrom(parts, sources.hash), details: Object.fromEntries(details) };
}

interface Reading {
  readonly task: Task;
  readonly sources: FingerprintSources;
  readonly files: SourceFiles;
  add(name: string, text: string): void;
  detail(name: string, text: string): void;
}

function fingerprintFrom(parts: ReadonlyMap<string, string>, hash: HashText): Omit<Fingerprint, 'details'> {
  const sorted = Object.fromEntries([...parts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { digest: digestOf(sorted, hash), parts: sorted };
}

const SHORT = 16;

function shortHash(hash: HashText, text: string): string {
  return hexOf(hash(text)).slice(0, SHORT);
}

function addCode(reading: Reading, run: Run): void {
  const { task, sources, files, add } = reading;
  const { entries, roots, programs } = objectiveEntries(run, task.file, files);
  const closure = importClosure(entries, roots, files);
  for (const path of closure) add(`code:${nameOf(path, sources)}`, codeText(path, reading));
  for (const path of programs) {
    const bytes = closure.includes(path) || !isInside(path, sources) ? undefined : sources.hashFile(path);
    if (bytes !== undefined) add(`code:${nameOf(path, sources)}`, `bytes ${bytes}`);
  }
}

/** Notes the file's definitions in passing. */
function codeText(path: string, { files, sources, detail }: Reading): string {
  const file = files.open(path);
  const normal = file && normalizedSource(file);
  if (file && normal !== undefined)
    for (const [name, text] of definitionTexts(file)) detail(`function:${nameOf(path, sources)}#${name}`, text);
  return normal === undefined ? `bytes ${sources.hashFile(path) ?? 'none'}` : `tree ${normal}`;
}

function addCommandLine({ add }: Reading, run: Run): void {
  if (run.kind === 'shell') add('script', run.script);
  if (run.kind !== 'command') return;
  commandWords(run).forEach((word, index) => {
    if (index > 0) add(`argument:${index}`, word);
  });
}

/** What else of `run` decides what a result is; defaults are left out, so that writing them changes nothing. */
function addSettings({ add }: Reading, run: Run): void {
  for (const [name, value] of run.env) add(`run.env:${name}`, value);
  if (run.setup !== undefined) add('run.setup', run.setup);
  if (run.build !== undefined) add('run.build', canonical(run.build));
  if (run.cwd !== undefined) add('run.cwd', run.cwd);
  if (run.successCodes.join() !== '0') add('run.success', canonical(run.successCodes));
  if (run.result.kind !== 'return' && run.result.kind !== 'stdout') add('run.result', canonical(resultText(run.result)));
}

function resultText(result: ResultSource): readonly string[] {
  if (result.kind === 'regex') return [result.kind, ...[...result.patterns].flat()];
  return 'path' in result ? [result.kind, result.path] : [result.kind];
}

function addCache(reading: Reading): void {
  const { task, sources, add } = reading;
  const folder = sources.folder(task.file);
  for (const path of task.cache.code.flatMap((one) => sources.glob(folder, one)))
    add(`cache.code:${nameOf(path, sources)}`, codeText(path, reading));
  for (const path of task.inputs.flatMap((one) => sources.glob(folder, one)))
    add(`inputs:${nameOf(path, sources)}`, sources.hashFile(path) ?? 'none');
  for (const name of task.cache.env) add(`cache.env:${name}`, canonical(sources.env(name) ?? null));
  if (task.cache.version !== undefined) add('cache.version', canonical(task.cache.version));
}

function isInside(path: string, { workspace }: FingerprintSources): boolean {
  return path.startsWith(workspace) && (/[\\/]$/.test(workspace) || /[\\/]/.test(path[workspace.length] ?? ''));
}

/** Every path here lies in the workspace: a source refuses others. */
function nameOf(path: string, { workspace }: FingerprintSources): string {
  return path.slice(workspace.length).replaceAll('\\', '/').replace(/^\/+/, '');
}
