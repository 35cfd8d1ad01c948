import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { findMarked } from '../../../runner/objective/processes.ts';
import { live, startRunner } from '../life.ts';
import { judge } from '../oracle.ts';
import { makeRoom, type Room } from '../room.ts';
import { type Result, rounds, type Stage } from '../scenario.ts';

const WHO = ['the runner', 'its workers', 'both'] as const;
const KINDS = ['python', 'node', 'command'] as const;
/** Milliseconds; an item takes 0.3 s and may take 1.5 s. */
const SLEEP = 4000;

/** Stops the runner, its workers or both as a closed laptop does: nobody else becomes the owner, and no item times out by it. */
export async function asleep(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  const all = rounds(stage);
  for (const run of all) {
    const who = WHO[run % 3] ?? 'both';
    const kind = KINDS[Math.floor(run / 3) % 3] ?? 'python';
    const room = makeRoom(stage.programs, { kind, items: 16, seconds: 0.3, execution: 'timeout: 1.5s' });
    const told: string[] = [];
    const life = await live(room, {
      during: async (runner) => {
        while (room.witnessed().length < 4) await pause(5);
        await pause(stage.chance() * 300);
        told.push(...(await stopAll(room, who, runner.pid ?? 0)));
      },
    });
    const times = room.witnessed().length === room.items ? [] : [`${room.witnessed().length} executions of ${room.items} items`];
    violations.push(...[...told, ...times, ...(await judge(room, [life]))].map((one) => `${who}, ${kind}: ${one}`));
    room.remove();
  }
  return { runs: all.at, violations, notes: `stopped for ${SLEEP / 1000} s: ${WHO.join(', ')}; ${KINDS.join(', ')}` };
}

async function stopAll(room: Room, who: (typeof WHO)[number], runner: number): Promise<readonly string[]> {
  const all = await findMarked('ENDURANCE_ROOM', room.marker);
  const chosen = all.filter((pid) => who === 'both' || (pid === runner) === (who === 'the runner'));
  // The owner first: it must not see its workers stop one by one.
  chosen.sort((a, b) => Number(b === runner) - Number(a === runner));
  for (const pid of chosen) signal(pid, 'SIGSTOP');
  const second = who === 'its workers' ? undefined : startRunner(room).child;
  const told: string[] = [];
  if (second) {
    const [code] = await once(second, 'exit');
    if (code !== 3) told.push(`a second runner ended with ${String(code)}, not 3, while the first was stopped`);
  }
  await pause(SLEEP);
  for (const pid of chosen.toReversed()) signal(pid, 'SIGCONT');
  return told;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has just ended.
    return;
  }
}
