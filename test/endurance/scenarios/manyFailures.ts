import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isCrowded } from '../crowded.ts';
import { live } from '../life.ts';
import { peakMemory } from '../memory.ts';
import { makeRoom } from '../room.ts';
import type { Result, Stage } from '../scenario.ts';

const MOST_DATABASE = 50 * 1024 * 1024;
/** MiB. */
const MOST_MEMORY = 300;
/** Milliseconds until failed items begin to run again. */
const LATEST = 2000;

/** Every item fails under a trace of 100 kB: the store stays small, and what failed starts again at once. */
export async function manyFailures({ programs, runs }: Stage): Promise<Result> {
  const room = makeRoom(programs, { kind: 'python', items: runs });
  writeFileSync(join(room.folder, 'objective.py'), OBJECTIVE);
  const violations: string[] = [];
  let peak = 0;
  let again = 0;
  const first = await live(room, {
    limit: 540_000,
    during: async (runner, _remote, over) => {
      await over;
      peak = peakMemory(runner.pid ?? 0);
    },
  });
  const size = statSync(join(room.folder, '.sweepdeck', 'cache.db')).size;
  const second = await live(room, {
    during: async (_runner, remote) => {
      await remote.api.cancel({ file: room.file });
      const begun = performance.now();
      await remote.api.start({ file: room.file, select: 'failed', limit: 1 });
      again = performance.now() - begun;
    },
  });
  violations.push(...first.violations, ...second.violations);
  if (first.summary?.failed !== runs) violations.push(`${first.summary?.failed ?? 0} of ${runs} items failed`);
  if (size > MOST_DATABASE) violations.push(`the database has ${size} bytes`);
  if (peak > MOST_MEMORY) violations.push(`the runner took ${peak.toFixed(0)} MiB`);
  if (again > LATEST && !isCrowded()) violations.push(`what failed began to run again after ${again.toFixed(0)} ms`);
  room.remove();
  const notes = `database ${(size / 1024 / 1024).toFixed(1)} MiB, runner at most ${peak.toFixed(0)} MiB, failed items again after ${again.toFixed(0)} ms`;
  return { runs, violations, notes };
}

/** Two functions that call each other from long lines, 100 deep: Python shortens only what repeats at once. */
const LONG = `1 + ${'0 + '.repeat(250)}`;
const OBJECTIVE = `
def a(n, x):
    if n == 0:
        raise ValueError("value %d is out of range" % x)
    return ${LONG} b(n - 1, x)

def b(n, x):
    return ${LONG} a(n - 1, x)

def f(x):
    return a(100, int(x))
`;
