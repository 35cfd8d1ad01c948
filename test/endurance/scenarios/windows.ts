import { setTimeout as pause } from 'node:timers/promises';
import { findMarked } from '../../../runner/objective/processes.ts';
import { isCrowded } from '../crowded.ts';
import { judgeSurvivors } from '../oracle.ts';
import { makeRoom, type Room } from '../room.ts';
import { type Result, rounds, spread, type Stage } from '../scenario.ts';
import { openWindow, type Window } from '../window.ts';
import { judgeAlike, runCli } from './together.ts';

/** Two windows and a command line start the same sweep within 50 ms: one runner, nothing twice, the same counts for all. */
export async function windowsTogether(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  const all = rounds(stage);
  for (const round of all) {
    const room = makeRoom(stage.programs, { kind: round % 2 === 0 ? 'node' : 'python', items: 40, seconds: 0.02 });
    const after = [0, stage.chance() * 50, stage.chance() * 50];
    const opening = [0, 1].map(async (one) => {
      await pause(after[one] ?? 0);
      const window = openWindow(room, 'start');
      await window.ended;
      return window;
    });
    const ran = await runCli(room, after[2] ?? 0);
    const windows = await Promise.all(opening);
    await endRunners(room);
    const found = [...windows.flatMap((one) => judgeWindow(room, one)), ...judgeAlike(room, [ran]), ...(await judgeSurvivors(room))];
    violations.push(...found.map((one) => `round ${round}: ${one}`));
    room.remove();
  }
  return { runs: all.at, violations, notes: 'two windows and a command line each' };
}

/** Windows are reloaded, and their host is killed, while a sweep runs: it goes on, and every new window shows what is true at once. */
export async function reloads(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  const delays: number[] = [];
  let opened = 0;
  for (let round = 0; opened < stage.runs && performance.now() < stage.until; round++) {
    const room = makeRoom(stage.programs, { kind: round % 2 === 0 ? 'node' : 'python', items: 300, seconds: 0.03 });
    const windows: Window[] = [];
    for (let doing: 'start' | 'look' = 'start'; windows.length < 6; doing = 'look') {
      const window = openWindow(room, doing);
      windows.push(window);
      await window.sees;
      // The first one may see counts before it has asked for the sweep.
      while (room.witnessed().length === 0) await pause(5);
      await pause(stage.chance() * 200);
      window.child.kill(windows.length % 4 === 0 ? 'SIGKILL' : 'SIGTERM');
      await window.ended;
    }
    const last = openWindow(room, 'look');
    await last.ended;
    windows.push(last);
    opened += windows.length;
    await endRunners(room);
    delays.push(...windows.flatMap(({ shown: [first] }) => (first ? [first.at] : [])));
    const found = [...judgeReloads(room, windows), ...judgeWindow(room, last), ...(await judgeSurvivors(room))];
    violations.push(...found.map((one) => `round ${round}: ${one}`));
    room.remove();
  }
  const late = delays.filter((one) => one > LATEST);
  if (late.length > 0 && !isCrowded()) violations.push(`${late.length} windows showed nothing within ${LATEST} ms`);
  return { runs: opened, violations, notes: `opened to counts shown ${spread(delays)}` };
}

/** Milliseconds from the start of a window's program to the first counts. */
const LATEST = 3000;

function judgeWindow(room: Room, { shown, problems }: Window): readonly string[] {
  const last = shown.at(-1);
  const wrong = shown.filter((one) => one.items !== one.done + one.failed + one.stale + one.pending + one.cancelled);
  return [
    ...problems,
    ...(wrong.length === 0 ? [] : [`a window showed counts that are no sum: ${JSON.stringify(wrong[0])}`]),
    ...(last?.done === room.items && !last.active ? [] : [`a window ended with ${JSON.stringify(last)}`]),
  ];
}

/** One runner for all of them, nothing twice, and no count that went back. */
function judgeReloads(room: Room, windows: readonly Window[]): readonly string[] {
  const runners = new Set(windows.flatMap((one) => one.runners));
  const done = windows.flatMap(({ shown }) => shown.map((one) => one.done));
  const xs = room.witnessed().map(({ x }) => x);
  return [
    ...(runners.size === 1 ? [] : [`windows were attached to ${runners.size} runners`]),
    ...(done.every((count, at) => at === 0 || count >= (done[at - 1] ?? 0)) ? [] : [`counts went back: ${done.join(' ')}`]),
    ...(xs.length === room.items && new Set(xs).size === room.items ? [] : [`${xs.length} executions of ${new Set(xs).size} items`]),
  ];
}

/** The windows have left it alone; it would end itself a minute later. */
async function endRunners(room: Room): Promise<void> {
  for (const pid of await findMarked('ENDURANCE_ROOM', room.marker)) {
    try {
      process.kill(pid, 'SIGTERM');
    } catch {
      // It has just ended by itself.
    }
  }
}
