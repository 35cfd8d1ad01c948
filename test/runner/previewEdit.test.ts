import { afterEach, expect, test } from 'vitest';
import { type HistoryWorkspace, historyWorkspace } from '../support/historyWorkspace.ts';

let opened: HistoryWorkspace | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

const FILE = 'a.sweep.yaml';
const TASK = 'run: { node: ./f.mjs#f }\nparameters: { x: [1, 2, 3], y: [1, 2] }\n';
const CODE = "export const f = ({ x, y }) => { if (x === 3 && y === 2) throw new Error('no'); return { z: x * y }; };\n";

test('tells what an edit that is not saved would do to results, and changes nothing', async () => {
  const here = await historyWorkspace({ [FILE]: TASK, 'f.mjs': CODE });
  opened = here;
  const preview = (text: string) => here.runner.previewEdit({ file: FILE, text });
  const counted = { kind: 'counted', items: 6, kept: 0, failed: 0, stale: 0, fresh: 6, orphaned: 0 };
  expect(await preview(TASK)).toEqual(counted);
  await here.run(FILE);
  expect(await preview(TASK)).toEqual({ ...counted, kept: 5, failed: 1, fresh: 0 });
  // One value more, one less: of x=3 one result is left behind, the other item had failed.
  expect(await preview(TASK.replace('[1, 2, 3]', '[1, 2, 4]'))).toEqual({ ...counted, kept: 4, fresh: 2, orphaned: 1 });
  // `u` is one too many, `x` one too few.
  expect(await preview(TASK.replace('x: [1', 'u: [1'))).toEqual({ kind: 'invalid', errors: 2 });
  expect(await preview(`${TASK}cache: { version: 2 }\n`)).toEqual({ ...counted, stale: 5, failed: 1, fresh: 0 });
  expect(await preview('parameters: [')).toEqual({ kind: 'invalid', errors: 1 });
  // Orphans of before are not counted again, and those that come back are kept.
  here.write({ [FILE]: TASK.replace('[1, 2, 3]', '[1]') });
  expect(await preview(TASK.replace('[1, 2, 3]', '[1]'))).toEqual({ ...counted, items: 2, kept: 2, fresh: 0 });
  expect(await preview(TASK)).toEqual({ ...counted, kept: 5, failed: 1, fresh: 0 });
  expect(await here.status(FILE)).toMatchObject({ items: 2, done: 2, orphans: 3 });
});
