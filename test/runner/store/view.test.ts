import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { finish } from '../../../runner/steps.ts';
import { DONE, FAILED, PENDING, STALE } from '../../../runner/store/store.ts';
import { beginSweep, failedRun, keyOf, makeWorkspace, newRun, open, orphansOf, withDatabase } from './workspace.ts';

interface Event {
  readonly item: number;
  readonly digest: string;
  readonly ok: boolean;
}

/** The definition of engine.md, item by item. */
function naive(history: readonly (Event & { readonly id: number })[], item: number, digest: string): [number, number] {
  const mine = history.filter((event) => event.item === item);
  const today = mine.filter((event) => event.digest === digest);
  const done = today.findLast((event) => event.ok);
  if (done !== undefined) return [DONE, done.id];
  const newest = today.at(-1);
  if (newest !== undefined) return [FAILED, newest.id];
  const stale = mine.findLast((event) => event.ok);
  if (stale !== undefined) return [STALE, stale.id];
  const failed = mine.at(-1);
  return failed === undefined ? [PENDING, 0] : [FAILED, failed.id];
}

describe('the view of a sweep', () => {
  test('agrees with the naive definition over random histories', () => {
    const event = fc.record({ item: fc.nat({ max: 6 }), digest: fc.constantFrom('a', 'b', 'c'), ok: fc.boolean() });
    const store = open(makeWorkspace());
    let space = 0;
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        space += 100;
        const history = events.map((one) => {
          const { sweep } = beginSweep(store, one.digest);
          const item = space + one.item;
          return { ...one, id: store.commit(sweep, [one.ok ? newRun(item) : failedRun(item)])[0] ?? 0 };
        });
        for (const digest of ['a', 'b', 'c', 'd']) {
          const view = store.view(store.fingerprintId(digest, {}), 7, (item) => keyOf(space + item));
          const expected = Array.from({ length: 7 }, (_, item) => naive(history, item, digest));
          expect(Array.from(view.state, (state, item) => [state, view.run[item]])).toEqual(expected);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('asks for every key once, in order, and finds items across chunks', () => {
    const store = open(makeWorkspace());
    const { fingerprint, sweep } = beginSweep(store);
    const count = 140_000;
    const key = (item: number): Uint8Array => {
      const bytes = Buffer.alloc(16, 1);
      bytes.writeUInt32LE(Math.imul(item, 2_654_435_761) >>> 0);
      return bytes;
    };
    const items = [0, 65_535, 65_536, 131_071, 131_072, count - 1];
    const ids = store.commit(
      sweep,
      items.map((item) => newRun(item, { key: key(item) })),
    );
    let asked = 0;
    const view = store.view(fingerprint, count, (item) => {
      expect(item).toBe(asked);
      asked += 1;
      return key(item);
    });
    expect(asked).toBe(count);
    expect(items.map((item) => view.run[item])).toEqual(ids);
    expect(view.state.reduce((sum, state) => sum + state, 0)).toBe(items.length);
  });

  test('gives the same run to items with the same key', () => {
    const store = open(makeWorkspace());
    const { fingerprint, sweep } = beginSweep(store);
    const ids = store.commit(sweep, [newRun(1)]);
    expect([...store.view(fingerprint, 3, () => keyOf(1)).run]).toEqual([ids[0], ids[0], ids[0]]);
  });

  test('takes nothing from another installation', () => {
    const workspace = makeWorkspace();
    const first = open(workspace);
    const { task, fingerprint, sweep } = beginSweep(first);
    first.commit(sweep, [newRun(0), newRun(1)]);
    first.endSweep(sweep, { finishedAt: 1, end: 'completed', summary: '{}' });
    first.close();
    withDatabase(workspace, (db) => db.prepare("UPDATE sweep SET install = 'someone else'").run());
    const second = open(workspace);
    expect([...second.view(fingerprint, 2, keyOf).state]).toEqual([PENDING, PENDING]);
    expect(orphansOf(second, task, [])).toEqual([]);
    expect(second.history(keyOf(0))).toHaveLength(1);
  });

  test('makes keys only where runs of the objective may be stored', () => {
    const store = open(makeWorkspace());
    const asked = (objective: string): readonly number[] => {
      const keys: number[] = [];
      const view = finish(
        store.viewSteps({
          fingerprint: 1,
          objective,
          items: 2,
          keyOf(item) {
            keys.push(item);
            return keyOf(item);
          },
        }),
      );
      return [keys.length, ...view.state];
    };
    const task = store.taskId('a.sweep.yaml', 'a');
    const about = { task, fingerprint: store.fingerprintId('today', {}), startedAt: 0, text: '', selected: 0 };
    store.commit(store.beginSweep({ ...about, objective: 'node f.mjs#f' }), [newRun(1)]);
    expect(asked('node g.mjs#g')).toEqual([0, PENDING, PENDING]);
    expect(asked('node f.mjs#f')).toEqual([2, PENDING, DONE]);
    // As a version before stored it, which did not say of what.
    store.commit(store.beginSweep(about), [newRun(0)]);
    expect(asked('node g.mjs#g')).toEqual([2, DONE, DONE]);
  });

  test('is empty for an empty space', () => {
    expect(open(makeWorkspace()).view(1, 0, keyOf).state).toHaveLength(0);
  });
});
