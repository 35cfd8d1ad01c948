import { live } from '../life.ts';
import { judge } from '../oracle.ts';
import { makeRoom, type RoomOptions } from '../room.ts';
import { type Result, rounds, type Stage } from '../scenario.ts';

/** Ways in which an item takes its worker with it. */
const DEATHS: readonly (readonly [name: string, kind: RoomOptions['kind'], body: string])[] = [
  ['Python segfault', 'python', 'import ctypes\nif POISON: ctypes.string_at(0)'],
  ['Python os._exit(0)', 'python', 'if POISON: os._exit(0)'],
  ['Python os._exit(3)', 'python', 'if POISON: os._exit(3)'],
  ['Python kill -9 of itself', 'python', 'if POISON: os.kill(os.getpid(), 9)'],
  ['Python abort', 'python', 'if POISON: os.abort()'],
  ['Node process.exit(3)', 'node', 'if (POISON) process.exit(3);'],
  ['Node kill -9 of itself', 'node', "if (POISON) process.kill(process.pid, 'SIGKILL');"],
  ['a command killed by a signal', 'command', 'if POISON; then kill -SEGV $$; fi'],
];
const ITEMS = 400;
const EVERY = 100;

/** One point in a hundred, the first and the last among them, kills its worker: all others are done, and it is tried twice. */
export async function poison(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  const all = rounds(stage);
  for (const run of all) {
    const [name, kind, body] = DEATHS[run % DEATHS.length] ?? ['', 'python', ''];
    const condition = { python: `x % ${EVERY} in (0, 1)`, node: `x % ${EVERY} < 2`, command: `[ $((x % ${EVERY})) -lt 2 ]` }[kind];
    const room = makeRoom(stage.programs, { kind, items: ITEMS, workers: 2, body: body.replaceAll('POISON', condition) });
    const xs = new Set(Array.from({ length: ITEMS }, (_, at) => at + 1).filter((x) => x % EVERY < 2));
    const life = await live(room);
    violations.push(...(await judge(room, [life], { failed: { xs, attempts: 2 } })).map((one) => `${name}: ${one}`));
    room.remove();
  }
  return { runs: all.at, violations, notes: DEATHS.map(([name]) => name).join(', ') };
}
