import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { live } from '../life.ts';
import { makeRoom } from '../room.ts';
import { type Result, rounds, type Stage } from '../scenario.ts';

/** Rows in one round; the row of reliability.md asks for a million, which ten of them are. */
const ITEMS = 100_000;
const MOST = 128 * 1024 * 1024;
const SHORT = 1024 * 1024;
/** Seconds until the log is short again. */
const PATIENCE = 5;

/**
 * Another program reads the results while many are written, and holds what it reads: the log grows for as long, no further
 * than a limit, and is short again soon after both have ended.
 */
export async function longReader(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  let most = 0;
  let slowest = 0;
  const all = rounds(stage);
  for (const round of all) {
    const room = makeRoom(stage.programs, { kind: 'python', items: ITEMS });
    const log = join(room.folder, '.sweepdeck', 'cache.db-wal');
    const size = (): number => statSync(log, { throwIfNoEntry: false })?.size ?? 0;
    let reader: ChildProcess | undefined;
    const life = await live(room, {
      limit: 300_000,
      during: async (_runner, _remote, over) => {
        while (size() === 0) await pause(5);
        reader = startReader(join(room.folder, '.sweepdeck', 'cache.db'));
        const look = setInterval(() => {
          most = Math.max(most, size());
        }, 20);
        await over;
        clearInterval(look);
        reader.kill('SIGTERM');
        await once(reader, 'exit');
        const begun = performance.now();
        while (size() > SHORT && performance.now() - begun < 6 * PATIENCE * 1000) await pause(20);
        const seconds = (performance.now() - begun) / 1000;
        slowest = Math.max(slowest, seconds);
        if (seconds > PATIENCE) violations.push(`round ${round}: the log had ${size()} bytes ${seconds.toFixed(1)} s after the reader`);
      },
    });
    violations.push(...life.violations.map((one) => `round ${round}: ${one}`));
    if (life.summary?.done !== room.items) violations.push(`round ${round}: ${life.summary?.done ?? 0} of ${room.items} are done`);
    room.remove();
  }
  if (most > MOST) violations.push(`the log grew to ${most} bytes`);
  const notes = `${all.at * ITEMS} rows beside a reader; log at most ${(most / 1024 / 1024).toFixed(0)} MiB, short again after ${slowest.toFixed(1)} s`;
  return { runs: all.at, violations, notes };
}

/** Python's own sqlite3, which holds one page of results open until it is ended. */
function startReader(database: string): ChildProcess {
  const program = [
    'import sqlite3, sys, time',
    'db = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)',
    'rows = db.execute("SELECT * FROM items")',
    'rows.fetchmany(200)',
    'time.sleep(600)',
  ].join('\n');
  return spawn('python3', ['-c', program, database], { stdio: 'ignore' });
}
