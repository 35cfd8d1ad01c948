import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stage } from '../../packaging/stage.ts';
import { expectation, readRecipe, tidy } from '../support/recipe.ts';

/** The pages of docs/recipes do what they say: their own commands are run on their own files, by the command line that is published. */

const PAGES = join(import.meta.dirname, '..', '..', 'docs', 'recipes');
const pages = readdirSync(PAGES).filter((name) => name.endsWith('.md') && name !== 'README.md');

let base: string;
beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'sd-recipes-'));
  await stage({ folder: base, files: ['python'] });
  mkdirSync(join(base, 'bin'));
  writeFileSync(join(base, 'bin', 'sweepdeck'), `#!/bin/sh\nexec "${process.execPath}" "${join(base, 'dist', 'cli.mjs')}" "$@"\n`);
  chmodSync(join(base, 'bin', 'sweepdeck'), 0o755);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** Runs one line in the shell; standard output and error together, in the order of their writing. */
function call(command: string, folder: string): string {
  const env = {
    ...process.env,
    PATH: `${join(base, 'bin')}${delimiter}${process.env['PATH']}`,
    XDG_RUNTIME_DIR: base,
    SWEEPDECK_DATA_DIR: join(base, 'data'),
    NO_COLOR: '1',
  };
  return tidy(spawnSync('sh', ['-c', `{ ${command}\n} 2>&1`], { cwd: folder, env, encoding: 'utf8' }).stdout);
}

describe('recipes', () => {
  it.each(pages)('%s prints what it says', (page) => {
    const { files, steps } = readRecipe(readFileSync(join(PAGES, page), 'utf8'));
    const folder = join(base, 'recipes', page.replace('.md', ''));
    // The workspace is this folder, whatever lies above it.
    mkdirSync(join(folder, '.sweepdeck'), { recursive: true, mode: 0o700 });
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    expect(steps).not.toHaveLength(0);
    for (const { command, printed } of steps) expect(call(command, folder), command).toMatch(expectation(printed));
  });

  it('are all named in their index', () => {
    const index = readFileSync(join(PAGES, 'README.md'), 'utf8');
    expect(new Set(index.match(/(?<=\]\()[\w-]+\.md(?=\))/g))).toEqual(new Set(pages));
    expect(pages.length).toBeGreaterThanOrEqual(20);
  });
});
