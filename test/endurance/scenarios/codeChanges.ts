import { spawnSync } from 'node:child_process';
import { readFileSync, renameSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { MIXED_PART } from '../../../core/identity/mixed.ts';
import { findMarked } from '../../../runner/objective/processes.ts';
import { type Life, live } from '../life.ts';
import { makeRoom, type Room } from '../room.ts';
import { type Result, rounds, type Stage } from '../scenario.ts';

const KINDS = ['command', 'python', 'node'] as const;
type Kind = (typeof KINDS)[number];
const FILES = { command: 'item.sh', python: 'objective.py', node: 'objective.mjs' } as const;
/** What the objective of a room answers as `z`, where its code says it. */
const MARKS = { command: '"v$x', python: '"v%d', node: "'v' + x" } as const;

/** How the text of a file becomes another one. */
const WAYS: Readonly<Record<string, (file: string, text: string) => Promise<void> | void>> = {
  'an edit': (file, text) => writeFileSync(file, text),
  'a truncation': async (file, text) => {
    truncateSync(file);
    await pause(30);
    writeFileSync(file, text);
  },
  'a deletion': async (file, text) => {
    unlinkSync(file);
    await pause(30);
    writeFileSync(file, text);
  },
  'a rename': (file, text) => {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  },
  'a checkout': (file, text) => {
    const git = (...words: string[]) => spawnSync('git', ['-C', join(file, '..'), '-c', 'user.name=a', '-c', 'user.email=a@b', ...words]);
    const before = readFileSync(file);
    git('init', '-q');
    writeFileSync(file, text);
    git('add', basename(file));
    git('commit', '-q', '-m', 'next');
    writeFileSync(file, before);
    git('checkout', '-q', '--', basename(file));
  },
};

/**
 * Changes the code under a running sweep and kills workers, so that others start with the new code: every result is stored
 * under the code that made it, or, where nobody can tell, under none that a task has. In the end all are of today's code.
 */
export async function codeChanges(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  const ways = Object.entries(WAYS);
  const all = rounds(stage);
  let mixed = 0;
  for (const round of all) {
    const kind = KINDS[round % KINDS.length] ?? 'command';
    const [name, change] = ways[Math.floor(round / KINDS.length) % ways.length] ?? ['', () => undefined];
    const room = makeRoom(stage.programs, { kind, items: 60, seconds: 0.04, workers: 3 });
    const first = await live(room, {
      during: async (runner, _remote, over) => {
        await Promise.race([begun(room), over]);
        await pause(stage.chance() * 200);
        await change(join(room.folder, FILES[kind]), changedText(room, kind));
        await pause(stage.chance() * 100);
        if (kind !== 'command') await killWorkers(room, runner.pid);
      },
    });
    const second = await live(room);
    mixed += countMixed(room);
    const found = [...judgeLives([first, second]), ...judgeRows(room)];
    violations.push(...found.map((one) => `round ${round} (${kind}, ${name}): ${one}`));
    room.remove();
  }
  return { runs: all.at, violations, notes: `${ways.map(([name]) => name).join('; ')}; ${mixed} results of which nobody can tell` };
}

async function begun(room: Room): Promise<void> {
  while (room.witnessed().length < 6) await pause(5);
}

function changedText(room: Room, kind: Kind): string {
  const mark = MARKS[kind];
  return readFileSync(join(room.folder, FILES[kind]), 'utf8').replace(mark, mark.replace('v', 'new '));
}

async function killWorkers(room: Room, runner: number | undefined): Promise<void> {
  const [victim] = (await findMarked('ENDURANCE_ROOM', room.marker)).filter((pid) => pid !== runner);
  if (victim === undefined) return;
  try {
    process.kill(victim, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}

function judgeLives(lives: readonly Life[]): readonly string[] {
  const last = lives.at(-1)?.summary;
  return [
    ...lives.flatMap(({ violations }) => violations),
    ...lives.flatMap(({ summary }) => {
      if (!summary) return ['the sweep never came to its end'];
      const { items, done, failed, stale, pending, cancelled } = summary;
      return items === done + failed + stale + pending + cancelled ? [] : [`the sum is wrong: ${JSON.stringify(summary)}`];
    }),
    ...(last && last.done === last.items ? [] : [`after another run ${last?.done ?? 0} are done: ${JSON.stringify(last)}`]),
  ];
}

interface Stored {
  readonly digest: string;
  readonly parts: string;
  readonly z: string | null;
}

function storedIn(room: Room): readonly Stored[] {
  const db = new Database(join(room.folder, '.sweepdeck', 'cache.db'), { readonly: true });
  try {
    return db
      .prepare<[], Stored>(
        `SELECT digest, parts, substr(json_extract(outputs, '$.z'), 1, 1) AS z
         FROM run JOIN sweep ON sweep.id = run.sweep JOIN fingerprint ON fingerprint.id = sweep.fingerprint WHERE ok`,
      )
      .all();
  } finally {
    db.close();
  }
}

const countMixed = (room: Room): number => storedIn(room).filter(({ parts }) => parts.includes(MIXED_PART)).length;

/** One fingerprint, one code. */
function judgeRows(room: Room): readonly string[] {
  const sure = storedIn(room).filter(({ parts }) => !parts.includes(MIXED_PART));
  const groups = Map.groupBy(sure, ({ digest }) => digest);
  return [...groups].flatMap(([digest, rows]) => {
    const versions = new Set(rows.map(({ z }) => z));
    return versions.size > 1 ? [`results of ${versions.size} versions of the code lie under ${digest.slice(0, 8)}`] : [];
  });
}
