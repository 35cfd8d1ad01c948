import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as z from 'zod';
import { makeRoom, type Room } from '../room.ts';
import { type Result, rounds, type Stage } from '../scenario.ts';
import { judgeSurvivors } from '../oracle.ts';

/** Three command lines start the same sweep within 50 ms: one runs it, all report the same, nothing runs twice. */
export async function together(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  const all = rounds(stage);
  for (const round of all) {
    // From sweeps that are over at once to such that all three see running.
    const room = makeRoom(stage.programs, { kind: 'node', items: 30, seconds: round % 3 === 0 ? 0 : 0.02 });
    const ended = await Promise.all([0, 1, 2].map((one) => runCli(room, one === 0 ? 0 : stage.chance() * 50)));
    violations.push(...[...judgeAlike(room, ended), ...(await judgeSurvivors(room))].map((one) => `round ${round}: ${one}`));
    room.remove();
  }
  return { runs: all.at, violations, notes: 'three command lines each' };
}

export interface Ran {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** `sweepdeck run` after so many milliseconds, to its end. */
export async function runCli(room: Room, after: number): Promise<Ran> {
  await pause(after);
  const child = spawn(process.execPath, [room.programs.cli, 'run', 'room.sweep.yaml', '--json', '--workspace', room.folder], {
    cwd: room.folder,
    env: room.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => written[0].push(chunk));
  child.stderr.on('data', (chunk: Buffer) => written[1].push(chunk));
  const [code] = await once(child, 'close');
  return { code, stdout: Buffer.concat(written[0]).toString('utf8'), stderr: Buffer.concat(written[1]).toString('utf8') };
}

const Summary = z.object({ items: z.number(), done: z.number(), failed: z.number() });

/** They ended well, report the same, and between all that ran in the room nothing ran twice. */
export function judgeAlike(room: Room, ended: readonly Ran[]): readonly string[] {
  const failures = ended
    .filter(({ code }) => code !== 0)
    .map(({ code, stderr }) => `a command line ended with ${String(code)}: ${stderr.trim()}`);
  if (failures.length > 0) return failures;
  const counts = new Set(ended.map(({ stdout }) => JSON.stringify(Summary.parse(JSON.parse(stdout)))));
  const expected = JSON.stringify({ items: room.items, done: room.items, failed: 0 });
  const xs = room.witnessed().map(({ x }) => x);
  const db = new Database(join(room.folder, '.sweepdeck', 'cache.db'), { readonly: true });
  const sweeps = db.prepare<[], number>('SELECT count(*) FROM sweep WHERE selected > 0').pluck().get();
  db.close();
  return [
    ...(counts.size === 1 && counts.has(expected) ? [] : [`the counts differ: ${[...counts].join(' ')}`]),
    ...(xs.length === room.items && new Set(xs).size === room.items ? [] : [`${xs.length} executions of ${new Set(xs).size} items`]),
    ...(sweeps === 1 ? [] : [`${String(sweeps)} sweeps had something to run`]),
  ];
}
