import { fault } from '../fault.ts';
import { loadSqlite, type Sqlite } from '../runtime.ts';
import { migration0001 } from './migrations/0001.ts';
import { migration0002 } from './migrations/0002.ts';
import { migration0003 } from './migrations/0003.ts';
import { migration0004 } from './migrations/0004.ts';
import { migration0005 } from './migrations/0005.ts';

/** All schemas that ever were, as steps from the one before; the n-th brings a database to `user_version` n. Only ever appended to. */
export const MIGRATIONS: readonly string[] = [migration0001, migration0002, migration0003, migration0004, migration0005];

/** `SwDk`: marks a file as ours. */
const APPLICATION_ID = 0x5377646b;

/** What a database is, seen from `migrations`. */
export type Verdict =
  | { readonly kind: 'current' }
  | { readonly kind: 'older'; readonly version: number }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'foreign' };

/**
 * Judges a database before anything in it is used: mark, version, and that its schema is ours to the letter. A view, trigger,
 * CHECK or index more could hang or rob us (reliability.md, fact 15). Throws SQLite's error when the file is damaged.
 */
export function inspect(db: Sqlite, migrations: readonly string[] = MIGRATIONS): Verdict {
  if (numberPragma(db, 'application_id') !== APPLICATION_ID) return { kind: 'foreign' };
  const version = numberPragma(db, 'user_version');
  if (version > migrations.length) return { kind: 'newer', version };
  if (version < 1 || schemaOf(db) !== schemaAfter(migrations.slice(0, version))) return { kind: 'foreign' };
  return version === migrations.length ? { kind: 'current' } : { kind: 'older', version };
}

/** Brings an empty or older database to the newest schema in one transaction: afterwards it is entirely old or entirely new. */
export function migrate(db: Sqlite, migrations: readonly string[] = MIGRATIONS): void {
  const steps = db.transaction(() => {
    const version = numberPragma(db, 'user_version');
    for (const step of migrations.slice(version)) {
      db.exec(step);
      fault('migrate.step');
    }
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${migrations.length}`);
  });
  steps.immediate();
}

/** A whole number that a pragma answers. */
export function numberPragma(db: Sqlite, name: 'application_id' | 'user_version' | 'data_version'): number {
  return Number(db.pragma(name, { simple: true }));
}

function schemaAfter(migrations: readonly string[]): string {
  const db = loadSqlite()(':memory:');
  try {
    migrate(db, migrations);
    return schemaOf(db);
  } finally {
    db.close();
  }
}

/** `sqlite_master`, not `sqlite_schema`: a crafted file may hold a view of the latter name. The limit bounds a huge schema. */
function schemaOf(db: Sqlite): string {
  const rows = db
    .prepare<[], [string, string, string, string | null]>(
      'SELECT type, name, tbl_name, substr(sql, 1, 10000) FROM main.sqlite_master ORDER BY type, name LIMIT 1000',
    )
    .raw()
    .all();
  return JSON.stringify([
    db.pragma('encoding', { simple: true }),
    ...rows.map((row) => row.map((text) => text?.replace(/\s+/g, ' ') ?? '')),
  ]);
}
