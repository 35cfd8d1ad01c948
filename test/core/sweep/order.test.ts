import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runOrder } from '../../../core/sweep/order.ts';

const fixed = (): number => 0.5;

describe('the order in which items run', () => {
  it.each([
    ['declared', 5, [0, 1, 2, 3, 4]],
    ['coarse-to-fine', 8, [0, 4, 2, 6, 1, 5, 3, 7]],
    ['coarse-to-fine', 5, [0, 4, 2, 1, 3]],
    ['stride', 10, [0, 7, 4, 1, 8, 5, 2, 9, 6, 3]],
    ['declared', 0, []],
    ['stride', 1, [0]],
  ] as const)('%s of %i items', (order, count, expected) => {
    expect([...runOrder(order, count, fixed)]).toEqual(expected);
  });

  it('visits every item once, whatever the order', () => {
    fc.assert(
      fc.property(fc.constantFrom('declared', 'shuffle', 'stride', 'coarse-to-fine'), fc.nat({ max: 300 }), (order, count) => {
        const visited = [...runOrder(order, count, Math.random)];
        expect(visited.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, at) => at));
      }),
    );
  });
});
