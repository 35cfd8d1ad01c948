import { setTimeout as pause } from 'node:timers/promises';
import { live } from '../life.ts';
import { judgeSurvivors } from '../oracle.ts';
import { makeRoom, type Room } from '../room.ts';
import { type Result, spread, rounds, type Stage } from '../scenario.ts';
import { SHAPES } from './shapes.ts';

/** Cancels a sweep whose items run for ever, in every shape of process tree: no process is left, and the summary comes soon. */
export async function cancels(stage: Stage): Promise<Result> {
  const took: number[] = [];
  const violations = await everyShape(stage, async (room) => {
    let milliseconds = 0;
    const life = await live(room, {
      during: async (_runner, remote) => {
        await started(room, stage.chance() * 100);
        const begun = performance.now();
        await remote.api.cancel({ file: room.file });
        milliseconds = performance.now() - begun;
      },
    });
    took.push(milliseconds);
    const { cancelled = 0, done = 0, failed = -1 } = life.summary ?? {};
    // An item may come to its end when its child is told to end.
    const counts =
      cancelled + done === room.items && failed === 0
        ? []
        : [`${cancelled} items cancelled, ${done} done and ${failed} failed of ${room.items}`];
    return [...life.violations, ...counts, ...(milliseconds > 4500 ? [`took ${milliseconds.toFixed(0)} ms`] : [])];
  });
  return { runs: took.length, violations, notes: `${SHAPES.length} shapes; ${spread(took)} (a tree deaf to SIGTERM gets 3 s)` };
}

/** `kill -9` of the runner while its workers are busy, in every shape: nothing survives it by more than a second. */
export async function orphans(stage: Stage): Promise<Result> {
  let runs = 0;
  const violations = await everyShape(stage, async (room) => {
    runs++;
    const life = await live(room, {
      during: async (runner) => {
        await started(room, stage.chance() * 100);
        runner.kill('SIGKILL');
      },
    });
    return life.violations;
  });
  return { runs, violations, notes: `${SHAPES.length} shapes` };
}

async function everyShape(stage: Stage, act: (room: Room) => Promise<readonly string[]>): Promise<readonly string[]> {
  const violations: string[] = [];
  const all = rounds(stage);
  for (const run of all) {
    const shape = SHAPES[run % SHAPES.length];
    if (!shape) break;
    const room = makeRoom(stage.programs, {
      kind: shape.kind,
      items: 4,
      workers: 2,
      ...(shape.body !== undefined && { body: shape.body }),
    });
    const found = [...(await act(room)), ...(await judgeSurvivors(room))];
    violations.push(...found.map((one) => `${shape.name}: ${one}`));
    room.remove();
  }
  return violations;
}

/** Both workers have begun an item, and a random time has passed, so that its children are at different points. */
async function started(room: Room, more: number): Promise<void> {
  while (room.witnessed().length < 2) await pause(5);
  await pause(100 + more);
}
