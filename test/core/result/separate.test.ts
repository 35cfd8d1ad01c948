import { expect, it } from 'vitest';
import { compileCondition } from '../../../core/expression/evaluate.ts';
import { parseExpression } from '../../../core/expression/parse.ts';
import { commonCondition } from '../../../core/result/separate.ts';
import type { Point, Value } from '../../../core/value/value.ts';
import { cpuTime } from '../../support/cpuTime.ts';

type Row = Readonly<Record<string, Value>>;

const points = (rows: readonly Row[]): Point[] => rows.map((row) => new Map(Object.entries(row)));

/** The condition that no success meets. */
function conditionOf(names: readonly string[], failed: readonly Point[], succeeded: readonly Point[]): string | undefined {
  const found = commonCondition(names, failed, succeeded);
  return found?.successes === 0 ? found.condition : undefined;
}

/** All combinations of some values. */
function grid(axes: Readonly<Record<string, readonly Value[]>>): Row[] {
  return Object.entries(axes).reduce<Row[]>(
    (rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    [{}],
  );
}

const all = grid({ dt: [0.02, 0.1, 0.5], damping: [1, 2, 4, 5], method: ['euler', 'rk4'], deep: [true, false] });

const cases: readonly (readonly [condition: string | undefined, fails: (row: Row) => boolean])[] = [
  ["method == 'rk4'", (row) => row['method'] === 'rk4'],
  ['damping >= 4', (row) => Number(row['damping']) >= 4],
  ['damping <= 2', (row) => Number(row['damping']) <= 2],
  ['2 <= damping <= 4', (row) => [2, 4].includes(Number(row['damping']))],
  ['damping in [1, 4]', (row) => [1, 4].includes(Number(row['damping']))],
  [
    "dt == 0.5 and damping >= 4 and method == 'euler'",
    (row) => row['dt'] === 0.5 && Number(row['damping']) >= 4 && row['method'] === 'euler',
  ],
  ['dt == 0.5 and deep == false', (row) => row['dt'] === 0.5 && row['deep'] === false],
  [undefined, (row) => (row['dt'] === 0.5) !== (row['deep'] === true)],
  [undefined, () => true],
  [undefined, () => false],
];

it.each(cases)('finds %s', (condition, fails) => {
  const found = conditionOf(Object.keys(all[0] ?? {}), points(all.filter(fails)), points(all.filter((row) => !fails(row))));
  expect(found).toBe(condition);
  if (found === undefined) return;
  const { expression } = parseExpression(found);
  const holds = expression && compileCondition(expression);
  for (const row of all) expect(holds?.((name) => row[name])).toBe(fails(row));
});

const inPart: readonly (readonly [condition: string | undefined, successes: number, fails: (row: Row) => boolean])[] = [
  ['dt == 0.5', 8, (row) => row['dt'] === 0.5 && (row['damping'] === 1) !== (row['deep'] === true)],
  [
    "damping >= 4 and method == 'rk4'",
    6,
    (row) => Number(row['damping']) >= 4 && row['method'] === 'rk4' && (row['dt'] === 0.1) === (row['deep'] === true),
  ],
  [undefined, 0, (row) => (row['dt'] === 0.5) !== (row['deep'] === true)],
];

it.each(inPart)('finds what leaves out most successes: %s', (condition, successes, fails) => {
  const found = commonCondition(Object.keys(all[0] ?? {}), points(all.filter(fails)), points(all.filter((row) => !fails(row))));
  expect(found && { condition: found.condition, successes: found.successes }).toEqual(
    condition === undefined ? undefined : { condition, successes },
  );
  expect(found && all.filter((row) => found.holds(new Map(Object.entries(row)))).length).toBe(
    found && all.filter(fails).length + found.successes,
  );
});

it('says nothing of a parameter that some failures lack, and of values that expressions cannot write', () => {
  expect(conditionOf(['a', 'b'], points([{ a: 1 }, { b: 1 }]), points([{ a: 2 }]))).toBeUndefined();
  expect(conditionOf(['m'], points([{ m: { x: 1 } }]), points([{ m: { x: 2 } }]))).toBeUndefined();
  expect(conditionOf(['t'], points([{ t: "it's" }]), points([{ t: 'b' }]))).toBe("t == 'it\\'s'");
});

it('tells many points apart quickly', () => {
  const many = grid({
    a: Array.from({ length: 50 }, (_, n) => n),
    b: Array.from({ length: 50 }, (_, n) => n / 7),
    c: Array.from({ length: 8 }, (_, n) => `c${n}`),
  });
  const fails = (row: Row): boolean => Number(row['a']) > 40 && Number(row['b']) < 1 && row['c'] === 'c3';
  const milliseconds = cpuTime(() =>
    expect(conditionOf(['a', 'b', 'c'], points(many.filter(fails)), points(many.filter((row) => !fails(row))))).toMatch(
      /^a >= 41 and b <= 0\.857\d* and c == 'c3'$/,
    ),
  );
  expect(milliseconds).toBeLessThan(2000);
});
