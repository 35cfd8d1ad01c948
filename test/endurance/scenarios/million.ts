import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isCrowded } from '../crowded.ts';
import { attachTo, startRunner } from '../life.ts';
import { makeRoom, type Room } from '../room.ts';
import type { Result, Stage } from '../scenario.ts';

/** Milliseconds that reliability.md allows for a million items on its machine. */
const ASKED = { counts: 500, missing: 1000 } as const;
/** This may be a slower one. */
const SLOWER = 3;

/** So many items are run, the runner is killed near the end, and the next one counts, finds what is missing and what failed. */
export async function million({ programs, runs }: Stage): Promise<Result> {
  const room = makeRoom(programs, { kind: 'python', items: runs });
  writeFileSync(join(room.folder, 'objective.py'), 'def f(x):\n    return {"y": x}\n');
  const kept = await runUntilKilled(room, Math.floor(runs * 0.95));
  const { child } = startRunner(room);
  const begun = performance.now();
  const remote = await attachTo(room, child, { changed: () => undefined, ended: () => undefined });
  const up = performance.now() - begun;
  if (!remote) return { runs: 0, violations: ['the runner ended at once'], notes: '' };
  const timed = async <T>(work: () => Promise<T>): Promise<readonly [T, number]> => {
    const from = performance.now();
    return [await work(), performance.now() - from];
  };
  const [[status], counts] = await timed(() => remote.api.status({ files: [room.file] }));
  const [, page] = await timed(() => remote.api.page({ file: room.file, states: ['pending'], limit: 200 }));
  const [, missing] = await timed(() => remote.api.start({ file: room.file, limit: 1 }));
  await remote.api.cancel({ file: room.file });
  remote.close();
  child.kill('SIGTERM');
  await once(child, 'exit');
  room.remove();
  const sum = status && status.done + status.failed + status.stale + status.pending;
  const slow = !isCrowded() && runs >= 1_000_000 && (up + counts > SLOWER * ASKED.counts || missing > SLOWER * ASKED.missing);
  const notes = `killed with ${status?.done ?? 0} done; up again ${up.toFixed(0)} ms, counts ${counts.toFixed(0)} ms, page of pending ${page.toFixed(0)} ms, missing items found ${missing.toFixed(0)} ms`;
  return {
    runs,
    violations: [
      ...(sum === runs ? [] : [`the counts are no sum: ${JSON.stringify(status)}`]),
      ...((status?.done ?? 0) >= kept ? [] : [`${kept} items had been told to be done, and ${status?.done ?? 0} are there`]),
      ...(slow ? [notes] : []),
    ],
    notes,
  };
}

/** Runs in a runner of its own, killed when so many are done; answers how many it had told to be done. */
async function runUntilKilled(room: Room, enough: number): Promise<number> {
  const { child } = startRunner(room);
  const reached = Promise.withResolvers<void>();
  let told = 0;
  const remote = await attachTo(room, child, {
    changed: ({ done }) => {
      told = Math.max(told, done);
      if (told >= enough) reached.resolve();
    },
    ended: () => undefined,
  });
  await remote?.api.start({ file: room.file });
  await Promise.race([reached.promise, remote?.lost.catch(() => undefined)]);
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return told;
}
