import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunnerError } from '../../../protocol/errors.ts';
import { distributionOf } from '../../../runner/results/distribution.ts';
import { Questions } from '../../../runner/results/questions.ts';
import { finish } from '../../../runner/steps.ts';
import { Vector } from '../../../runner/results/vector.ts';

function vectorOf(values: readonly (number | string | undefined)[]): Vector {
  const vector = new Vector(values.length);
  values.forEach((value, place) => vector.set(place, value));
  return vector;
}

const everyPlace = (length: number): Uint32Array => Uint32Array.from({ length }, (_, at) => at);

describe('the distribution of a column', () => {
  it('has the count, ends, mean, median and histogram of its finite numbers', () => {
    const values = fc.array(fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })), {
      minLength: 1,
      maxLength: 900,
    });
    fc.assert(
      fc.property(values, (drawn) => {
        // `-0` comes back as `0` from a column.
        const numbers = drawn.map((one) => one + 0);
        const { numbers: found } = finish(
          distributionOf('y', vectorOf([...numbers, undefined, Number.NaN]), everyPlace(numbers.length + 2)),
        );
        const sorted = numbers.toSorted((a, b) => a - b);
        const middle = (sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) / 2 + (sorted[Math.floor(sorted.length / 2)] ?? 0) / 2;
        expect(found).toMatchObject({ count: numbers.length, min: sorted[0], max: sorted.at(-1) });
        expect(found?.mean).toBeCloseTo(numbers.reduce((sum, one) => sum + one, 0) / numbers.length, 5);
        expect(found?.median).toBeCloseTo(middle, 9);
        expect(found?.bins.reduce((sum, one) => sum + one, 0)).toBe(numbers.length);
      }),
    );
  });

  it.each([1, 7, 30, 300, 1001])('draws %i whole numbers that are spread evenly as evenly as it can', (count) => {
    const numbers = Array.from({ length: count }, (_, at) => at - 3);
    const bins = finish(distributionOf('y', vectorOf(numbers), everyPlace(count))).numbers?.bins ?? [];
    expect(bins.length).toBeLessThanOrEqual(20);
    expect(new Set(bins.slice(0, -1)).size).toBeLessThanOrEqual(1);
    expect(bins.reduce((sum, one) => sum + one, 0)).toBe(count);
  });

  it.each([
    ['powers of ten', Array.from({ length: 200 }, (_, at) => 10 ** (at / 20)), true],
    ['the ends of what a number can be', [5e-324, 1e-300, 1e-200, 1, 1e308], true],
    ['a zero among them', [0, ...Array.from({ length: 200 }, (_, at) => 10 ** (at / 20))], false],
  ])('draws %s on the scale that they ask for', (_, numbers, log) => {
    const found = finish(distributionOf('y', vectorOf(numbers), everyPlace(numbers.length))).numbers;
    expect(found?.log).toBe(log);
    expect(found?.bins.reduce((sum, one) => sum + one, 0)).toBe(numbers.length);
    if (log) expect(Math.max(...(found?.bins ?? []))).toBeLessThan(numbers.length / 2);
  });

  it('counts the most frequent values, and what has none', () => {
    const vector = vectorOf(['x', 'y', 'x', undefined, 'z', 'x', 'y']);
    expect(finish(distributionOf('c', vector, Uint32Array.of(0, 1, 2, 3, 4, 5)))).toEqual({
      column: 'c',
      items: 6,
      absent: 1,
      top: [
        { value: 'x', count: 3 },
        { value: 'y', count: 1 },
        { value: 'z', count: 1 },
      ],
      different: 3,
    });
  });
});

describe('questions of one asker', () => {
  it('end when it asks for another order, not when it asks for more of the same', () => {
    const questions = new Questions();
    const first = questions.begin({ file: 'f', where: 'a > 1', offset: 0, asker: 'me' });
    expect(questions.begin({ file: 'f', where: 'a > 1', offset: 200, asker: 'me' })).toBe(first);
    questions.begin({ file: 'f', where: 'a > 2', asker: 'other' });
    expect(first?.aborted).toBe(false);
    questions.begin({ file: 'f', where: 'a > 2', asker: 'me' });
    expect(first?.aborted).toBe(true);
    expect(first?.reason).toBeInstanceOf(RunnerError);
  });
});
