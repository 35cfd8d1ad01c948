import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assertContents, EXTENSION_FILES, readExtension } from '../../packaging/contents.ts';
import { packExtension, TARGETS } from '../../packaging/extension.ts';

/** Packages for two platforms, made from these sources; `packExtension` itself refuses what is too large or not allowed. */

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sd-vsix-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(['linux-x64', 'win32-arm64'])('holds what %s needs, and nothing else', async (target) => {
  const { file } = await packExtension(target, folder);
  const paths = (await readExtension(file)).map(({ path }) => path);
  expect(paths.filter((path) => path.endsWith('.node'))).toEqual([`extension/dist/prebuilds/${TARGETS[target]}.node`]);
  for (const needed of [
    'package.nls.json',
    'l10n/bundle.l10n.json',
    'dist/client.cjs',
    'dist/features.cjs',
    'dist/languageClient.cjs',
    'dist/server.mjs',
    'dist/runner.mjs',
    'dist/results.js',
    'python/sweepdeck/worker.py',
  ])
    expect(paths).toContain(`extension/${needed}`);
});

it('has the same bytes whenever it is made', async () => {
  mkdirSync(join(folder, 'again'));
  const { file } = await packExtension('linux-x64', join(folder, 'again'));
  expect(readFileSync(file).equals(readFileSync(join(folder, 'sweepdeck-linux-x64.vsix')))).toBe(true);
});

it.each([
  [[{ path: 'extension/test/secret.ts', size: 1 }], 'extension/test/secret.ts'],
  [[{ path: 'extension/dist/client.cjs.map', size: 1 }], 'client.cjs.map'],
  [[{ path: 'extension/dist/client.cjs', size: 1 }], '0 native modules'],
])('refuses %j', (entries, message) => {
  expect(() => assertContents(entries, EXTENSION_FILES, 1)).toThrow(message);
});
