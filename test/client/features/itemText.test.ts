import { expect, it } from 'vitest';
import { itemText, logHeading, testText, whyHeading } from '../../../client/features/itemText.ts';
import { nest } from '../../../core/value/value.ts';
import type { Explanation } from '../../../protocol/manage.ts';
import type { ItemDetail } from '../../../protocol/runner.ts';

const item: ItemDetail = {
  task: 'pendulum',
  item: 31,
  index: 31,
  key: 'ab'.repeat(16),
  replicate: 0,
  seed: 0,
  state: 'failed',
  parameters: nest(
    new Map<string, number | string>([
      ['dt', 0.5],
      ['model.depth', 3],
      ['method', 'euler'],
    ]),
  ),
  outputs: null,
  error: { kind: 'exception', type: 'ValueError', message: 'unstable step', trace: 'Traceback:\n  File "pendulum.py", line 20\n' },
  attempts: 2,
  seconds: 0.0123,
  finishedAt: Date.UTC(2026, 0, 2),
  worker: null,
  tags: [],
  note: null,
  origins: {},
  history: [{ attempt: 1, state: 'failed', finishedAt: Date.UTC(2026, 0, 1), seconds: 1.5, current: false }],
  log: { stdout: 'step 1\r\n\u001b[31mred\u001b[0m\n', stderr: '', dropped: { stdout: 10, stderr: 0 }, running: false },
};

const explanation: Explanation = {
  key: item.key,
  item: 31,
  state: 'failed',
  runsAgain: true,
  reason: 'failed',
  generations: [
    {
      succeeded: 1,
      failed: 0,
      deleted: 0,
      imported: false,
      finishedAt: Date.UTC(2026, 0, 1),
      current: false,
      changes: [{ part: 'code:pendulum.py', change: 'changed', functions: ['simulate'] }],
    },
  ],
};

it('shows parameters, error, trace, log and attempts of a failed item', () => {
  expect(itemText(item, explanation)).toBe(`pendulum, item 31
─────────────────
State     failed
Key       abababababababababababababababab
Seed      0
Attempts  2
Took      12 ms
Finished  2026-01-02T00:00:00.000Z

Parameters
──────────
dt          = 0.5
model.depth = 3
method      = "euler"

Error
─────
ValueError: unstable step
(exception)

Trace
─────
Traceback:
  File "pendulum.py", line 20

${logHeading()}
───
(10 bytes before this were dropped)
step 1
␛[31mred␛[0m

Attempts
────────
1  failed  2026-01-01T00:00:00.000Z  1.5 s  (older code or inputs)

${whyHeading()}
───────────────────
abababab is failed: its newest attempt failed. It would run again.
stored 2026-01-01T00:00:00.000Z: 1 succeeded; since then
  code:pendulum.py has changed: simulate
`);
});

it('shows outputs, and says when nothing was printed', () => {
  const log = { stdout: '', stderr: '', dropped: { stdout: 0, stderr: 0 }, running: false };
  const text = itemText(
    { ...item, state: 'done', error: null, outputs: { loss: Number.NaN, curve: [1, 2] }, history: [], log },
    explanation,
  );
  expect(text).toContain('Outputs\n───────\nloss  = NaN\ncurve = [1, 2]\n');
  expect(text).toContain('(it printed nothing)');
  expect(text).not.toContain('Trace');
});

it('shows the answer of a test of one point', () => {
  const text = testText('pendulum', { kind: 'ran', parameters: { dt: 0.1 }, outputs: { y: 2 }, error: null, seconds: 2, log: item.log });
  expect(text).toMatch(/^pendulum, test of one point \(not recorded\)\n/);
  expect(text).toContain('y = 2');
});
