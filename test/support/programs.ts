import { chmodSync, cpSync, existsSync, globSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** The product's programs as they are started here. */
export interface Programs {
  readonly runner: string;
  readonly cli: string;
}

/** The sources themselves, which need no build and start three times slower. */
export const sourcePrograms: Programs = { runner: join(ROOT, 'runner', 'main.ts'), cli: join(ROOT, 'runner', 'cli.ts') };

/** The bundles where they are newer than every source, as in `npm test`; otherwise the sources. */
export function newestPrograms(): Programs {
  const built: Programs = { runner: join(ROOT, 'dist', 'runner.mjs'), cli: join(ROOT, 'dist', 'cli.mjs') };
  if (!existsSync(built.runner) || !existsSync(built.cli)) return sourcePrograms;
  const since = Math.min(statSync(built.runner).mtimeMs, statSync(built.cli).mtimeMs);
  const changed = globSync('{core,protocol,runner}/**/*.ts', { cwd: ROOT }).some((file) => statSync(join(ROOT, file)).mtimeMs > since);
  return changed ? sourcePrograms : built;
}

/** A copy of the bundles, so that a build that somebody starts meanwhile does not change what is tested. */
export function builtPrograms(): Programs {
  if (!existsSync(join(ROOT, 'dist', 'runner.mjs'))) throw new Error('There is no dist/runner.mjs: run `node build.ts` first.');
  const folder = mkdtempSync(join(tmpdir(), 'sd-built-'));
  // One scenario runs them as another user.
  chmodSync(folder, 0o755);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const name of [
    'runner.mjs',
    'cli.mjs',
    'sweepdeck.mjs',
    'host.mjs',
    'thread.mjs',
    'committer.mjs',
    'spawner.mjs',
    'lib',
    'grammars',
    'prebuilds',
  ]) {
    cpSync(join(ROOT, 'dist', name), join(folder, 'dist', name), { recursive: true });
  }
  cpSync(join(ROOT, 'python'), join(folder, 'python'), { recursive: true });
  return { runner: join(folder, 'dist', 'runner.mjs'), cli: join(folder, 'dist', 'cli.mjs') };
}
