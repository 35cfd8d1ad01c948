import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');

export interface StageOptions {
  /** An empty folder. */
  readonly folder: string;
  /** The one binary of better-sqlite3 to ship, such as `linux-x64`; without it all of them. */
  readonly binary?: string;
  /** Files and folders of the project that go along, besides what is built. */
  readonly files: readonly string[];
}

/** Builds for production into `folder`/dist and puts the other files beside it: nothing there comes from an earlier build. */
export async function stage({ folder, binary, files }: StageOptions): Promise<void> {
  const target = binary ? [`--target=${binary}`] : [];
  run(join(ROOT, 'build.ts'), ['--production', `--out=${join(folder, 'dist')}`, ...target], ROOT);
  for (const file of files)
    await cp(join(ROOT, file), join(folder, file), { recursive: true, filter: (path) => !path.endsWith('__pycache__') });
  if (!files.includes('README.md')) return;
  const readme = join(folder, 'README.md');
  await writeFile(readme, withoutNeighbours(await readFile(readme, 'utf8')));
}

/** A page without its pictures and without links to files beside it, which stay in the repository. */
function withoutNeighbours(page: string): string {
  return page.replace(/^!\[.*\n\n?/gm, '').replace(/\[([^\]\n]+)\]\((?!https?:)[^)\n]+\)/g, '$1');
}

/** Runs a script with this Node to its end and returns its standard output; throws with its own words when it does not succeed. */
export function run(script: string, values: readonly string[], folder: string): string {
  const options = { cwd: folder, encoding: 'utf8', env: { ...process.env, SOURCE_DATE_EPOCH } } as const;
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [script, ...values], options);
  if (status === 0) return stdout;
  throw new Error(`${script} ${values.join(' ')} did not succeed: ${error?.message ?? `${stderr}${stdout}`.trim()}`);
}

/**
 * The script of npm. Programs by name are not started: on Windows they are command files, which need a shell, and that would break
 * paths with spaces.
 */
export function npmScript(): string {
  const told = process.env['npm_execpath'];
  if (told?.endsWith('npm-cli.js')) return told;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const places = folders.flatMap((folder) => [join(folder, 'npm'), join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js')]);
  const found = places.map(resolved).find((file) => file?.endsWith('npm-cli.js'));
  if (found === undefined) throw new Error('npm was not found on PATH: start this with `npm run package`.');
  return found;
}

function resolved(file: string): string | undefined {
  return existsSync(file) ? realpathSync(file) : undefined;
}

/** The time that every packed file gets (seconds), so that the same sources always give the same bytes: the first of January 2026. */
const SOURCE_DATE_EPOCH = '1767225600';
