import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Expression } from '../../../core/expression/ast.ts';
import { compileCondition, compileExpression } from '../../../core/expression/evaluate.ts';
import { parseExpression } from '../../../core/expression/parse.ts';
import { compareValues } from '../../../core/result/compare.ts';
import { isValueMap, type Value, valueMap } from '../../../core/value/value.ts';
import { knownColumns } from '../../../runner/results/columns.ts';
import { ITEM_COLUMNS } from '../../../runner/results/columnSource.ts';
import { readCondition } from '../../../runner/results/condition.ts';
import type { LiveItems } from '../../../runner/results/rows.ts';
import { rowsOf } from '../../../runner/results/rows.ts';
import { selectItems, selectItemsNow, type Selection } from '../../../runner/results/select.ts';
import { causeId } from '../../../runner/results/failureCauses.ts';
import { type Fate, selectRoom, type SelectRoom } from './selectRoom.ts';

/** Filter, sort and cancel of a results page, beside the plainest thing that could answer: rows in memory. */

const TASK = `parameters:
  a: { min: 1, max: 20, step: 1 }
  b: [1, x, 0.5, true]
replicates: 3
cases:
  c:
    one: {}
    two: { d: [1.5, two] }
views: { columns: [a, "sum = y * 2 + a", "near = a < 3 or y == 'x'"] }
`;
const OUTPUTS = new Set(['y', 'z', 'a']);
/** The computed columns, by the plainest means. */
const DERIVED = new Map([
  ['sum', compileExpression(parsed('y * 2 + a'))],
  ['near', compileExpression(parsed("a < 3 or y == 'x'"))],
]);

function parsed(text: string): Expression {
  const { expression } = parseExpression(text);
  if (!expression) throw new Error(text);
  return expression;
}

const NAMES = ['a', 'b', 'c', 'd', 'y', 'z', 'out.a', 'sum', 'near', ...ITEM_COLUMNS];

let room: SelectRoom;
beforeAll(async () => {
  room = await selectRoom(TASK);
});
afterAll(() => room.close());

const anyValue: fc.Arbitrary<Value> = fc.oneof(
  { weight: 6, arbitrary: fc.double({ noNaN: true }) },
  { weight: 4, arbitrary: fc.integer({ min: -4, max: 4 }) },
  fc.constantFrom<Value>(Number.NaN, -0, 0, 2 ** 60, 10n ** 20n, null, true, false, '', 'x', 'é', [1, 'x'], valueMap([['$', 1]])),
  fc.string({ maxLength: 3 }),
);
/** Columns of one kind are the usual ones, and are held in other ways. */
const someValues = fc.oneof(
  fc.constant(fc.double({ noNaN: true, noDefaultInfinity: true })),
  fc.constant(fc.integer({ min: 0, max: 5 })),
  fc.constant(fc.constantFrom<Value>('x', 'y', 'z')),
  fc.constant(anyValue),
);
const fates = (values: fc.Arbitrary<Value>): fc.Arbitrary<readonly Fate[]> =>
  fc.array(
    fc.oneof(
      { weight: 5, arbitrary: fc.record({ outputs: fc.record({ y: values, z: anyValue, a: fc.integer() }, { requiredKeys: [] }) }) },
      { weight: 1, arbitrary: fc.record({ error: fc.constantFrom('bad 1', 'bad 2', 'other') }) },
    ),
    { minLength: 1, maxLength: 500 },
  );
