import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { openSession, type Session } from '../support/ui/session.ts';
import type { Window } from '../support/ui/window.ts';

/** A command's script says its options: completion writes them, and the script leads back to its sweep. */

const FILE = 'train.sweep.yaml';
const TASK = 'run:\n  command:\n    - python3\n    - train.py\n    - X\nparameters:\n  lr: [0.1, 0.2]\n';
const SCRIPT = `import argparse
import json

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, required=True, help="step size")
parser.add_argument("--optimizer", choices=["adam", "sgd"], default="adam")
args = parser.parse_args()
print(json.dumps({"loss": 1 / args.lr}))
`;

let session: Session;
let window: Window;

beforeAll(async () => {
  session = await openSession({
    prepare: async (workspace) => {
      await writeFile(join(workspace, FILE), TASK);
      await writeFile(join(workspace, 'train.py'), SCRIPT);
    },
  });
  window = session.window;
});
afterAll(async () => session.close());

test('completion writes an option with the parameter that it takes, and the command runs', async () => {
  onTestFailed(() => window.screenshot('failed-options-1'));
  await window.open(FILE);
  // The beginning of an option, where the cursor then stands.
  await window.replace(TASK, 'X', '--');
  await window.complete('--lr');
  await window.screenshot('options-1-completed');
  await window.save();
  expect(await readFile(join(session.workspace, FILE), 'utf8')).toBe(TASK.replace('X', '--lr=${lr}'));
  await window.lens(/^▶ Run 2$/).click();
  await window.lens(/^Up to date · 2 done$/).waitFor({ timeout: 60_000 });
});

test('a lens above the parser leads back to the sweep', async () => {
  onTestFailed(() => window.screenshot('failed-options-2'));
  await window.open('train.py');
  await window.lens(/^sweep train · 2 done$/).waitFor({ timeout: 60_000 });
  await window.screenshot('options-2-script');
  await window.lens(/^sweep train/).click();
  await window.page.getByRole('tab', { name: FILE, selected: true }).waitFor();
});
