import { existsSync, mkdirSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { live, startRunner } from '../life.ts';
import { judge } from '../oracle.ts';
import { makeRoom, type Room } from '../room.ts';
import { type Result, rounds, type Stage } from '../scenario.ts';

/** What happens to `.sweepdeck` while a sweep runs. */
const WAYS: Readonly<Record<string, (folder: string) => void>> = {
  'git clean -xdf': (folder) => rmSync(folder, { recursive: true }),
  'the database unlinked': (folder) => unlinkSync(join(folder, 'cache.db')),
  'its log unlinked': (folder) => unlinkSync(join(folder, 'cache.db-wal')),
  'the folder renamed': (folder) => renameSync(folder, join(folder, '..', 'old')),
  'the database replaced by text': (folder) => {
    unlinkSync(join(folder, 'cache.db'));
    writeFileSync(join(folder, 'cache.db'), 'version https://git-lfs.github.com/spec/v1\n');
  },
  'the folder replaced by an empty one': (folder) => {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
  },
};

/** Takes the results away under a running sweep: all of them come back, and the workspace stays owned by one runner. */
export async function takenAway(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  const ways = Object.entries(WAYS);
  const all = rounds(stage);
  for (const run of all) {
    const [name, take] = ways[run % ways.length] ?? ['', () => undefined];
    const room = makeRoom(stage.programs, { kind: run % 2 === 0 ? 'node' : 'python', items: 200, seconds: 0.03 });
    let second: string | undefined;
    const life = await live(room, {
      during: async () => {
        while (room.witnessed().length < 20) await pause(5);
        await pause(stage.chance() * 300);
        take(join(room.folder, '.sweepdeck'));
        second = await tryToOwn(room);
      },
    });
    rmSync(join(room.folder, 'old'), { recursive: true, force: true });
    const xs = room.witnessed().map(({ x }) => x);
    const found = [
      ...(await judge(room, [life], { aside: /\.(replaced|stray)-/ })),
      ...(second === undefined ? [] : [second]),
      ...(xs.length === room.items ? [] : [`${xs.length} executions of ${room.items} items`]),
    ];
    violations.push(...found.map((one) => `${name}: ${one}`));
    room.remove();
  }
  return { runs: all.at, violations, notes: ways.map(([name]) => name).join('; ') };
}

/** When the lock is back, a second runner must be refused. */
async function tryToOwn(room: Room): Promise<string | undefined> {
  const lock = join(room.folder, '.sweepdeck', 'runner.lock');
  const limit = performance.now() + 3000;
  while (!existsSync(lock)) {
    if (performance.now() > limit) return 'the lock was not taken again within 3 s';
    await pause(10);
  }
  const { child } = startRunner(room);
  const [code] = await once(child, 'exit');
  return code === 3 ? undefined : `a second runner ended with ${String(code)}, not 3`;
}
