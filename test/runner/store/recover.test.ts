import {
  closeSync,
  copyFileSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RunnerError } from '../../../protocol/errors.ts';
import { MIGRATIONS } from '../../../runner/store/migrate.ts';
import { openStore } from '../../../runner/store/open.ts';
import { verifyStore } from '../../../runner/store/verify.ts';
import { upgrade } from '../../../runner/store/upgrade.ts';
import { beginSweep, databaseOf, failedRun, filledWorkspace, keyOf, makeWorkspace, newRun, open, withDatabase } from './workspace.ts';

const ROWS = 400;

/** Ways to ruin a whole database file. */
const ruins: Readonly<Record<string, (file: string) => void>> = {
  'is text': (file) => writeFileSync(file, 'hello\n'.repeat(1000)),
  'is a pointer of git-lfs': (file) => writeFileSync(file, 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n'),
  'is a page of a proxy': (file) => writeFileSync(file, '<!doctype html><title>Sign in</title>'),
  'is one byte': (file) => writeFileSync(file, 'S'),
  'is a header only': (file) => writeFileSync(file, readFileSync(file).subarray(0, 100)),
  'lost its second half': (file) => truncate(file, statSync(file).size >> 1),
  'lost its first page': (file) => overwrite(file, 0, Buffer.alloc(4096)),
  'is all zeros': (file) => writeFileSync(file, Buffer.alloc(16_384)),
  'is random': (file) => writeFileSync(file, Buffer.from(Array.from({ length: 8192 }, (_, n) => (n * 73 + (n >> 3)) & 255))),
};

function truncate(file: string, size: number): void {
  const descriptor = openSync(file, 'r+');
  ftruncateSync(descriptor, size);
  closeSync(descriptor);
}

function overwrite(file: string, at: number, bytes: Uint8Array): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, at);
  closeSync(descriptor);
}

function setAsideIn(workspace: string): readonly string[] {
  return readdirSync(join(workspace, '.sweepdeck')).filter((name) => /^cache\.db\.corrupt-.*Z$/.test(name));
}

describe('a damaged database', () => {
  test.each(Object.entries(ruins))('that %s is set aside byte for byte, and a new one works', (_name, ruin) => {
    const workspace = filledWorkspace(ROWS);
    ruin(databaseOf(workspace));
    const before = readFileSync(databaseOf(workspace));
    expect(() => openStore(workspace, 'read')).toThrow(expect.objectContaining({ code: 'store-corrupt' }));
    const store = open(workspace);
    expect(store.notice).toMatch(/was damaged: it is kept as cache\.db\.corrupt-/);
    const aside = setAsideIn(workspace);
    expect(aside).toHaveLength(1);
    expect(readFileSync(join(workspace, '.sweepdeck', aside[0] ?? '')).equals(before)).toBe(true);
    const { fingerprint, sweep } = beginSweep(store);
    store.commit(sweep, [newRun(ROWS)]);
    expect(store.view(fingerprint, ROWS + 1, keyOf).state[ROWS]).toBe(1);
  });

  test('gives back every row that lies in sound pages', () => {
    const workspace = filledWorkspace(20_000);
    const file = databaseOf(workspace);
    const pages = statSync(file).size / 4096;
    overwrite(file, Math.floor(pages / 3) * 4096, Buffer.alloc(4096, 255));
    const store = open(workspace);
    expect(store.notice).toMatch(/rows were recovered/);
    const view = store.view(store.fingerprintId('today', {}), 20_000, keyOf);
    const kept = view.state.reduce((sum, state) => sum + (state === 1 ? 1 : 0), 0);
    expect(kept).toBeGreaterThan(20_000 * 0.99);
    expect(store.runs([...view.run].filter((id) => id > 0)).every((run) => run.outputs === `{"value":${run.index ** 2}}`)).toBe(true);
  });

  test('of no bytes is a new one', () => {
    const workspace = filledWorkspace(1);
    writeFileSync(databaseOf(workspace), '');
    const store = open(workspace);
    expect(store.notice).toBeUndefined();
    expect(store.history(keyOf(0))).toEqual([]);
  });
});

describe('a flipped bit', () => {
  test('never makes a wrong result: the row is as it was, damaged, or gone', { timeout: 60_000 }, () => {
    const original = filledWorkspace(ROWS);
    const sound = readFileSync(databaseOf(original));
    const flip = fc.record({ at: fc.nat({ max: sound.length - 1 }), bit: fc.nat({ max: 7 }) });
    fc.assert(
      fc.property(fc.array(flip, { minLength: 1, maxLength: 6 }), (flips) => {
        const workspace = mkdtempSync(`${original}-`);
        mkdirSync(join(workspace, '.sweepdeck'));
        const bytes = Buffer.from(sound);
        for (const { at, bit } of flips) bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        writeFileSync(databaseOf(workspace), bytes);
        checkRows(workspace);
      }),
      { numRuns: 60 },
    );
  });

  test('in a row is reported, and its item runs again', () => {
    const workspace = filledWorkspace(3);
    withDatabase(workspace, (db) => db.prepare(`UPDATE run SET outputs = '{"value":9}' WHERE item = 1`).run());
    const store = open(workspace);
    const fingerprint = store.fingerprintId('today', {});
    const [row] = store.history(keyOf(1));
    expect(row).toMatchObject({ damaged: true, ok: false, outputs: null, failure: { type: 'DamagedRow' } });
    expect([...store.view(fingerprint, 3, keyOf).state]).toEqual([1, 0, 1]);
    store.close();
    expect([...open(workspace, 'read').view(fingerprint, 3, keyOf).state]).toEqual([1, 0, 1]);
  });

  test.each(['parameters', 'seconds', 'seed', 'item', 'attempt', 'replicate', 'finished', 'worker'])('in %s is found', (column) => {
    const workspace = filledWorkspace(2);
    withDatabase(workspace, (db) => {
      db.pragma('foreign_keys = OFF');
      db.exec(`UPDATE run SET ${column} = 77 WHERE item = 1`);
    });
    expect(open(workspace).runs([2])[0]?.damaged).toBe(true);
  });

  test('in a trace or the kind of a failure is found', () => {
    const workspace = makeWorkspace();
    const store = open(workspace);
    store.commit(beginSweep(store).sweep, [failedRun(0, 'line 1'), failedRun(1, 'other 2')]);
    store.close();
    withDatabase(workspace, (db) =>
      db.exec("UPDATE failure SET kind = 'timeout' WHERE run = 1; UPDATE failure SET trace = 1 WHERE run = 2"),
    );
    expect(
      open(workspace)
        .runs([1, 2])
        .map((run) => run.damaged),
    ).toEqual([true, true]);
  });
});

