import { type Life, live } from '../life.ts';
import { judge } from '../oracle.ts';
import { makeRoom, type Room } from '../room.ts';
import type { Result, Stage } from '../scenario.ts';

/**
 * Ends the runner at the first passing of any fault point, then at the second, … until a run passes none more; each time
 * a fresh runner finishes the sweep. So every step is the last one once (SQLite's out-of-memory loop).
 */
export async function faultPoints(stage: Stage, action: 'kill9' | 'exit' | 'throw' = 'kill9'): Promise<Result> {
  const met = new Set<string>();
  const violations: string[] = [];
  let runs = 0;
  for (const n of passings(stage)) {
    const room = makeRoom(stage.programs, { kind: n % 2 === 1 ? 'node' : 'python', items: 12, seconds: 0.01 });
    const { lives, point } = await liveTwice(room, `*:${n}:${action}`);
    runs++;
    violations.push(...(await judge(room, lives)).map((one) => `${point ?? 'no fault'} (passing ${n}): ${one}`));
    room.remove();
    if (point === undefined) break;
    met.add(point);
  }
  return { runs, violations, notes: `${met.size} different points: ${[...met].join(' ')}` };
}

/** All, one after the other; where fewer are asked for than there are, some of them by chance. */
function* passings({ runs, chance }: Stage): Iterable<number> {
  for (let at = 1; at <= runs; at++) yield runs < FEW ? 1 + Math.floor(chance() * MOST) : at;
}

const FEW = 50;
/** A run passes about so many. */
const MOST = 85;

async function liveTwice(room: Room, fault: string): Promise<{ readonly lives: readonly Life[]; readonly point: string | undefined }> {
  const first = await live(room, { fault });
  // An uncaught error is what `throw` asks for.
  const lives = [{ ...first, violations: first.fault === undefined ? first.violations : [] }];
  if (lives.at(-1)?.summary === undefined || first.fault !== undefined) lives.push(await live(room));
  return { lives, point: first.fault };
}
