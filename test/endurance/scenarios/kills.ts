import { setTimeout as pause } from 'node:timers/promises';
import { findMarked } from '../../../runner/objective/processes.ts';
import { type Life, live } from '../life.ts';
import { judge } from '../oracle.ts';
import { makeRoom, type Room } from '../room.ts';
import { type Result, spread, type Stage } from '../scenario.ts';

const KINDS = ['python', 'node', 'command'] as const;

/** `kill -9` of the runner at random times, several times in one sweep, which every next runner resumes. */
export async function runnerKills(stage: Stage, env: Readonly<Record<string, string>> = {}): Promise<Result> {
  const violations: string[] = [];
  const resumed: number[] = [];
  let mostLost = 0;
  let kills = 0;
  for (let round = 0; kills < stage.runs && performance.now() < stage.until; round++) {
    const room = makeRoom(stage.programs, { ...roomOf(KINDS[round % 3] ?? 'python'), env });
    const lives: Life[] = [];
    while (lives.at(-1)?.summary === undefined && lives.length < 40) {
      const mercy = lives.length >= 8 || kills >= stage.runs;
      const life = await live(
        room,
        mercy
          ? {}
          : {
              during: async (runner) => {
                await pause(stage.chance() * 700);
                runner.kill('SIGKILL');
              },
            },
      );
      lives.push(life);
      if (life.resumed !== undefined) resumed.push(life.resumed);
      if (life.summary === undefined) kills++;
      mostLost = Math.max(mostLost, lostBy(room, lives));
    }
    violations.push(...(await judge(room, lives)).map((one) => `round ${round} (${KINDS[round % 3] ?? ''}): ${one}`));
    room.remove();
  }
  return { runs: kills, violations, notes: `most executions lost by one kill ${mostLost}; started to resumed ${spread(resumed)}` };
}

function roomOf(kind: (typeof KINDS)[number]): Parameters<typeof makeRoom>[1] {
  return { kind, items: kind === 'command' ? 300 : 2000, seconds: kind === 'command' ? 0.005 : 0.002, workers: 4 };
}

/** Executions of the life before whose results the next runner does not have: what was in flight. */
function lostBy(room: Room, lives: readonly Life[]): number {
  const [previous, next] = lives.slice(-2);
  if (!previous || !next || next.resumed === undefined) return 0;
  return room
    .witnessed()
    .slice(previous.witnessedBefore, next.witnessedBefore)
    .filter(({ x }) => !next.stored.has(x)).length;
}

/** `kill -9` of single workers (Python processes, pool hosts, spawners) at random times: the sweep goes on, and nothing fails. */
export async function workerKills(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  let kills = 0;
  for (let round = 0; kills < stage.runs && performance.now() < stage.until; round++) {
    const kind = KINDS[round % 3] ?? 'python';
    const room = makeRoom(stage.programs, { ...roomOf(kind), seconds: 0.02, items: 200 });
    const life = await live(room, {
      during: async (runner, remote) => {
        const over = remote.lost.catch(() => 'over' as const);
        for (let one = 0; one < 5; one++) {
          // Under load a worker needs seconds to start; five that are killed before they are ready end a sweep, and may.
          const how = await Promise.race([over, progress(room), pause(MOST_SECONDS * 1000)]);
          await pause(stage.chance() * 200);
          if (how === 'over') return;
          const workers = (await findMarked('ENDURANCE_ROOM', room.marker)).filter((pid) => pid !== runner.pid);
          const victim = workers[Math.floor(stage.chance() * workers.length)];
          if (victim !== undefined) kills += killOne(victim);
        }
      },
    });
    // A point may be hit twice by chance; then it is poisoned as far as anyone can tell.
    const struck = life.summary?.failed ?? 0;
    const found = struck === 0 ? await judge(room, [life]) : [];
    violations.push(...found.map((one) => `round ${round} (${kind}): ${one}`));
    if (struck > 1) violations.push(`round ${round} (${kind}): ${struck} items failed`);
    room.remove();
  }
  return { runs: kills, violations, notes: 'Python workers, their guards, pool hosts, spawners, commands' };
}

/** Resolves when one more item has begun. */
async function progress(room: Room): Promise<void> {
  for (const before = room.witnessed().length; room.witnessed().length === before; ) await pause(5);
}

const MOST_SECONDS = 30;

function killOne(pid: number): number {
  try {
    process.kill(pid, 'SIGKILL');
    return 1;
  } catch {
    // It has just ended by itself.
    return 0;
  }
}
