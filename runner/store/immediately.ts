import { type Sqlite, sqliteCode } from '../runtime.ts';

/**
 * Runs `work` in one immediate transaction; what it throws rolls everything back. While another process writes, this one
 * looks every few milliseconds for as long as the connection's `busy_timeout` says. SQLite's own way looks ever more seldom, at
 * last every 100 ms: beside writers that commit without a pause each look nearly always meets the next one's lock, and
 * some transactions in ten thousand waited for more than five seconds.
 */
export function immediately<T>(db: Sqlite, work: () => T): T {
  let begun = false;
  const all = db.transaction(() => {
    begun = true;
    return work();
  });
  const patience = Number(db.pragma('busy_timeout', { simple: true }));
  const limit = performance.now() + patience;
  db.pragma('busy_timeout = 0');
  try {
    for (let looks = 1; ; looks++) {
      try {
        return all.immediate();
      } catch (error) {
        if (begun || sqliteCode(error)?.startsWith('SQLITE_BUSY') !== true || performance.now() > limit) throw error;
        Atomics.wait(NOBODY_WAKES, 0, 0, Math.min(looks, LONGEST));
      }
    }
  } finally {
    db.pragma(`busy_timeout = ${patience}`);
  }
}

/** Milliseconds between two looks. */
const LONGEST = 5;
const NOBODY_WAKES = new Int32Array(new SharedArrayBuffer(4));
