import { expect, it } from 'vitest';
import { activeText, counts, groupRows, itemRow, moodOf, taskRow } from '../../../client/features/taskRows.ts';
import { nest } from '../../../core/value/value.ts';
import type { TaskOutline } from '../../../protocol/language.ts';
import type { ActiveSweep, Column, Row } from '../../../protocol/runner.ts';
import { taskStatus } from '../../support/taskStatus.ts';

const at = { start: { line: 0, character: 6 }, end: { line: 0, character: 14 } };
const outline: TaskOutline = {
  uri: 'file:///w/p.sweep.yaml',
  name: 'pendulum',
  nameRange: at,
  items: 160,
  exact: true,
  errors: 0,
  mistakes: [],
  axes: [],
};
const active: ActiveSweep = {
  sweep: 1,
  selected: 160,
  finished: 31,
  failed: 1,
  running: 2,
  waiting: 127,
  startedAt: 0,
  itemsPerSecond: 10.4,
  secondsLeft: 12,
  busy: [],
  held: false,
};

it.each([
  [{}, undefined, 'pending', '0/160'],
  [{}, {}, 'pending', '0/160'],
  [{}, { done: 120 }, 'pending', '120/160'],
  [{}, { done: 160 }, 'done', '160/160'],
  [{}, { done: 157, failed: 3 }, 'failed', '157/160'],
  [{}, { done: 148, stale: 12 }, 'stale', '148/160'],
  [{}, { done: 31, active }, 'running', '31/160'],
  [{ errors: 2 }, { done: 31 }, 'invalid', '2 mistakes'],
  [{ errors: 1 }, { done: 31, active }, 'running', '31/160'],
] as const)('shows a task of %j with %j as %s, %s', (words, numbers, mood, description) => {
  const task = { ...outline, ...words };
  const now = numbers && taskStatus(numbers);
  expect(moodOf(task, now)).toBe(mood);
  expect(taskRow(task, now).description).toBe(description);
});

it('says in the tooltip what the description, the counts and the last run are', () => {
  const now = taskStatus({ done: 157, failed: 3, lastEnded: { at: Date.UTC(2026, 0, 2, 3, 4), seconds: 2 } });
  expect(taskRow({ ...outline, description: 'Swings\nand falls' }, now).tooltip).toBe(
    'Swings and falls\n157 of 160 done, 3 failed\nLast run ended 2026-01-02 03:04 UTC after 2 s',
  );
  expect(counts(taskStatus({}))).toBe('0 of 160 done, 160 pending');
  expect(activeText(active)).toBe('31/160 · 1 failed · 10/s · 12 s left');
  expect(activeText({ ...active, changed: ['code:f.py'] })).toBe('31/160 · 1 failed · 10/s · 12 s left · changed since');
});

it('groups items by state, the urgent first, and leaves empty groups out', () => {
  const labels = groupRows(taskStatus({ failed: 3, stale: 12, done: 100, orphans: 4, active })).map((group) => group.label);
  expect(labels).toEqual(['Failed (3)', 'Running (2)', 'Stale (12)', 'Done (100)', 'Orphans (4)']);
  expect(groupRows(taskStatus({}))).toEqual([]);
  expect(groupRows(undefined)).toEqual([]);
});

const columns: readonly Column[] = [
  { id: 'index', kind: 'item', varies: true },
  { id: 'dt', kind: 'parameter', varies: true },
  { id: 'model.depth', kind: 'parameter', varies: true },
  { id: 'duration', kind: 'parameter', varies: false },
];
const row: Row = {
  item: 7,
  index: 7,
  key: 'a'.repeat(32),
  replicate: 0,
  seed: 0,
  state: 'failed',
  parameters: nest(
    new Map<string, number>([
      ['dt', 0.5],
      ['model.depth', 3],
      ['duration', 40],
    ]),
  ),
  outputs: null,
  error: { kind: 'exception', type: 'ValueError', message: 'unstable step\nand more', trace: '' },
  attempts: 1,
  seconds: 0.1,
  finishedAt: 0,
  worker: null,
  tags: [],
  note: null,
};

it('labels an item with what varies, and a failed one with the first line of its error', () => {
  expect(itemRow(row, columns)).toMatchObject({ label: 'dt=0.5, model.depth=3', description: 'ValueError: unstable step', icon: 'error' });
  expect(itemRow({ ...row, replicate: 2, error: null, state: 'done' }, columns)).toMatchObject({
    label: 'dt=0.5, model.depth=3 · replicate 2',
    description: '',
  });
  expect(itemRow(row, []).label).toBe('#7');
});

it('takes names and values of others as text', () => {
  const hostile = { ...row, parameters: nest(new Map([['dt', '\u001b]52;c;x\u0007\n\u202e$(flame)']])), error: null };
  expect(itemRow(hostile, columns).label).not.toMatch(/[\n\u202e\p{Cc}]/u);
  const inherited = itemRow({ ...row, parameters: {} }, [{ id: 'toString', kind: 'parameter', varies: true }]);
  expect(inherited.label).toBe('#7');
});
