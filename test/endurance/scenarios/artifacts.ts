import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import * as z from 'zod';
import { live, type Life } from '../life.ts';
import { judgeSurvivors } from '../oracle.ts';
import { makeRoom, type Room } from '../room.ts';
import { type Result, rounds, type Stage } from '../scenario.ts';

const MEBIBYTES = 10;
const OBJECTIVE = `
import sweepdeck
def f(x):
    path = sweepdeck.dir() / "big.bin"
    with open(path, "wb") as file:
        for _ in range(${MEBIBYTES}):
            file.write(bytes([int(x) % 251]) * 1048576)
    return {}
`;

/** The runner is killed while items write files of 10 MiB and while these are kept: a row names a whole file or none is there. */
export async function halfFiles(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  const all = rounds(stage);
  let drafts = 0;
  for (const round of all) {
    const room = makeRoom(stage.programs, { kind: 'python', items: 8, workers: 2 });
    writeFileSync(join(room.folder, 'objective.py'), OBJECTIVE);
    writeFileSync(
      room.file,
      `run: { python: 'objective:f' }\nparameters: { x: { min: 1, max: ${room.items}, step: 1 } }\nschema: { outputs: { big: { type: file, path: big.bin } } }\nexecution: { workers: 2 }\n`,
    );
    const killed = await live(room, {
      during: async (runner) => {
        while (!existsSync(join(room.folder, '.sweepdeck', 'items'))) await pause(2);
        await pause(stage.chance() * 250);
        runner.kill('SIGKILL');
      },
    });
    const found = [...killed.violations, ...judgeFiles(room)];
    drafts += draftsIn(room);
    const last = await live(room);
    found.push(...judgeLast(room, last), ...judgeFiles(room), ...(await judgeSurvivors(room)));
    violations.push(...found.map((one) => `round ${round}: ${one}`));
    room.remove();
  }
  return { runs: all.at, violations, notes: `files of ${MEBIBYTES} MiB; ${drafts} were cut off before a row named them` };
}

function judgeLast(room: Room, { summary, violations }: Life): readonly string[] {
  return [...violations, ...(summary?.done === room.items ? [] : [`after another run ${summary?.done ?? 0} of ${room.items} are done`])];
}

const Named = z.object({ path: z.string(), bytes: z.number(), sha256: z.string() });

/** Every file that a row names, and every file under a final name, is whole. */
function judgeFiles(room: Room): readonly string[] {
  const database = join(room.folder, '.sweepdeck', 'cache.db');
  if (!existsSync(database)) return [];
  const db = new Database(database, { readonly: true });
  const outputs = db.prepare<[], string>('SELECT outputs FROM run WHERE ok AND outputs IS NOT NULL').pluck().all();
  db.close();
  const named = outputs.map((text) => Named.parse(findFile(JSON.parse(text))));
  return [...named.map(({ path, sha256 }) => ({ path: join(room.folder, path), sha256 })), ...keptIn(room)].flatMap(({ path, sha256 }) => {
    if (!existsSync(path)) return [`a row names ${path}, which is not there`];
    return createHash('sha256').update(readFileSync(path)).digest('hex') === sha256 ? [] : [`${path} is not what its name says`];
  });
}

/** The value of `big`, however files are marked in stored outputs. */
function findFile(value: unknown): unknown {
  if (Named.safeParse(value).success || typeof value !== 'object' || value === null) return value;
  return Object.values(value)
    .map(findFile)
    .find((one) => Named.safeParse(one).success);
}

function keptIn(room: Room): readonly { readonly path: string; readonly sha256: string }[] {
  const folder = join(room.folder, '.sweepdeck', 'artifacts');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const [, sha256] = /^[0-9a-f]{2}\/([0-9a-f]{64})\/[^/]+$/.exec(name) ?? [];
    return sha256 === undefined ? [] : [{ path: join(folder, name), sha256 }];
  });
}

function draftsIn(room: Room): number {
  const folder = join(room.folder, '.sweepdeck', 'artifacts', 'drafts');
  return existsSync(folder) ? readdirSync(folder).length : 0;
}
