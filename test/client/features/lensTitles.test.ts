import { expect, it } from 'vitest';
import { count, duration, lensTitles, objectiveLenses } from '../../../client/features/lensTitles.ts';
import type { TaskOutline } from '../../../protocol/language.ts';
import type { EditPreview } from '../../../protocol/editPreview.ts';
import type { ActiveSweep, TaskStatus } from '../../../protocol/runner.ts';
import { taskStatus } from '../../support/taskStatus.ts';

const at = { start: { line: 0, character: 6 }, end: { line: 0, character: 14 } };
const outline: TaskOutline = {
  uri: 'file:///w/pendulum.sweep.yaml',
  name: 'pendulum',
  nameRange: at,
  items: 160,
  exact: true,
  errors: 0,
  mistakes: [],
  axes: [],
};
const starting: ActiveSweep = {
  sweep: 1,
  selected: 160,
  finished: 0,
  failed: 0,
  running: 2,
  waiting: 158,
  startedAt: 0,
  itemsPerSecond: 0,
  busy: [],
  held: false,
};
const active: ActiveSweep = { ...starting, finished: 31, waiting: 127, itemsPerSecond: 10, secondsLeft: 11.6 };

interface LensRow {
  readonly outline?: Partial<TaskOutline>;
  readonly status?: Partial<TaskStatus>;
  readonly edit?: EditPreview;
  readonly titles: readonly string[];
}

const rows: readonly LensRow[] = [
  { titles: ['▶ Run 160', 'Test one point', 'Results'] },
  { status: {}, titles: ['▶ Run 160', 'Test one point', 'Results'] },
  { status: { done: 120 }, titles: ['▶ Run 40 · 120 done', 'Test one point', 'Results'] },
  { status: { done: 160 }, titles: ['Up to date · 160 done', 'Test one point', 'Results'] },
  { status: { done: 157, failed: 3 }, titles: ['▶ Run 3 · 157 done', '↻ Rerun 3 failed', 'Test one point', 'Results'] },
  { status: { done: 148, stale: 12 }, titles: ['▶ Run 12 · 148 done', '↻ 12 stale', 'why?', 'Test one point', 'Results'] },
  {
    status: { done: 100, stale: 12, failed: 1 },
    titles: ['▶ Run 60 · 100 done', '↻ Rerun 1 failed', '↻ 12 stale', 'why?', 'Test one point', 'Results'],
  },
  {
    outline: { items: 200 },
    status: { done: 160 },
    edit: { kind: 'counted', items: 200, kept: 140, failed: 0, stale: 0, fresh: 60, orphaned: 20 },
    titles: ['▶ Run 60 · 140 done', '+60 new · −20 orphaned · 140 kept', 'Test one point', 'Results'],
  },
  {
    status: { done: 160 },
    edit: { kind: 'counted', items: 160, kept: 0, failed: 0, stale: 160, fresh: 0, orphaned: 0 },
    titles: ['▶ Run 160', '160 stale · 0 kept', 'Test one point', 'Results'],
  },
  {
    status: { done: 160 },
    edit: { kind: 'counted', items: 160, kept: 160, failed: 0, stale: 0, fresh: 0, orphaned: 0 },
    titles: ['Up to date · 160 done', 'Test one point', 'Results'],
  },
  { status: { done: 160 }, edit: { kind: 'invalid', errors: 2 }, titles: ['Up to date · 160 done', 'Test one point', 'Results'] },
  { status: { done: 31, active }, titles: ['Stop · 31/160 · 12 s left', 'Results'] },
  { status: { active: { ...active, held: true } }, titles: ['Stop · 31/160 · paused', 'Resume', 'Results'] },
  { status: { active: starting }, titles: ['Stop · 0/160', 'Results'] },
  { outline: { errors: 1 }, titles: ['1 mistake to correct'] },
  { outline: { errors: 2 }, status: { failed: 3 }, titles: ['2 mistakes to correct', '↻ Rerun 3 failed'] },
  { outline: { items: 200 }, status: { done: 160 }, titles: ['▶ Run 200 · 160 done', 'Test one point', 'Results'] },
  { outline: { items: 1e12, exact: false }, titles: ['▶ Run about 1\u202f000\u202f000\u202f000\u202f000', 'Test one point', 'Results'] },
  { outline: { items: 0 }, status: { items: 0 }, titles: ['▶ Run 0', 'Test one point', 'Results'] },
];

it.each(rows)('says $titles', (row) => {
  const lenses = lensTitles({ ...outline, ...row.outline }, row.status && taskStatus(row.status), row.edit);
  expect(lenses.map((lens) => lens.title)).toEqual(row.titles);
});

it.each([
  [undefined, ['sweep p', 'run']],
  [{}, ['sweep p · 0 done', 'run']],
  [{ done: 157, failed: 3 }, ['sweep p · 157 done · 3 failed', 'run']],
  [{ done: 0, stale: 160 }, ['sweep p · 0 done · 160 stale', 'run']],
  [{ done: 31, active }, ['sweep p · 31 done', 'Stop · 31/160 · 12 s left']],
] as const)('says above the function of a task with %j: %s', (counts, titles) => {
  expect(objectiveLenses('p', counts && taskStatus(counts)).map((lens) => lens.title)).toEqual(titles);
});

it.each([
  [0, '0 s'],
  [11.6, '12 s'],
  [99.6, '2 min'],
  [3600, '60 min'],
  [7500, '2 h 5 min'],
  [400_000, '5 d'],
  [-3, '0 s'],
] as const)('writes %d seconds as %s', (seconds, text) => expect(duration(seconds)).toBe(text));

it.each([
  [9999, '9999'],
  [12_345, '12\u202f345'],
  [1e21, '1e+21'],
  [-1, '0'],
] as const)('writes the count %d as %s', (value, text) => expect(count(value)).toBe(text));
