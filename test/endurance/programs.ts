import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** The product's programs as they are started here. */
export interface Programs {
  readonly runner: string;
  readonly cli: string;
}

/** The sources themselves: what a unit test runs, without a build before it. */
export const sourcePrograms: Programs = { runner: join(ROOT, 'runner', 'main.ts'), cli: join(ROOT, 'runner', 'cli.ts') };

/** A copy of the bundles, so that a build that somebody starts meanwhile does not change what is tested. */
export function builtPrograms(): Programs {
  if (!existsSync(join(ROOT, 'dist', 'runner.mjs'))) throw new Error('There is no dist/runner.mjs: run `node build.ts` first.');
  const folder = mkdtempSync(join(tmpdir(), 'sd-built-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['runner.mjs', 'cli.mjs', 'host.mjs', 'thread.mjs', 'spawner.mjs', 'lib', 'grammars', 'prebuilds']) {
    cpSync(join(ROOT, 'dist', name), join(folder, 'dist', name), { recursive: true });
  }
  cpSync(join(ROOT, 'python'), join(folder, 'python'), { recursive: true });
  return { runner: join(folder, 'dist', 'runner.mjs'), cli: join(folder, 'dist', 'cli.mjs') };
}
