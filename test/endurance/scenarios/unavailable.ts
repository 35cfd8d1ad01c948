import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { RemoteRunner } from '../../../runner/attach.ts';
import { live } from '../life.ts';
import { judge } from '../oracle.ts';
import { makeRoom, type Room } from '../room.ts';
import { type Result, rounds, type Stage } from '../scenario.ts';

const POINTS = ['commit.before', 'commit.open'] as const;
/** Commits of a sweep of 12 items: a task, a fingerprint, the sweep, results, the end. */
const COMMITS = 6;

/** The store refuses one commit after the other, the first, the last and all between: the sweep waits and loses nothing. */
export async function refusedCommits(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  let refused = 0;
  const all = rounds(stage);
  for (const run of all) {
    const point = POINTS[run % POINTS.length] ?? 'commit.before';
    const n = 1 + (Math.floor(run / POINTS.length) % COMMITS);
    const room = makeRoom(stage.programs, { kind: run % 4 < 2 ? 'node' : 'python', items: 12, seconds: 0.01 });
    const first = await live(room, { fault: `${point}:${n}:unavailable` });
    // A store that is not there when a sweep is to begin is told at once, and the sweep is started again by hand.
    const told = first.summary === undefined && first.violations.every((one) => one.startsWith('refused: The disk is full'));
    const lives = told ? [{ ...first, violations: [] }, await live(room)] : [first];
    if (first.fault !== undefined) refused++;
    const executions = room.witnessed().length === room.items ? [] : [`${room.witnessed().length} executions of ${room.items} items`];
    violations.push(...[...executions, ...(await judge(room, lives))].map((one) => `${point}, ${n}: ${one}`));
    room.remove();
  }
  return { runs: all.at, violations, notes: `${refused} refusals` };
}

/** Another program locks the database for longer than anyone waits: the sweep says so, goes on later, and nothing fails. */
export async function lockedByOthers(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  const all = rounds(stage);
  for (const run of all) {
    const room = makeRoom(stage.programs, { kind: run % 2 === 0 ? 'node' : 'python', items: 300, seconds: 0.01 });
    let sentence: string | undefined;
    const life = await live(room, {
      during: async (_runner, remote) => {
        sentence = await lockForAWhile(room, remote);
      },
    });
    if (sentence === undefined || !/Another program has locked/.test(sentence))
      violations.push(`status says ${sentence ?? 'nothing'} while another program holds the database`);
    violations.push(...(await judge(room, [life])));
    room.remove();
  }
  return { runs: all.at, violations, notes: 'BEGIN EXCLUSIVE for 7 s' };
}

async function lockForAWhile(room: Room, remote: RemoteRunner): Promise<string | undefined> {
  while (room.witnessed().length < 50) await pause(5);
  const db = new Database(join(room.folder, '.sweepdeck', 'cache.db'));
  db.exec('BEGIN EXCLUSIVE');
  let sentence: string | undefined;
  for (const limit = performance.now() + 7000; performance.now() < limit; await pause(50)) {
    const [status] = await remote.api.status({ files: [room.file] });
    sentence ??= status?.active?.paused;
  }
  db.exec('ROLLBACK');
  db.close();
  return sentence;
}
