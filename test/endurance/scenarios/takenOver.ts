import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RunSummary } from '../../../protocol/runner.ts';
import { attachTo, live, startRunner } from '../life.ts';
import { judgeSurvivors } from '../oracle.ts';
import { makeRoom, type Room } from '../room.ts';
import { type Result, rounds, type Stage } from '../scenario.ts';

/** Items that a runner has on their way or not yet committed when it is stopped. */
const IN_FLIGHT = 20;

/**
 * A runner sleeps while its results are removed and another runner takes the workspace over: when it wakes it saves what it
 * had, the other one takes that in, and nothing that was stored runs again.
 */
export async function takenOver(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  let saved = 0;
  const all = rounds(stage);
  for (const run of all) {
    const room = makeRoom(stage.programs, { kind: run % 2 === 0 ? 'node' : 'python', items: 200, seconds: 0.02 });
    let second: Promise<Told> | undefined;
    await live(room, {
      during: async (first) => {
        while (room.witnessed().length < 40) await pause(5);
        await pause(stage.chance() * 300);
        first.kill('SIGSTOP');
        rmSync(join(room.folder, '.sweepdeck'), { recursive: true });
        // Nobody waits for an answer of the sleeping one.
        for (const entry of readdirSync(join(room.base, 'run'))) rmSync(join(room.base, 'run', entry), { recursive: true });
        second = secondLife(room, async () => {
          first.kill('SIGCONT');
          if (first.exitCode === null && first.signalCode === null) await once(first, 'exit');
        });
      },
    });
    // The first runner's life ends before the second one's.
    const told = (await second) ?? { violations: ['the first runner ended too early'], cached: 0 };
    saved += told.cached;
    violations.push(...[...told.violations, ...(await judgeSurvivors(room))].map((one) => `round ${run}: ${one}`));
    room.remove();
  }
  return { runs: all.at, violations, notes: `${saved} results taken over` };
}

interface Told {
  readonly violations: readonly string[];
  readonly cached: number;
}

/** The runner that takes over; `wake` resolves when the first one has woken, saved its results, and gone. */
async function secondLife(room: Room, wake: () => Promise<void>): Promise<Told> {
  const { child } = startRunner(room);
  const ended = Promise.withResolvers<RunSummary>();
  const remote = await attachTo(room, child, { changed: () => undefined, ended: ended.resolve });
  if (!remote) return { violations: ['the second runner ended at once'], cached: 0 };
  await wake();
  const before = room.witnessed().length;
  await remote.api.start({ file: room.file });
  const { done, failed, cached } = await Promise.race([ended.promise, remote.lost]);
  remote.close();
  child.kill('SIGTERM');
  await once(child, 'exit');
  const again = room.witnessed().length - room.items;
  return {
    cached,
    violations: [
      ...(done === room.items && failed === 0 ? [] : [`${done} done and ${failed} failed of ${room.items}`]),
      ...(again <= IN_FLIGHT ? [] : [`${again} executions too many; there had been ${before}, and ${cached} results were taken over`]),
    ],
  };
}
