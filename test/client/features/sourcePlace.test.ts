import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insideFolder, ownFrame } from '../../../client/features/sourcePlace.ts';
import { innermostFirst } from '../../../protocol/trace.ts';
import { traceMessage } from '../../../client/features/traceMessage.ts';
import { cause } from './failing.ts';

let base: string;
let folder: string;

beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'sd-sp-')));
  folder = join(base, 'link');
  mkdirSync(join(base, 'w', 'node_modules'), { recursive: true });
  symlinkSync(join(base, 'w'), folder);
  for (const name of ['w/a.py', 'w/b.py', 'secret.py', 'w/node_modules/c.js']) writeFileSync(join(base, name), '');
  symlinkSync(join(base, 'secret.py'), join(base, 'w', 'escape.py'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

it('takes files that are really in the folder, under the name that the folder has here', async () => {
  expect(await insideFolder(folder, join(base, 'w', 'a.py'))).toBe(join(folder, 'a.py'));
  expect(await insideFolder(folder, 'a.py')).toBe(join(folder, 'a.py'));
  for (const file of ['escape.py', '../secret.py', join(base, 'secret.py'), 'missing.py', '/etc/passwd', '.', ''])
    expect(await insideFolder(folder, file)).toBeUndefined();
});

it('finds the innermost frame of the own code', async () => {
  const frame = async (trace: string): Promise<string | undefined> => {
    const found = await ownFrame(folder, innermostFirst(trace));
    return found && `${found.file.slice(folder.length + 1)}:${found.line}`;
  };
  expect(
    await frame(
      `Traceback:\n  File "${base}/w/a.py", line 3, in f\n    g()\n  File "${base}/w/b.py", line 7, in g\n  File "/usr/lib/json.py", line 9\n`,
    ),
  ).toBe('b.py:7');
  expect(
    await frame(
      `Error: x\n    at g (file://${base}/w/node_modules/c.js:1:1)\n    at f (file://${base}/w/a.py:2:5)\n    at h (file://${base}/w/b.py:9:5)`,
    ),
  ).toBe('a.py:2');
  expect(await frame(`Error: x\n    at g (file://${base}/secret.py:1:1)`)).toBeUndefined();
  expect(await frame('')).toBeUndefined();
});

it.each([
  [1, 'ValueError: bad (damping=4.5, dt=0.5)'],
  [2, 'ValueError: bad (damping=4.5, dt=0.5 and 1 other)'],
  [37, 'ValueError: bad (damping=4.5, dt=0.5 and 36 others)'],
] as const)('says for %d failures whom they hit', (count, text) => expect(traceMessage(cause({ count }, 'bad'))).toBe(text));
