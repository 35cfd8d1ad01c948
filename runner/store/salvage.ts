import { type Sqlite, sqliteCode } from '../runtime.ts';
import { connect } from './connect.ts';
import { inspect } from './migrate.ts';
import { runReader } from './rows.ts';
import { checkShapes } from './shape.ts';
import { isCorrupt } from './trouble.ts';

/** What could be copied out of a damaged database. */
export interface Salvage {
  readonly runs: number;
  /** Copied runs that do not match their checksum: kept and marked, never shown as results. */
  readonly damaged: number;
}

/**
 * Copies every readable row of a damaged database, which is only read, into a new one. Nothing is copied when so much is
 * damaged that the file cannot be proven to be ours.
 */
export function salvage(damagedFile: string, target: Sqlite): Salvage {
  // What was set aside may have been exchanged for a link just before.
  checkShapes(damagedFile);
  const source = connect(damagedFile, true);
  try {
    if (!provenOurs(source)) return { runs: 0, damaged: 0 };
    target.pragma('foreign_keys = OFF');
    const copy = target.transaction(() => {
      for (const table of TABLES) copyTable(source, target, table);
      return { runs: countRuns(target), damaged: markDamaged(target) };
    });
    return copy.immediate();
  } finally {
    source.close();
  }
}

/** Tables with a row id, parents first, with the columns of every version that has them. `label` has none and is read in one go. */
const TABLES = [
  'owner',
  'task',
  'fingerprint',
  'worker',
  'content',
  'sweep',
  'sweep_objective',
  'run',
  'failure',
  'log',
  'item_files',
  'damaged',
  'deleted',
] as const;
type Table = (typeof TABLES)[number];

function provenOurs(source: Sqlite): boolean {
  try {
    return ['current', 'older'].includes(inspect(source).kind);
  } catch (error) {
    if (isCorrupt(error)) return false;
    throw error;
  }
}

function copyTable(source: Sqlite, target: Sqlite, table: Table): void {
  if (!hasTable(source, table)) return;
  // The name is one of our own constants.
  const range = source.prepare<[number, number], unknown[]>(`SELECT rowid, * FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ?`).raw();
  const one = source.prepare<[number], unknown[]>(`SELECT rowid, * FROM ${table} WHERE rowid = ?`).raw();
  const width = range.columns().length - 1;
  const insert = target.prepare(`INSERT OR IGNORE INTO ${table} VALUES (${Array(width).fill('?').join(', ')})`);
  const keep = ([, ...values]: readonly unknown[]): void => insertSound(() => insert.run(...values));
  let last = 0;
  for (let misses = 0; misses < MOST_MISSES; ) {
    const rows = readable(() => range.all(last, BLOCK));
    if (rows !== undefined) {
      rows.forEach(keep);
      if (rows.length < BLOCK) return;
      last = Number(rows.at(-1)?.[0]);
      misses = 0;
      continue;
    }
    const singles = Array.from({ length: BLOCK }, (_, n) => readable(() => one.get(last + n + 1))).filter((row) => row !== undefined);
    singles.forEach(keep);
    misses = singles.length > 0 ? 0 : misses + 1;
    last += BLOCK;
  }
}

function hasTable(db: Sqlite, table: Table): boolean {
  return db.prepare<[string], number>("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table) !== undefined;
}

const BLOCK = 256;
/** Blocks without one readable row after which the rest is given up: room for a lost inner page of 100,000 rows. */
const MOST_MISSES = 400;

/** What a read answers, or nothing where the page is damaged. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isCorrupt(error)) return undefined;
    throw error;
  }
}

/** A damaged row may hold a text where a number belongs; then it cannot be kept even as a damaged one. */
function insertSound(insert: () => unknown): void {
  try {
    insert();
  } catch (error) {
    if (sqliteCode(error)?.startsWith('SQLITE_CONSTRAINT') !== true) throw error;
  }
}

function countRuns(db: Sqlite): number {
  return db.prepare<[], number>('SELECT count(*) FROM run').pluck().get() ?? 0;
}

/** Checks every copied run. */
function markDamaged(db: Sqlite): number {
  const reader = runReader(db);
  const page = db.prepare<[number, number], number>('SELECT id FROM run WHERE id > ? ORDER BY id LIMIT ?').pluck();
  const mark = db.prepare<[number]>('INSERT OR IGNORE INTO damaged (run) VALUES (?)');
  let found = 0;
  for (let ids = page.all(0, BLOCK); ids.length > 0; ids = page.all(ids.at(-1) ?? 0, BLOCK)) {
    for (const { id, damaged } of reader.byId(ids)) {
      if (damaged !== true) continue;
      mark.run(id);
      found += 1;
    }
  }
  return found;
}
