import type { Sqlite } from '../runtime.ts';
import { storeFiles } from './files.ts';
import { runReader } from './rows.ts';
import { connectSnapshot } from './snapshot.ts';
import { isCorrupt, storeTrouble } from './trouble.ts';

/** What a look at every page and every row of a store has found. */
export interface Verification {
  readonly rows: number;
  /** Row ids whose content does not match its checksum. */
  readonly damaged: readonly number[];
  /** Sentences for people; empty when all is sound. */
  readonly problems: readonly string[];
}

/** Checks the results of a workspace without changing anything; throws a `RunnerError` where they cannot be opened. */
export function verifyStore(workspace: string): Verification {
  const files = storeFiles(workspace);
  try {
    const reading = connectSnapshot(files);
    if (reading === undefined) return { rows: 0, damaged: [], problems: [] };
    try {
      return verifyDatabase(reading.db, files.database);
    } finally {
      reading.close();
    }
  } catch (error) {
    throw storeTrouble(error, files.database);
  }
}

function verifyDatabase(db: Sqlite, name: string): Verification {
  const structure = db
    .prepare<[], string>('PRAGMA integrity_check(20)')
    .pluck()
    .all()
    .filter((one) => one !== 'ok');
  const foreign = db.prepare<[], { table: string; rowid: number; parent: string }>('PRAGMA foreign_key_check').all();
  const problems = [
    ...structure.map((one) => `${name}: ${one}`),
    ...foreign
      .slice(0, MOST_PROBLEMS)
      .map((one) => `${name}: row ${one.rowid} of ${one.table} refers to a row of ${one.parent} that is not there`),
  ];
  try {
    const { rows, damaged } = checkRows(db);
    return {
      rows,
      damaged,
      problems: [
        ...problems,
        ...damaged.slice(0, MOST_PROBLEMS).map((id) => `${name}: the result in row ${id} does not match its checksum`),
        ...indexProblems(db, name),
      ],
    };
  } catch (error) {
    if (!isCorrupt(error)) throw error;
    return { rows: 0, damaged: [], problems: [...problems, storeTrouble(error, name).message] };
  }
}

const MOST_PROBLEMS = 20;

function checkRows(db: Sqlite): { readonly rows: number; readonly damaged: readonly number[] } {
  const reader = runReader(db);
  const page = db.prepare<[number, number], number>('SELECT id FROM run WHERE id > ? ORDER BY id LIMIT ?').pluck();
  const damaged: number[] = [];
  let rows = 0;
  for (let ids = page.all(0, BLOCK); ids.length > 0; ids = page.all(ids.at(-1) ?? 0, BLOCK)) {
    rows += ids.length;
    for (const run of reader.byId(ids)) if (run.damaged) damaged.push(run.id);
  }
  return { rows, damaged };
}

const BLOCK = 1000;

/** States of items come from the key index alone: every row must be found there as it is in the table. */
function indexProblems(db: Sqlite, name: string): readonly string[] {
  const [differing = 0] = db
    .prepare<[], number>(
      `SELECT count(*) FROM run NOT INDEXED
       WHERE NOT EXISTS (SELECT 1 FROM run AS found INDEXED BY run_by_key WHERE found.key = run.key AND found.sweep = run.sweep AND found.ok = run.ok AND found.rowid = run.rowid)`,
    )
    .pluck()
    .all();
  return differing === 0 ? [] : [`${name}: ${differing} rows are missing in the index that items are found by`];
}
