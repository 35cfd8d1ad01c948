import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packCommandLine } from '../../packaging/commandLine.ts';

/** The package of the command line, installed into an empty folder without the registry: it has to bring everything along. */

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sd-npm-'));
  // The workspace is this folder, whatever lies above it.
  mkdirSync(join(folder, '.sweepdeck'), { mode: 0o700 });
  const { file } = await packCommandLine(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  await call('npm', 'install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', file);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function call(program: string, ...values: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, values, {
    cwd: folder,
    env: { ...process.env, XDG_RUNTIME_DIR: folder, SWEEPDECK_DATA_DIR: join(folder, 'data'), npm_config_cache: join(folder, 'cache') },
    shell: process.platform === 'win32',
  });
  return stdout;
}

it.each(['python', 'node', 'command'])('makes, checks and runs a %s task on its own', async (template) => {
  await call('npx', 'sweepdeck', 'new', `try-${template}`, '--template', template);
  expect(await call('npx', 'sweepdeck', 'check', `try-${template}.sweep.yaml`, '--json')).toBe('[]\n');
  expect(JSON.parse(await call('npx', 'sweepdeck', 'run', `try-${template}.sweep.yaml`, '--json'))).toMatchObject({ items: 27, done: 27 });
  expect(JSON.parse(await call('npx', 'sweepdeck', 'results', `try-${template}.sweep.yaml`, '--format', 'json'))).toHaveLength(27);
});
