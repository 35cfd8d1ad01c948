import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { RunnerError } from '../../../protocol/errors.ts';
import { openStore } from '../../../runner/store/open.ts';
import { databaseOf, filledWorkspace } from './workspace.ts';

/** Opens of one database while another process exchanges it (reliability.md S05); an open that is not refused takes 60 ms where all cores are busy. */
const OPENS = { '': 1000, '-wal': 60, '-shm': 60 } as const;

/** Makes one name of the database now a file (or nothing, for its log), now a link that leads outside, as fast as it can, until it is ended. */
const EXCHANGER = `
const { renameSync, symlinkSync, copyFileSync, rmSync } = require('node:fs');
const [name, good, outside] = process.argv.slice(1);
for (;;) {
  symlinkSync(outside, name + '.link');
  renameSync(name + '.link', name);
  if (good === '') rmSync(name, { force: true });
  else {
    copyFileSync(good, name + '.next');
    renameSync(name + '.next', name);
  }
}
`;

async function exchange(name: string, good: string, outside: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['-e', EXCHANGER, name, good, outside], { stdio: 'ignore' });
  await once(child, 'spawn');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  return child;
}

const victims = {
  'a text': (file: string) => writeFileSync(file, 'canary'),
  'a database of ours': (file: string) => copyFileSync(databaseOf(filledWorkspace(3)), file),
  nothing: () => undefined,
} as const;

const exchanged = (['', '-wal', '-shm'] as const).flatMap((suffix) =>
  Object.entries(victims).map(([victim, make]) => ({ suffix, victim, make })),
);

test.each(exchanged)('nothing is written outside while cache.db$suffix is exchanged with a link to $victim', async ({ suffix, make }) => {
  const workspace = filledWorkspace(3);
  const outside = mkdtempSync(`${workspace}-outside-`);
  make(join(outside, 'victim.db'));
  const before = contents(outside);
  const good = join(mkdtempSync(`${workspace}-good-`), 'cache.db');
  copyFileSync(databaseOf(workspace), good);
  const child = await exchange(databaseOf(workspace) + suffix, suffix === '' ? good : '', join(outside, 'victim.db'));
  for (let open = 0; open < OPENS[suffix]; open++) {
    try {
      openStore(workspace, open % 2 === 0 ? 'write' : 'read').close();
    } catch (error) {
      expect(error).toBeInstanceOf(RunnerError);
    }
  }
  expect(child.exitCode).toBeNull();
  expect(contents(outside)).toEqual(before);
});

function contents(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]);
}