describe('an older database', () => {
  const next = 'CREATE TABLE added (id INTEGER PRIMARY KEY) STRICT; ALTER TABLE label ADD COLUMN colour TEXT';

  test('is brought up to date in one step, with a copy of what it was', () => {
    const workspace = filledWorkspace(5);
    upgrade(databaseOf(workspace), [...MIGRATIONS, next]);
    const count = (db: { prepare(sql: string): { pluck(): { get(): unknown } } }): unknown =>
      db.prepare('SELECT count(*) FROM run').pluck().get();
    expect(withDatabase(workspace, (db) => [db.pragma('user_version', { simple: true }), count(db)])).toEqual([MIGRATIONS.length + 1, 5]);
    copyFileSync(`${databaseOf(workspace)}.version-${MIGRATIONS.length}`, databaseOf(workspace));
    expect(open(workspace).history(keyOf(4))).toHaveLength(1);
  });

  test('of the first version keeps its results and gets the tables of today', () => {
    const workspace = makeWorkspace();
    mkdirSync(join(workspace, '.sweepdeck'));
    copyFileSync(join(import.meta.dirname, '..', '..', 'data', 'store', 'version-1.db'), databaseOf(workspace));
    const store = open(workspace);
    const [task = ''] = store.taskFiles();
    const { task: id } = store.known({ file: task, digest: '' });
    expect(
      store
        .keysOf(id)
        .flatMap((key) => store.history(key))
        .sort((a, b) => a.index - b.index)
        .map(({ ok, outputs, damaged }) => ({ ok, outputs, damaged })),
    ).toEqual([
      { ok: true, outputs: '{"y":2}', damaged: undefined },
      { ok: true, outputs: '{"y":4}', damaged: undefined },
      { ok: false, outputs: null, damaged: undefined },
    ]);
    expect(store.settled(task)).toBeUndefined();
    expect(existsSync(`${databaseOf(workspace)}.version-1`)).toBe(true);
    expect(verifyStore(workspace).problems).toEqual([]);
  });

  test('that is damaged is salvaged as well', () => {
    const workspace = filledWorkspace(5);
    withDatabase(workspace, (db) => {
      db.exec(
        'DROP TABLE sweep_objective; DROP TABLE item_files; DROP TABLE settled; DROP TABLE news; PRAGMA user_version = 1; DROP INDEX run_by_key; CREATE INDEX run_by_key ON run (key, sweep, ok)',
      );
    });
    const bytes = readFileSync(databaseOf(workspace));
    const page = withDatabase(
      workspace,
      (db) => db.prepare<[], number>("SELECT rootpage FROM sqlite_master WHERE name = 'run_by_key'").pluck().get() ?? 0,
    );
    bytes.fill(0xa5, (page - 1) * 4096, page * 4096);
    writeFileSync(databaseOf(workspace), bytes);
    expect(open(workspace).history(keyOf(4))).toHaveLength(1);
  });

  test('stays as it was when a step fails', () => {
    const workspace = filledWorkspace(5);
    expect(() => upgrade(databaseOf(workspace), [...MIGRATIONS, `${next}; INSERT INTO nowhere VALUES (1)`])).toThrow(/no such table/);
    expect(open(workspace).history(keyOf(4))).toHaveLength(1);
  });
});

/** Opens what a flip has left, and compares every row that counts as sound with what was stored. */
function checkRows(workspace: string): void {
  try {
    const store = openStore(workspace, 'write');
    for (const run of store.runs(Array.from({ length: ROWS }, (_, n) => n + 1))) {
      const { index, key, parameters, outputs, seconds } = run;
      // The item says which row it is: a flip may also have changed the row id, which is no part of a result.
      if (run.damaged === undefined)
        expect([key, parameters, outputs, seconds]).toEqual([
          Buffer.from(keyOf(index)).toString('hex'),
          `{"a":${index}}`,
          `{"value":${index ** 2}}`,
          0.25,
        ]);
    }
    store.close();
  } catch (error) {
    if (!(error instanceof RunnerError)) throw error;
    expect(['store-foreign', 'store-newer', 'store-unavailable', 'store-corrupt']).toContain(error.code);
  }
}
