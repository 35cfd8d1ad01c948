import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { FAULT_POINTS } from '../../../runner/fault.ts';
import { type Life, live, type LifeOptions } from '../life.ts';
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
  let clean = 0;
  for (const n of passings(stage)) {
    const room = makeRoom(stage.programs, { kind: n % 2 === 1 ? 'node' : 'python', items: 12, seconds: 0.01 });
    const { lives, point } = await liveTwice(room, { fault: `*:${n}:${action}` });
    runs++;
    violations.push(...(await judge(room, lives)).map((one) => `${point ?? 'no fault'} (passing ${n}): ${one}`));
    room.remove();
    // How often the points are passed depends on batches and so on the machine: several runs must pass no more.
    clean = point === undefined ? clean + 1 : 0;
    if (clean === ENOUGH) break;
    if (point !== undefined) met.add(point);
  }
  return { runs, violations, notes: `${met.size} different points: ${[...met].join(' ')}` };
}

/** All, one after the other; where fewer are asked for than there are, some of them by chance. */
function* passings({ runs, until, chance }: Stage): Iterable<number> {
  for (let at = 1; at <= runs && performance.now() < until; at++) yield runs < FEW ? 1 + Math.floor(chance() * MOST) : at;
}

/** Ends the runner at the first, second and third passing of each point by name. */
export async function namedPoints(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  const never: string[] = [];
  let runs = 0;
  for (const name of FAULT_POINTS.slice(0, stage.runs)) {
    for (let n = 1; n <= 3 && performance.now() < stage.until; n++) {
      const room = makeRoom(stage.programs, { kind: n % 2 === 1 ? 'node' : 'python', items: 30, seconds: 0.01 });
      const { lives, point } = await liveTwice(room, {
        fault: `${name}:${n}:kill9`,
        ...(name.startsWith('rescue.') && { during: () => takeAway(room) }),
      });
      runs++;
      violations.push(...(await judge(room, lives)).map((one) => `${name} (passing ${n}): ${one}`));
      room.remove();
      if (point === undefined && n === 1) never.push(name);
      if (point === undefined) break;
    }
  }
  violations.push(...never.map((name) => `${name} was never passed`));
  return { runs, violations, notes: `${FAULT_POINTS.length} points by name` };
}

/** As `git clean -xdf` does; only a rescue passes its points. */
async function takeAway(room: Room): Promise<void> {
  while (room.witnessed().length < 10) await pause(3);
  rmSync(join(room.folder, '.sweepdeck'), { recursive: true });
}

const ENOUGH = 4;
const FEW = 50;
/** A run passes about so many. */
const MOST = 85;

async function liveTwice(
  room: Room,
  options: LifeOptions,
): Promise<{ readonly lives: readonly Life[]; readonly point: string | undefined }> {
  const first = await live(room, options);
  // An uncaught error is what `throw` asks for.
  const lives = [{ ...first, violations: first.fault === undefined ? first.violations : [] }];
  if (lives.at(-1)?.summary === undefined || first.fault !== undefined) lives.push(await live(room));
  return { lives, point: first.fault };
}
