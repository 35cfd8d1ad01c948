import { expect, it } from 'vitest';
import { roomyLimit, taskNotes } from '../../../client/features/taskNotes.ts';
import type { Findings } from '../../../protocol/findings.ts';
import type { TaskOutline } from '../../../protocol/language.ts';
import type { TaskStatus } from '../../../protocol/runner.ts';
import { taskStatus } from '../../support/taskStatus.ts';
import { cause, findings, rangeAt, value } from './failing.ts';

const outline: TaskOutline = {
  uri: 'file:///w/p.sweep.yaml',
  name: 'p',
  nameRange: rangeAt(0, 6, 7),
  items: 160,
  exact: true,
  errors: 0,
  mistakes: [],
  axes: [],
};

interface NoteRow {
  readonly counts: Partial<TaskStatus>;
  readonly findings?: Findings;
  readonly notes: readonly string[];
}

const ERROR = 'ValueError: unstable step. more';
const RERUN = 'Repair the cause and rerun only what failed.';
const rows: readonly NoteRow[] = [
  { counts: { done: 160 }, findings: findings({ failed: 0, causes: [] }), notes: [] },
  { counts: { failed: 3 }, notes: [`failed-items 0: 3 of 160 items failed. ${RERUN}`] },
  {
    counts: { failed: 1, items: 1 },
    findings: findings({ failed: 1, values: [value('dt', '0.5', { failed: 1 })] }),
    notes: [`failed-items 0: 1 of 1 item failed: ${ERROR}. ${RERUN}`],
  },
  {
    counts: { failed: 3 },
    findings: findings({
      causes: [cause({ condition: 'dt == 0.5' }, 'bad')],
      values: [value('dt', '0.5'), value('n', '1', { failed: 2 }), value('one', '1', { of: 1 })],
    }),
    notes: [
      `failed-items 0: 3 of 160 items failed: ValueError: bad. The failed items, and no successful one, have dt == 0.5. ${RERUN}`,
      'failed-items 5: All 3 failed items have dt = 0.5: look there for the cause, and rerun only what failed. ValueError: bad.',
    ],
  },
  {
    counts: { failed: 5 },
    findings: findings({ failed: 5, causes: [cause({ condition: 'n > 3' }, 'bad'), cause({ count: 2 }), cause({ count: 1 })] }),
    notes: [
      `failed-items 0: 5 of 160 items failed: ValueError: bad. 2 other causes beside it. These items, and no successful one, have n > 3. ${RERUN}`,
    ],
  },
  {
    counts: { failed: 3 },
    findings: findings({ causes: [cause({ common: { condition: 'lr >= 0.5', share: 0.003 } }, 'bad')] }),
    notes: [
      `failed-items 0: 3 of 160 items failed: ValueError: bad. All of them have lr >= 0.5, where <1 % of the items failed so. ${RERUN}`,
    ],
  },
  {
    counts: { failed: 5 },
    findings: findings({ failed: 5, causes: [cause({ common: { condition: 'lr >= 0.5', share: 0.42 } }, 'bad'), cause({ count: 2 })] }),
    notes: [
      `failed-items 0: 5 of 160 items failed: ValueError: bad. 1 other cause beside it. These items have lr >= 0.5, where 42 % of the items failed so. ${RERUN}`,
    ],
  },
  {
    counts: { stale: 12 },
    notes: [
      'stale-items 0: 12 items are stale: done before the code or the inputs changed. Run them again, or write `cache: {stale: keep}` to let them count as done.',
    ],
  },
  {
    counts: { stale: 1 },
    notes: [
      'stale-items 0: 1 item is stale: done before the code or the inputs changed. Run it again, or write `cache: {stale: keep}` to let it count as done.',
    ],
  },
  {
    counts: { orphans: 4 },
    notes: [
      'orphan-items 0: 4 stored results belong to points that this file no longer has. They are kept, and used again when the points come back.',
    ],
  },
  {
    counts: { done: 160 },
    findings: findings({ failed: 0, causes: [], timeout: { range: rangeAt(9), limit: 1000, median: 2345.6 } }),
    notes: [
      'timeout-too-short 9: The time limit of 1 s is below the 2.35 s that half of the successful items took or exceeded, so that many would time out. Raise it, for example to 24s.',
    ],
  },
  { counts: { failed: 3, problems: [] }, findings: findings(), notes: [] },
];

it.each(rows)('says of %j what there is to say', (row) => {
  const notes = taskNotes(outline, taskStatus(row.counts), row.findings);
  expect(notes.map((note) => `${note.code} ${note.range.start.line}: ${note.message}`)).toEqual(row.notes);
});

it('points from the name of the task to the values, and selects by them', () => {
  const [whole, single] = taskNotes(outline, taskStatus({ failed: 3 }), findings({ values: [value('dt', '0.5')] }));
  expect(whole?.related).toEqual([{ range: rangeAt(5), message: 'All failed items have dt = 0.5.' }]);
  expect([whole?.where, single?.where]).toEqual([undefined, 'dt == 0.5']);
});

it('says nothing before anything is known', () => expect(taskNotes(outline, undefined, findings())).toEqual([]));

it('keeps text of others in one harmless line', () => {
  const [note] = taskNotes(outline, taskStatus({ failed: 3 }), findings({ causes: [cause({}, `a\u202eb\u0000\n${'x'.repeat(5000)}`)] }));
  for (const mark of ['\u202e', '\0', '\n']) expect(note?.message).not.toContain(mark);
  expect(note?.message.length).toBeLessThan(400);
});

it.each([
  [0.03, '1ms'],
  [12, '120ms'],
  [2345.6, '24s'],
  [90_000, '15m'],
  [4_000_000, '12h'],
] as const)('leaves room above a median of %d ms with %s', (median, text) => expect(roomyLimit(median)).toBe(text));
