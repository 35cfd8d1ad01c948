import { expect, it } from 'vitest';
import type { PlacedAxis, Plot } from '../../protocol/plot.ts';
import { brushCondition } from '../../webview/plot/brushCondition.ts';
import { regionCondition } from '../../webview/plot/regionCondition.ts';
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
  grids: [],
  varying: ['dt', 'method'],
  saved: [],
  scales: ['linear'],
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

const [DT, METHOD] = AXES;
const Y = { column: 'y', numeric: true, log: false };
const group = (value: number | string) => ({ value, count: 1, mean: 0, lower: 0, upper: 0, min: 0, max: 0 });

it.each<[string, Plot['picture'], string | undefined]>([
  ['numbers of a line', { kind: 'line', x: { ...Y, column: 'dt' }, groups: [] }, 'dt >= 0.2 and dt <= 1.6'],
  [
    'words of a line',
    { kind: 'line', x: { ...Y, column: 'm', numeric: false }, groups: ['a', 'b', 'c', 'd'].map(group) },
    "(m == 'a' or m == 'b' or m == 'c')",
  ],
  ['a scatter plot', { kind: 'scatter', x: { ...Y, column: 'dt' }, points: [] }, 'dt >= 0.2 and dt <= 1.6 and y >= -0.2 and y <= 0.4'],
  ['a histogram', { kind: 'histogram', edges: [0, 1], counts: [1] }, 'y >= 0.2 and y <= 1.6'],
  [
    'a heat map, to the middle between places',
    { kind: 'heat', x: { ...Y, column: 'a', values: [1, 2, 3, 4] }, y: METHOD ?? { ...Y, values: [] }, cells: [] },
    "a <= 3.5 and method == 'euler'",
  ],
  [
    'all places of a heat map',
    { kind: 'heat', x: DT ?? { ...Y, values: [] }, y: { ...Y, column: 'b', values: [5] }, cells: [] },
    undefined,
  ],
])('a region of %s filters', (_, picture, condition) => {
  expect(regionCondition({ ...PLOT, picture }, { x: [1.6, 0.2], y: [-0.2, 0.4] })).toBe(condition);
});

it('says what is drawn as a task file does, and knows it again', () => {
  const [x, y] = AXES;
  if (!x || !y) throw new Error('There are two axes.');
  const heat: Plot = { ...PLOT, picture: { kind: 'heat', x, y, cells: [] } };
  expect(shownChoice(heat)).toEqual({ kind: 'heat', x: 'dt', y: 'method', output: 'y' });
  expect(shownChoice(PLOT)).toEqual({ kind: 'parallel', output: 'y' });
  expect([savedName(shownChoice(heat)), savedName({ kind: 'parallel' })]).toEqual(['y / dt, method', 'parallel']);
  expect(sameChoice({ x: 'dt' }, shownChoice(heat))).toBe(true);
  expect(sameChoice({ x: 'dt', kind: 'line' }, shownChoice(heat))).toBe(false);
  const log: Plot = { ...heat, scales: ['linear', 'log'], output: { column: 'y', numeric: true, log: true } };
  expect(sameChoice({ x: 'dt', scale: 'linear' }, shownChoice(log))).toBe(false);
  expect(shownChoice(log)).toEqual({ ...shownChoice(heat), scale: 'log' });
});
