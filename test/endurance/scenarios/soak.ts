import { readdirSync, readFileSync } from 'node:fs';
import { findMarked } from '../../../runner/objective/processes.ts';
import type { RunSummary } from '../../../protocol/runner.ts';
import { attachTo, startRunner } from '../life.ts';
import { makeRoom, type Room } from '../room.ts';
import { type Result, rounds, type Stage } from '../scenario.ts';

const ITEMS = 5000;
/** Share by which memory may have grown from the middle of a long life to its end. */
const DRIFT = 0.1;
/** Lives shorter than this say nothing about drift. */
const LONG = 20;

interface Sample {
  /** MiB. */
  readonly memory: number;
  readonly descriptors: number;
  readonly processes: number;
}

/** One runner runs the same items again and again, with a window that is reloaded after each sweep: nothing grows. */
export async function soak(stage: Stage): Promise<Result> {
  const room = makeRoom(stage.programs, { kind: 'node', items: ITEMS });
  const { child } = startRunner(room);
  const samples: Sample[] = [];
  const violations: string[] = [];
  const all = rounds(stage);
  for (const round of all) {
    const ended = Promise.withResolvers<RunSummary>();
    const remote = await attachTo(room, child, { changed: () => undefined, ended: ended.resolve });
    if (!remote) {
      violations.push(`the runner ended before sweep ${round}`);
      break;
    }
    await remote.api.start({ file: room.file, select: 'all' });
    const { done } = await Promise.race([ended.promise, remote.lost]);
    if (done !== ITEMS) violations.push(`sweep ${round}: ${done} of ${ITEMS} are done`);
    await remote.api.page({ file: room.file, limit: 200, sort: 'y', descending: true });
    remote.close();
    samples.push(await sampleOf(room, child.pid ?? 0));
  }
  child.kill('SIGTERM');
  room.remove();
  const [, middle = [], last = []] = thirds(samples);
  const [before, after] = [most(middle, 'memory'), most(last, 'memory')];
  const descriptors = most(last, 'descriptors') - most(middle, 'descriptors');
  if (samples.length >= LONG) {
    if (after > before * (1 + DRIFT)) violations.push(`memory grew from ${before.toFixed(0)} to ${after.toFixed(0)} MiB`);
    if (descriptors > 0) violations.push(`${descriptors} descriptors more`);
  }
  if (most(samples, 'processes') > 1) violations.push(`${most(samples, 'processes')} processes were left after a sweep`);
  const notes = `${samples.length * ITEMS} items; memory in the middle ${before.toFixed(0)} MiB, at the end ${after.toFixed(0)} MiB; ${most(last, 'descriptors')} descriptors`;
  return { runs: all.at, violations, notes };
}

async function sampleOf(room: Room, pid: number): Promise<Sample> {
  const resident = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
  return {
    memory: Number(resident ?? 0) / 1024,
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    processes: (await findMarked('ENDURANCE_ROOM', room.marker)).length,
  };
}

function thirds(samples: readonly Sample[]): readonly (readonly Sample[])[] {
  const size = Math.max(1, Math.floor(samples.length / 3));
  return [samples.slice(0, size), samples.slice(size, 2 * size), samples.slice(2 * size)];
}

function most(samples: readonly Sample[], what: keyof Sample): number {
  return Math.max(0, ...samples.map((one) => one[what]));
}