const literal = fc.constantFrom('0', '1', '2.5', '-1', "'x'", 'true', 'none', '[1, 2.5, "x"]', "'failed'", '100000000000000000000');
const name = fc.constantFrom(...NAMES.filter((one) => one !== 'key'));
const comparison = fc
  .tuple(name, fc.constantFrom('<', '<=', '>', '>=', '==', '!='), literal)
  .map(([left, operator, right]) =>
    /\[|none/.test(right) ? `${left} ${operator === '!=' ? '!=' : '=='} ${right}` : `${left} ${operator} ${right}`,
  );
const condition = fc.letrec<{ all: string }>((tie) => ({
  all: fc.oneof(
    { maxDepth: 3 },
    comparison,
    fc.tuple(name, literal).map(([one, other]) => `${other.startsWith('[') ? one : other} in [1, 2.5, 'x', true]`),
    fc.tuple(name, name).map(([one, other]) => `${one} < ${other}`),
    fc.tuple(name, name).map(([one, other]) => `${one} * 2 + ${other} > 3`),
    fc.tuple(fc.integer({ min: -3, max: 3 }), name).map(([low, one]) => `${low} <= ${one} < ${low + 3}`),
    fc.tuple(fc.integer({ min: -3, max: 3 }), name).map(([low, one]) => `${low} != ${one}`),
    tie('all').map((one) => `not (${one})`),
    fc.tuple(tie('all'), fc.constantFrom('and', 'or'), tie('all')).map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
  ),
})).all;
const selection: fc.Arbitrary<Selection> = fc.record(
  {
    where: condition,
    sort: fc.constantFrom(...NAMES),
    descending: fc.boolean(),
    states: fc.subarray(['done', 'failed', 'pending', 'running'] as const),
  },
  { requiredKeys: [] },
);

/** Every row with every value, filtered and sorted with nothing but the language's own means. */
function expected(
  { store, view }: SelectRoom,
  { where, sort, descending, states }: Selection,
  live: LiveItems,
): readonly number[] | undefined {
  const { names } = knownColumns(view.plan.task, view.plan.space, OUTPUTS);
  const read = where === undefined ? undefined : readCondition(where, names);
  if (read?.kind === 'error') return undefined;
  const holds = read ? compileCondition(read.expression) : () => true;
  const rows = rowsOf(
    store,
    view,
    Array.from({ length: view.plan.items }, (_, item) => item),
    live,
  );
  const valueOf = (row: (typeof rows)[number], id: string): Value | undefined => {
    const evaluate = DERIVED.get(id);
    if (evaluate) return evaluate((one) => valueOf(row, one));
    if (view.plan.space.names.includes(id)) return row.parameters[id];
    const output = id.replace('out.', '');
    if (OUTPUTS.has(output)) return isValueMap(row.outputs) ? row.outputs[output] : undefined;
    if (id === 'error') return row.error?.message;
    if (id === 'cause') return row.error ? causeId(row.error) : undefined;
    // SAFETY: what is left are names of a row's own facts.
    return row[id as 'index' | 'state' | 'seconds'] ?? undefined;
  };
  const kept = rows.filter((row) => (!states || new Set<string>(states).has(row.state)) && holds((one) => valueOf(row, one)) === true);
  if (sort === undefined) return kept.map((row) => row.item);
  const present = kept.filter((row) => valueOf(row, sort) !== undefined);
  const absent = kept.filter((row) => valueOf(row, sort) === undefined);
  const sign = descending === true ? -1 : 1;
  present.sort((a, b) => sign * compareValues(valueOf(a, sort), valueOf(b, sort)) || a.item - b.item);
  return [...present, ...absent].map((row) => row.item);
}

describe('a selection', () => {
  it('has the items that a plain walk over all rows finds, in the same order, before and after results come', async () => {
    const scene = fc.record({
      fates: someValues.chain(fates),
      start: fc.nat({ max: 500 }),
      selections: fc.array(selection, { minLength: 1, maxLength: 6 }),
      running: fc.uniqueArray(fc.nat({ max: 300 }), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(scene, async ({ fates: list, start, selections, running }) => {
        const { items } = room.view.plan;
        room.record(new Map(list.map((fate, at) => [(start + 7 * at) % items, fate])));
        const live: LiveItems = new Map(running.map((item) => [item, 'running']));
        for (const one of selections) {
          const context = { store: room.store, view: room.view, live, outputs: OUTPUTS };
          const wanted = expected(room, one, live);
          const found = await selectItems(context, one);
          expect(found.kind === 'items' ? [...found.items] : undefined, JSON.stringify(one)).toEqual(wanted);
          const again = selectItemsNow({ ...context, view: room.reopen().view }, one);
          expect(again.kind === 'items' ? [...again.items] : undefined).toEqual(wanted);
        }
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  it('ends when it is not wanted any more', async () => {
    const context = { store: room.store, view: room.view, live: new Map(), outputs: OUTPUTS };
    await expect(
      selectItems(context, { where: 'a * 2 > 7.25' }, { signal: AbortSignal.abort(new Error('another filter')) }),
    ).rejects.toThrow('another filter');
  });
});
