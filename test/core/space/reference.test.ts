import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileSpace } from '../../../core/space/compile.ts';
import { type BlockJson, blockOf } from '../../support/block.ts';
import { naivePoints, pointKey } from './naiveSpace.ts';

/** Random small blocks of every kind, each parameter in one factor; names are shared between cases and between concatenated blocks. */

const value = fc.constantFrom<unknown>(0, 1, 2, 3, 'a', 'b', true, null, [1]);
const values = fc.array(value, { maxLength: 3 });
const numbers = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 });

function conditionOver(names: readonly string[]): fc.Arbitrary<string> {
  const name = fc.constantFrom(...names, 'missing');
  const atom = fc.oneof(
    fc.tuple(name, fc.constantFrom('<', '>=', '==', '!='), fc.constantFrom('0', '1', '2', "'a'", 'none')).map((parts) => parts.join(' ')),
    fc.tuple(name, fc.constantFrom('<', '==', '!='), name).map((parts) => parts.join(' ')),
    fc.tuple(name, fc.constantFrom("in [1, 'a']", 'not in [0, 2]')).map((parts) => parts.join(' ')),
    fc.constantFrom('true', '1 < 2'),
  );
  return fc.oneof(
    { weight: 3, arbitrary: atom },
    { weight: 1, arbitrary: fc.tuple(atom, fc.constantFrom('and', 'or'), atom).map((parts) => parts.join(' ')) },
  );
}

function axisOver(names: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 3, arbitrary: values },
    { weight: 2, arbitrary: fc.record({ values: numbers, when: conditionOver(names) }) },
    {
      weight: 1,
      arbitrary: fc.record({ min: fc.integer({ min: 0, max: 2 }), max: fc.integer({ min: 1, max: 3 }), step: fc.constantFrom(0.5, 1, 2) }),
    },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(0, 'a', true) },
  );
}

function rowOver(names: readonly string[]): fc.Arbitrary<BlockJson> {
  return fc.dictionary(fc.constantFrom(...names), fc.constantFrom<unknown>(0, 1, 2, 'a', 'b', null), { maxKeys: 3 });
}

/** Factors of one block: the names are dealt to at most one factor each. */
function blockOver(names: readonly string[], depth: number): fc.Arbitrary<BlockJson> {
  const [a = 'a', b = 'b', c = 'c', d = 'd', e = 'e'] = names;
  const inner = [c, d];
  const axis = axisOver(names);
  const nested =
    depth > 0
      ? fc.array(blockOver([c, d, e, `f${depth}`, `g${depth}`], depth - 1), { minLength: 1, maxLength: 3 })
      : fc.constant([{ points: [{ [c]: 1 }, { [d]: 2 }] }]);
  const middle = fc.oneof(
    fc.record({ zip: fc.record({ z: fc.dictionary(fc.constantFrom(...inner), axis, { maxKeys: 2 }) }) }),
    fc.record({
      cases: fc.record({
        [c]: fc.dictionary(fc.constantFrom('x', 'y'), fc.dictionary(fc.constantFrom(d, e), axis, { maxKeys: 2 }), { maxKeys: 2 }),
      }),
    }),
    fc.record({ points: fc.array(rowOver(inner), { maxLength: 4 }) }),
    fc.record({ concat: nested }),
    fc.constant<BlockJson>({}),
  );
  const rules = fc.record(
    {
      constraints: fc.array(conditionOver(names), { maxLength: 2 }),
      exclude: fc.array(
        fc.oneof(
          rowOver(names),
          fc.record({ points: fc.array(rowOver(names), { maxLength: 3 }) }),
          fc.record({ zip: fc.record({ z: fc.record({ [a]: values, [b]: values }) }) }),
        ),
        { maxLength: 2 },
      ),
      include: fc.array(rowOver(names), { maxLength: 2 }),
    },
    { requiredKeys: [] },
  );
  return fc
    .tuple(fc.dictionary(fc.constantFrom(a, b), axis, { maxKeys: 2 }), middle, rules)
    .map(([parameters, factors, more]) => ({ parameters, ...factors, ...more }));
}

/** Axes of which rules tie together some that lie apart, so that the rows of several parts are woven. */
function wovenOver(names: readonly string[]): fc.Arbitrary<BlockJson> {
  const name = fc.constantFrom(...names);
  const pair = fc.tuple(name, fc.constantFrom('<', '==', '!='), name).map((parts) => parts.join(' '));
  const few = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 3 });
  const axis = fc.oneof({ weight: 3, arbitrary: few }, { weight: 1, arbitrary: fc.record({ values: few, when: pair }) });
  return fc.record({
    parameters: fc.record(Object.fromEntries(names.map((one) => [one, axis]))),
    constraints: fc.array(pair, { maxLength: 2 }),
    exclude: fc.array(fc.dictionary(name, fc.integer({ min: 0, max: 2 }), { minKeys: 1, maxKeys: 2 }), { maxLength: 2 }),
  });
}

const block = blockOver(['a', 'b', 'c', 'd', 'e'], 2);

/** Milliseconds; thousands of spaces take ten seconds on a machine that is shared. */
const PATIENCE = 120_000;

describe('a space by index', { timeout: PATIENCE }, () => {
  test('has the points of the naive expansion, in its order', () => {
    fc.assert(
      fc.property(block, (json) => {
        const parsed = blockOf(json);
        const space = compileSpace(parsed);
        const points = Array.from({ length: space.points }, (_, index) => pointKey(space.point(index)));
        expect(points).toEqual(naivePoints(parsed).map(pointKey));
      }),
      { numRuns: 2_000 },
    );
  });

  test('has them too when rules tie axes together that lie apart', () => {
    fc.assert(
      fc.property(wovenOver(['a', 'b', 'c', 'd', 'e', 'f']), (json) => {
        const parsed = blockOf(json);
        const space = compileSpace(parsed);
        const points = Array.from({ length: space.points }, (_, index) => pointKey(space.point(index)));
        expect(points).toEqual(naivePoints(parsed).map(pointKey));
      }),
      { numRuns: 200 },
    );
  });

  test('answers the same in any order of asking', () => {
    fc.assert(
      fc.property(block, fc.infiniteStream(fc.nat()), (json, indices) => {
        const space = compileSpace(blockOf(json));
        const inOrder = Array.from({ length: space.points }, (_, index) => pointKey(space.point(index)));
        for (const index of [...indices.take(space.points)].map((at) => at % space.points))
          expect(pointKey(space.point(index))).toBe(inOrder[index]);
      }),
      { numRuns: 300 },
    );
  });

  test('names every parameter that some point has', () => {
    fc.assert(
      fc.property(block, (json) => {
        const space = compileSpace(blockOf(json));
        for (let index = 0; index < space.points; index++) {
          const names = [...space.point(index).keys()];
          expect(names).toEqual(space.names.filter((name) => names.includes(name)));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('is not counted beyond the budget, and says so', () => {
    fc.assert(
      fc.property(block, fc.nat({ max: 20 }), (json, budget) => {
        const whole = compileSpace(blockOf(json));
        const hasty = compileSpace(blockOf(json), { budget });
        if (hasty.exact) expect(hasty.points).toBe(whole.points);
        else expect(() => hasty.point(0)).toThrow(RangeError);
      }),
      { numRuns: 500 },
    );
  });
});
