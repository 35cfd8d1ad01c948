import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cliWorkspace } from '../support/cliWorkspace.ts';
import { type LanguageClient, startLanguageClient } from '../support/languageClient.ts';

/**
 * Sweeps in the spirit of what people write for W&B, Katib, Hydra, DVC, crystallize, Ray Tune, NNI, Guild, Snakemake and
 * cluster arrays, written in our format: they have no problem and the right size, and some of them run.
 */

const FOLDER = join(import.meta.dirname, '../data/converted');
const FILES = Object.fromEntries(
  readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .map((path) => [relative(FOLDER, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
);
const TASKS = Object.keys(FILES).filter((name) => name.endsWith('.sweep.yaml'));

/** The first line of each file says how many points and items it has. */
function sizeOf(name: string): { readonly points: number; readonly items: number } {
  const [, points, items] = /^#.* (\d+) points, (\d+) items\.\n/.exec(FILES[name] ?? '') ?? [];
  return { points: Number(points), items: Number(items) };
}

let client: LanguageClient;

beforeAll(async () => {
  client = await startLanguageClient(FILES);
});

afterAll(async () => {
  await client[Symbol.asyncDispose]();
});

test('there are twenty of them', () => {
  expect(TASKS.length).toBeGreaterThanOrEqual(20);
});

describe('without a problem and of the right size', () => {
  test.each(TASKS)('%s', async (name) => {
    expect((await client.problems(name)).map(({ code, range }) => `${String(code)} in line ${range.start.line + 1}`)).toEqual([]);
    const outline = await client.connection.sendRequest('sweepdeck/outline', { uri: client.uri(name) });
    expect(outline).toMatchObject({ items: sizeOf(name).items, exact: true, errors: 0 });
  });
});

describe('run to their end', () => {
  test.each(['nni-nested', 'snakemake-paramspace', 'crystallize-treatments'])(
    '%s',
    async (name) => {
      const workspace = cliWorkspace(FILES);
      try {
        const { items } = sizeOf(`${name}.sweep.yaml`);
        const run = await workspace.run('run', `${name}.sweep.yaml`, '--json');
        expect(run.code, run.stderr + run.stdout).toBe(0);
        expect((await workspace.run('status', `${name}.sweep.yaml`, '--json')).json()).toMatchObject([{ done: items, failed: 0 }]);
      } finally {
        workspace.remove();
      }
    },
    180_000,
  );
});
