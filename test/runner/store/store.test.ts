import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { decode, encode } from '../../../core/value/encode.ts';
import type { Value } from '../../../core/value/value.ts';
import {
  beginSweep,
  databaseOf,
  failedRun,
  filledWorkspace,
  keyOf,
  makeWorkspace,
  newRun,
  open,
  orphansOf,
  withDatabase,
} from './workspace.ts';

const leaf: fc.Arbitrary<Value> = fc.oneof(
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.string({ unit: 'binary' }),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }),
  fc.constantFrom<Value>(
    -0,
    Number.NaN,
    Infinity,
    -Infinity,
    5e-324,
    '\ud800',
    'a\0b',
    'é',
    'e\u0301',
    '__proto__',
    2n ** 53n,
    2n ** 64n - 1n,
  ),
);
const value: fc.Arbitrary<Value> = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 3 }),
  fc.dictionary(fc.string(), leaf, { maxKeys: 3, noNullPrototype: false }),
);

describe('a stored run', () => {
  test('comes back as it was, with id, sweep and fingerprint', () => {
    const store = open(makeWorkspace());
    const { sweep, fingerprint } = beginSweep(store);
    const run = newRun(7, { replicate: 2, seed: 9_007_199_254_740_991, attempt: 3, seconds: 0.1 + 0.2 });
    const ids = store.commit(sweep, [newRun(1), run]);
    const { output: _output, ...rest } = run;
    expect(store.runs([ids[1] ?? 0])).toEqual([{ ...rest, id: ids[1], key: Buffer.from(run.key).toString('hex'), sweep, fingerprint }]);
  });

  test('keeps every value bit for bit', () => {
    const store = open(makeWorkspace());
    const { sweep } = beginSweep(store);
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), (values) => {
        const ids = store.commit(
          sweep,
          values.map((one, n) => newRun(n, { parameters: encode({ x: one }), outputs: encode(one) })),
        );
        const rows = store.runs(ids);
        expect(rows.map((row) => row.outputs)).toEqual(values.map(encode));
        expect(rows.map((row) => decode(row.outputs ?? ''))).toEqual(values.map((one) => decode(encode(one))));
        expect(rows.every((row) => row.damaged === undefined)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('is answered in the order asked for, without unknown ids', () => {
    const store = open(makeWorkspace());
    const { sweep } = beginSweep(store);
    const ids = store.commit(sweep, [newRun(0), newRun(1), newRun(2)]);
    expect(store.runs([...ids].reverse().concat(999)).map((run) => run.index)).toEqual([2, 1, 0]);
  });

  test('keeps why it failed, with a trace that shares its text with others', () => {
    const workspace = makeWorkspace();
    const store = open(workspace);
    const { sweep } = beginSweep(store);
    const traces = Array.from({ length: 50 }, (_, n) => `line ${n} of 007\n${'File "m.py", line 12\n'.repeat(20)}value ${n}.50 \0 ü 00`);
    const ids = store.commit(sweep, [
      ...traces.map((trace, n) => failedRun(n, trace)),
      failedRun(98),
      failedRun(99, 'lone \ud800 surrogate 1'),
    ]);
    const back = store.runs(ids).map((run) => run.failure?.trace);
    expect(back).toEqual([...traces, '', 'lone \ud800 surrogate 1']);
    store.close();
    expect(withDatabase(workspace, (db) => db.prepare('SELECT count(DISTINCT trace) FROM failure').pluck().get())).toBe(2);
  });

  test('has its history by key, oldest first', () => {
    const store = open(makeWorkspace());
    const { sweep } = beginSweep(store);
    store.commit(sweep, [failedRun(1), newRun(2)]);
    store.commit(sweep, [newRun(1, { attempt: 2 })]);
    expect(store.history(keyOf(1)).map((run) => [run.attempt, run.ok])).toEqual([
      [1, false],
      [2, true],
    ]);
    expect(store.history(keyOf(5))).toEqual([]);
  });

  test('never has NaN turned into something else silently', () => {
    const store = open(makeWorkspace());
    const { sweep } = beginSweep(store);
    const ids = store.commit(sweep, [newRun(0, { seconds: Number.NaN }), newRun(1, { seconds: -0 })]);
    expect(store.runs(ids).map((run) => run.seconds)).toEqual([0, 0]);
  });
});

describe('the output of an item', () => {
  const output = (stdout: string, stderr = ''): { stdout: Buffer; stderr: Buffer; droppedStdout: number; droppedStderr: number } => ({
    stdout: Buffer.from(stdout),
    stderr: Buffer.from(stderr),
    droppedStdout: 0,
    droppedStderr: 3,
  });

  test('is kept whole, once for all that printed the same, and compressed when that pays', () => {
    const workspace = makeWorkspace();
    const store = open(workspace);
    const { sweep } = beginSweep(store);
    const long = 'progress \u001b[1m \0 ü\n'.repeat(10_000);
    const ids = store.commit(
      sweep,
      Array.from({ length: 20 }, (_, n) => newRun(n, { output: output(long, 'x') })),
    );
    const log = store.log(ids[19] ?? 0);
    expect(Buffer.from(log?.stdout ?? []).toString()).toBe(long);
    expect(Buffer.from(log?.stderr ?? []).toString()).toBe('x');
    expect([log?.droppedStdout, log?.droppedStderr]).toEqual([0, 3]);
    store.close();
    expect(withDatabase(workspace, (db) => db.prepare('SELECT sum(length(bytes)) FROM content').pluck().get())).toBeLessThan(3_000);
  });

  test('takes no row when there is none', () => {
    const store = open(makeWorkspace());
    const { sweep } = beginSweep(store);
    const ids = store.commit(sweep, [newRun(0, { output: { ...output(''), droppedStderr: 0 } }), newRun(1)]);
    expect(ids.map((id) => store.log(id))).toEqual([undefined, undefined]);
  });
});

describe('a store', () => {
  test('gives one id to one task, fingerprint and nothing twice', () => {
    const store = open(makeWorkspace());
    expect(store.taskId('a', 'x')).toBe(store.taskId('a', 'renamed'));
    expect(store.taskId('b', 'x')).not.toBe(store.taskId('a', 'x'));
    expect(store.fingerprintId('d', { code: '1' })).toBe(store.fingerprintId('d', { code: '1' }));
  });

  test('knows the last sweep that ended', () => {
    const store = open(makeWorkspace());
    const { task, sweep } = beginSweep(store);
    expect(store.lastSweep(task)).toBeUndefined();
    store.endSweep(sweep, { finishedAt: 1_790_000_001_500, end: 'completed', summary: '{}' });
    beginSweep(store);
    expect(store.lastSweep(task)).toEqual({ finishedAt: 1_790_000_001_500, seconds: 1.5 });
  });

  test('finds orphans: the newest success of keys that the space does not have', () => {
    const store = open(makeWorkspace());
    const { task, sweep } = beginSweep(store);
    const ids = store.commit(sweep, [newRun(0), newRun(1), newRun(1, { attempt: 2 }), failedRun(2), newRun(3)]);
    expect(orphansOf(store, task, [0])).toEqual([ids[2], ids[4]]);
    expect(orphansOf(store, task, [0, 1, 2, 3])).toEqual([]);
    expect(orphansOf(store, task + 1, [])).toEqual([]);
  });

  test('keeps labels of keys over reruns', () => {
    const store = open(makeWorkspace());
    expect(store.labels(keyOf(1))).toEqual({ tags: [], note: null });
    store.label(keyOf(1), { tags: ['good', '"; DROP TABLE run; --'], note: 'see <b>here</b>' });
    store.label(keyOf(1), { tags: ['best'], note: null });
    expect(store.labels(keyOf(1))).toEqual({ tags: ['best'], note: null });
  });

  test('raises its revision with every commit, also of another connection', () => {
    const workspace = makeWorkspace();
    const store = open(workspace);
    const { sweep } = beginSweep(store);
    const reader = open(workspace, 'read');
    const before = [store.revision(), reader.revision()];
    expect([store.revision(), reader.revision()]).toEqual(before);
    store.commit(sweep, [newRun(0)]);
    expect(store.revision()).toBeGreaterThan(before[0] ?? 0);
    expect(reader.revision()).toBeGreaterThan(before[1] ?? 0);
  });

  test('takes hostile names as data', () => {
    const workspace = makeWorkspace();
    const store = open(workspace);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const { sweep } = beginSweep(store, `${name}'; --`);
        const id = store.taskId(`${name}" ) ; DROP TABLE run`, name);
        expect(store.taskId(`${name}" ) ; DROP TABLE run`, name)).toBe(id);
        const [run = 0] = store.commit(sweep, [newRun(0, { worker: name })]);
        expect(store.runs([run])[0]?.worker).toBe(name.toWellFormed());
      }),
      { numRuns: 40 },
    );
  });

  test('makes a private folder that git ignores', () => {
    const workspace = makeWorkspace();
    open(workspace);
    const folder = join(workspace, '.sweepdeck');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(databaseOf(workspace)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('works in folders with odd names, and says when there is no folder', () => {
    const workspace = join(makeWorkspace(), 'a b\n%20 #?é\'";--');
    expect(() => open(workspace)).toThrow(/cannot be used now \(ENOENT\)/);
    mkdirSync(workspace);
    expect(beginSweep(open(workspace)).sweep).toBe(1);
  });
});

describe('a store opened for reading', () => {
  test('shows what is there while another process writes, and refuses to change it', () => {
    const workspace = makeWorkspace();
    const writer = open(workspace);
    const { fingerprint, sweep } = beginSweep(writer);
    const reader = open(workspace, 'read');
    const [id = 0] = writer.commit(sweep, [newRun(0)]);
    expect([...reader.view(fingerprint, 2, keyOf).run]).toEqual([id, 0]);
    expect(reader.runs([id])).toEqual(writer.runs([id]));
    expect(() => reader.commit(sweep, [newRun(1)])).toThrow(/for reading only/);
  });

  test('is empty where nothing has run, and makes no file', () => {
    const workspace = makeWorkspace();
    const store = open(workspace, 'read');
    expect([...store.view(1, 2, keyOf).state]).toEqual([0, 0]);
    expect(() => statSync(join(workspace, '.sweepdeck'))).toThrow(/ENOENT/);
  });

  test("is readable by Python's sqlite3 through the views `results` and `items`", () => {
    const workspace = filledWorkspace(3);
    const script =
      'import sqlite3,sys; c=sqlite3.connect("file:"+sys.argv[1]+"?mode=ro",uri=True); print(c.execute("select count(*), max(item), min(state), max(outputs) from results").fetchall(), c.execute("select count(*), min(length(key)) from items").fetchall())';
    const python = spawnSync('python3', ['-c', script, databaseOf(workspace)], { encoding: 'utf8' });
    if (python.error !== undefined) return expect(python.error.message).toMatch(/ENOENT/);
    expect(python.stdout.trim()).toBe(`[(3, 2, 'done', '{"value":4}')] [(3, 32)]`);
  });
});
