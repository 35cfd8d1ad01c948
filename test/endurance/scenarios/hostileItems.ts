import { setTimeout as pause } from 'node:timers/promises';
import type { FailureKind } from '../../../core/task/task.ts';
import { findMarked } from '../../../runner/objective/processes.ts';
import { live } from '../life.ts';
import { isCrowded } from '../crowded.ts';
import { peakMemory } from '../memory.ts';
import { judge } from '../oracle.ts';
import { makeRoom, type Room, type RoomOptions } from '../room.ts';
import { type Result, spread, rounds, type Stage } from '../scenario.ts';

/** One way in which an item misbehaves; `POISON` in the body stands for the condition on x. */
export interface Misdeed {
  readonly name: string;
  readonly kind: RoomOptions['kind'];
  readonly body: string;
  /** What the item fails as; none when its result is to be kept as if nothing had happened. */
  readonly fails?: readonly FailureKind[];
  /** What its message says. */
  readonly message?: RegExp;
  /** 2 where a crash is tried once more in a fresh process; default: 1. */
  readonly attempts?: number;
}

export interface Hostility {
  readonly misdeeds: readonly Misdeed[];
  /** Items of one sweep, and of how many one is poisoned: the first one and every n-th. */
  readonly items: number;
  readonly every: number;
  readonly execution?: string;
  /** Most mebibytes that the runner may ever have held, and each of its workers. */
  readonly runnerMebibytes?: number;
  readonly workerMebibytes?: number;
  /** Seconds that a poisoned item may at most have lasted, on a machine that is not crowded. */
  readonly longest?: number;
}

/** Runs a sweep per run in which some items misbehave: they fail with their cause, all others are done, and nothing is left. */
export async function hostileItems(stage: Stage, hostility: Hostility): Promise<Result> {
  const { misdeeds } = hostility;
  const violations: string[] = [];
  const peaks: number[] = [];
  const all = rounds(stage);
  for (const run of all) {
    const misdeed = misdeeds[run % misdeeds.length];
    if (!misdeed) break;
    const { found, peak } = await commit(stage, hostility, misdeed);
    peaks.push(peak);
    violations.push(...found.map((one) => `${misdeed.name}: ${one}`));
  }
  const notes = `${misdeeds.length} kinds, each among ${hostility.items} items; peak of the runner ${spread(peaks).replaceAll(' ms', ' MiB')}`;
  return { runs: all.at, violations, notes };
}

async function commit(
  stage: Stage,
  hostility: Hostility,
  misdeed: Misdeed,
): Promise<{ readonly found: readonly string[]; readonly peak: number }> {
  const { items, every, execution } = hostility;
  const { kind, body, fails, attempts = 1, message } = misdeed;
  const poisoned = new Set(Array.from({ length: items }, (_, at) => at + 1).filter((x) => x % every === 1));
  const condition = { python: `x % ${every} == 1`, node: `x % ${every} === 1`, command: `[ $((x % ${every})) -eq 1 ]` }[kind];
  const room = makeRoom(stage.programs, {
    kind,
    items,
    body: body.replaceAll('POISON', condition),
    ...(execution !== undefined && { execution }),
  });
  const peaks = new Peaks();
  const life = await live(room, {
    limit: 120_000,
    during: (runner, _remote, over) => watch(room, { peaks, runner: runner.pid ?? 0, over }),
  });
  const failed =
    fails === undefined ? {} : { failed: { xs: poisoned, attempts, kinds: fails, ...(message && { message }), ...longestOf(hostility) } };
  const found = [...(await judge(room, [life], failed)), ...judgePeaks(peaks, hostility)];
  room.remove();
  return { found, peak: peaks.runner };
}

function longestOf({ longest }: Hostility): { readonly longest?: number } {
  return longest === undefined || isCrowded() ? {} : { longest };
}

/** The greatest resident sizes seen, in MiB. */
class Peaks {
  runner = 0;
  worker = 0;
}

/** Looks at the runner and its processes until the sweep is over. */
async function watch(room: Room, of: { readonly peaks: Peaks; readonly runner: number; readonly over: Promise<void> }): Promise<void> {
  const { peaks, runner } = of;
  const over = of.over.then(() => true);
  do {
    peaks.runner = Math.max(peaks.runner, peakMemory(runner));
    for (const pid of await findMarked('ENDURANCE_ROOM', room.marker)) {
      if (pid !== runner) peaks.worker = Math.max(peaks.worker, peakMemory(pid));
    }
  } while (!(await Promise.race([over, pause(50, false)])));
}

function judgePeaks({ runner, worker }: Peaks, { runnerMebibytes = Infinity, workerMebibytes = Infinity }: Hostility): readonly string[] {
  return [
    ...(runner > runnerMebibytes ? [`the runner held ${runner.toFixed(0)} MiB, more than ${runnerMebibytes}`] : []),
    ...(worker > workerMebibytes ? [`a worker held ${worker.toFixed(0)} MiB, more than ${workerMebibytes}`] : []),
  ];
}
