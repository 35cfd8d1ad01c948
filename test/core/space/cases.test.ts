import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileSpace } from '../../../core/space/compile.ts';
import { type BlockJson, blockOf } from '../../support/block.ts';

/** Cases that any implementation of the format has to meet: a block as in a task file, and its points, or their columns. */
interface SpaceCase {
  readonly name: string;
  readonly block: BlockJson;
  readonly points?: readonly BlockJson[];
  readonly columns?: Readonly<Record<string, readonly unknown[]>>;
  readonly merged?: number;
  readonly removed?: { readonly constraints: number; readonly exclude: number };
}

function casesIn(file: string): readonly SpaceCase[] {
  // SAFETY: our own test data; a case of another shape fails its test.
  return JSON.parse(readFileSync(new URL(`../../data/space/${file}`, import.meta.url), 'utf8')) as readonly SpaceCase[];
}

function pointsOf({ points, columns = {} }: SpaceCase): readonly BlockJson[] {
  if (points !== undefined) return points;
  const length = Math.max(...Object.values(columns).map((column) => column.length));
  return Array.from({ length }, (_, row) => Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[row]])));
}

describe.each(['algebra.json', 'rules.json'])('%s', (file) => {
  test.each(casesIn(file))('$name', (one) => {
    const space = compileSpace(blockOf(one.block));
    const points = Array.from({ length: space.points }, (_, index) => Object.fromEntries(space.point(index)));
    expect(points).toEqual(pointsOf(one));
    expect({ exact: space.exact, merged: space.merged, removed: space.removed }).toEqual({
      exact: true,
      merged: one.merged ?? 0,
      removed: one.removed ?? { constraints: 0, exclude: 0 },
    });
  });
});

test('the grid of the tutorial has the sums that NumPy gives (A5)', () => {
  const space = compileSpace(blockOf({ parameters: { a: [1, 2, 3, 4], b: { min: 0, max: 1, num: 10 }, c: [1, 1.5, 10, 10.5] } }));
  const results = Array.from({ length: space.points }, (_, index) => {
    const point = space.point(index);
    return Number(point.get('a')) * Number(point.get('b')) + Number(point.get('c'));
  });
  expect(results.slice(0, 6)).toEqual([1, 1.5, 10, 10.5, 1.1111111111111112, 1.6111111111111112]);
  expect([results.length, results.at(-1)]).toEqual([160, 14.5]);
  expect(results.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1120, 9);
});
