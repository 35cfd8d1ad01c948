import { onTestFinished } from 'vitest';
import { type HistoryWorkspace, historyWorkspace } from '../../support/historyWorkspace.ts';

export const FILE = 'a.sweep.yaml';
export const TASK = 'run: { node: ./f.mjs#f }\nparameters: { x: [1, 2, 3] }\n';
const CODE = "import { twice } from './lib.mjs';\nexport const f = ({ x }) => ({ y: twice(x) });\n";
export const LIB = 'export function twice(x) { return 2 * x; }\nexport class Net { forward() { return 1; } }\n';

/** A workspace with the task, with more files or other ones; closed with the test. */
export async function workspace(more: Readonly<Record<string, string>> = {}): Promise<HistoryWorkspace> {
  const opened = await historyWorkspace({ [FILE]: TASK, 'f.mjs': CODE, 'lib.mjs': LIB, ...more });
  onTestFinished(() => opened.close());
  return opened;
}

/** How many items are done, failed, stale, pending, orphans. */
export async function counts(here: HistoryWorkspace, file = FILE): Promise<readonly number[]> {
  const { done, failed, stale, pending, orphans } = await here.status(file);
  return [done, failed, stale, pending, orphans];
}
