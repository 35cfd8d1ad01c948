import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { RunnerError } from '../../../protocol/errors.ts';
import { openStore } from '../../../runner/store/open.ts';
import { powerRun } from '../power/committer.ts';
import { type Result, rounds, type Stage } from '../scenario.ts';

const ROWS = 2000;

/** Whole files that are no database of ours any more, each made of a sound one. */
const SPECIAL: Readonly<Record<string, (sound: Buffer) => Buffer>> = {
  'no bytes': () => Buffer.alloc(0),
  text: () => Buffer.from('hello\n'.repeat(5000)),
  HTML: () => Buffer.from('<!doctype html><title>Sign in</title>'),
  'a pointer of git-lfs': () => Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n'),
  'its first half': (sound) => sound.subarray(0, sound.length >> 1),
  'a header only': (sound) => sound.subarray(0, 100),
  'its first page zeroed': (sound) => Buffer.concat([Buffer.alloc(4096), sound.subarray(4096)]),
  'one byte': () => Buffer.from('S'),
  'zeros only': (sound) => Buffer.alloc(sound.length),
  'an odd length': (sound) => sound.subarray(0, sound.length - 1000),
  'write version 9': (sound) => Buffer.concat([sound.subarray(0, 18), Buffer.from([9]), sound.subarray(19)]),
  'random bytes': (sound) => Buffer.from(sound.map((byte, at) => (byte * 31 + at * 17) & 255)),
};

/** Flips bytes of the database, or replaces it: no wrong result is ever shown, what was found damaged is kept byte for byte, and readable rows come back. */
export async function damaged(stage: Stage): Promise<Result> {
  const base = mkdtempSync(join(tmpdir(), 'sd-damaged-'));
  process.env['SWEEPDECK_DATA_DIR'] = join(base, 'data');
  const violations: string[] = [];
  const totals = { aside: 0, refused: 0, flippedRows: 0 };
  const all = rounds(stage);
  try {
    const sound = soundBytes(join(base, 'sound'));
    const special = Object.entries(SPECIAL);
    for (const run of all) {
      const [name, make] = special[run] ?? ['flips', (bytes: Buffer) => flipped(bytes, stage.chance)];
      const workspace = join(base, 'damaged');
      const judged = judge(workspace, make(sound));
      totals.aside += judged.aside ? 1 : 0;
      totals.refused += judged.refused ? 1 : 0;
      totals.flippedRows += judged.flippedRows;
      violations.push(...judged.violations.map((one) => `${name}, ${run}: ${one}`));
      rmSync(workspace, { recursive: true, force: true });
    }
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
  const notes = `${totals.aside} set aside, ${totals.refused} refused, ${totals.flippedRows} damaged rows found by their checksum`;
  return { runs: all.at, violations, notes };
}

/** 1 to 20 bytes in a row, anywhere. */
function flipped(sound: Buffer, chance: () => number): Buffer {
  const bytes = Buffer.from(sound);
  const at = Math.floor(chance() * bytes.length);
  const count = 1 + Math.floor(chance() * 20);
  for (let n = at; n < Math.min(bytes.length, at + count); n++) bytes[n] = (bytes[n] ?? 0) ^ (1 + Math.floor(chance() * 255));
  return bytes;
}

function soundBytes(workspace: string): Buffer {
  mkdirSync(workspace);
  const store = openStore(workspace, 'write');
  const task = store.taskId('a.sweep.yaml', 'a');
  const sweep = store.beginSweep({ task, fingerprint: store.fingerprintId('today', {}), startedAt: 0, text: '', selected: ROWS });
  const runs = Array.from({ length: ROWS }, (_, n) => powerRun(n));
  store.commit(sweep, runs);
  store.endSweep(sweep, { finishedAt: 0, end: 'completed', summary: '{}' });
  store.close();
  return readFileSync(join(workspace, '.sweepdeck', 'cache.db'));
}

interface Judged {
  readonly aside: boolean;
  readonly refused: boolean;
  readonly flippedRows: number;
  readonly violations: readonly string[];
}

function judge(workspace: string, bytes: Buffer): Judged {
  const folder = join(workspace, '.sweepdeck');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = join(folder, 'cache.db');
  writeFileSync(database, bytes, { mode: 0o600 });
  const { sound, readable } = lookAside(workspace, database);
  try {
    const store = openStore(workspace, 'write');
    const rows = store.runs(Array.from({ length: ROWS }, (_, n) => n + 1));
    const { notice } = store;
    store.close();
    const bad = rows.filter((row) => row.damaged === true).length;
    const wrong = rows.filter((row) => row.damaged !== true && row.outputs !== powerRun(row.index).outputs).length;
    const kept = rows.filter((row) => row.damaged !== true).length;
    const copies = readdirSync(folder).filter((name) => name.startsWith('cache.db.corrupt-'));
    const [copy] = copies;
    return {
      aside: copy !== undefined,
      refused: false,
      flippedRows: bad,
      violations: [
        ...(wrong > 0 ? [`${wrong} wrong results are shown`] : []),
        ...(sound || copy !== undefined || bytes.length === 0 ? [] : ['quick_check finds damage, and it was written to all the same']),
        ...(copy === undefined || sha256(join(folder, copy)) === createHash('sha256').update(bytes).digest('hex')
          ? []
          : [`${copy} is not what was found`]),
        ...(kept >= readable * 0.99 ? [] : [`${kept} of ${readable} readable rows came back (${notice ?? ''})`]),
      ],
    };
  } catch (error) {
    if (!(error instanceof RunnerError)) throw error;
    const same = sha256(database) === createHash('sha256').update(bytes).digest('hex');
    // A header that says "write version 9" is one that SQLite only reads.
    const known = ['store-foreign', 'store-newer'].includes(error.code) || /SQLITE_READONLY/.test(error.message);
    return {
      aside: false,
      refused: true,
      flippedRows: 0,
      violations: [...(same ? [] : ['it was refused and changed']), ...(known ? [] : [error.message])],
    };
  }
}

/** What plain SQLite says of a copy: whether its quick check is content, and how many rows can be read one by one as they were. */
function lookAside(workspace: string, database: string): { readonly sound: boolean; readonly readable: number } {
  const copy = join(workspace, 'copy.db');
  copyFileSync(database, copy);
  let sound = false;
  let readable = 0;
  try {
    const db = new Database(copy, { readonly: true });
    try {
      sound = db.pragma('quick_check(1)', { simple: true }) === 'ok';
      const row = db.prepare<[number], string>('SELECT outputs FROM run WHERE id = ?').pluck();
      for (let n = 0; n < ROWS; n++) if (reads(() => row.get(n + 1)) === powerRun(n).outputs) readable++;
    } finally {
      db.close();
    }
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
  }
  return { sound, readable };
}

function reads<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    // This row lies in a damaged page.
    return undefined;
  }
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
