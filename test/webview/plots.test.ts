import { expect, it } from 'vitest';
import type { PlacedAxis, Plot } from '../../protocol/plot.ts';
import { brushCondition } from '../../webview/plot/brushCondition.ts';
import { sameChoice, savedName, shownChoice } from '../../webview/plot/savedPlots.ts';

const AXES: readonly PlacedAxis[] = [
  { column: 'dt', numeric: true, log: false, values: [0.1, 0.5] },
  { column: 'method', numeric: false, log: false, values: ['euler', 'rk4', "it's"] },
];
const PLOT: Plot = {
  revision: 1,
  items: 4,
  used: 4,
  outputs: ['y'],
  saved: [],
  output: { column: 'y', numeric: true, log: false },
  picture: { kind: 'parallel', axes: AXES, rows: [] },
  effects: [],
};

it.each<[number, readonly [number, number], string | undefined]>([
  [0, [0.1234567, 0.4], 'dt >= 0.1235 and dt <= 0.4'],
  [0, [0.4, 0.1], 'dt >= 0.1 and dt <= 0.4'],
  [1, [0.8, 1.3], "method == 'rk4'"],
  [1, [-0.4, 1.2], "(method == 'euler' or method == 'rk4')"],
  [1, [-1, 9], undefined],
  [7, [0, 1], undefined],
])('a brush on axis %i over %j filters by %s', (axis, range, condition) => expect(brushCondition(PLOT, axis, range)).toBe(condition));

it('says what is drawn as a task file does, and knows it again', () => {
  const [x, y] = AXES;
  if (!x || !y) throw new Error('There are two axes.');
  const heat: Plot = { ...PLOT, picture: { kind: 'heat', x, y, cells: [] } };
  expect(shownChoice(heat)).toEqual({ kind: 'heat', x: 'dt', y: 'method', output: 'y' });
  expect(shownChoice(PLOT)).toEqual({ kind: 'parallel', output: 'y' });
  expect([savedName(shownChoice(heat)), savedName({ kind: 'parallel' })]).toEqual(['y / dt, method', 'parallel']);
  expect(sameChoice({ x: 'dt' }, shownChoice(heat))).toBe(true);
  expect(sameChoice({ x: 'dt', kind: 'line' }, shownChoice(heat))).toBe(false);
});
