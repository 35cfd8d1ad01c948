import { existsSync, rmSync } from 'node:fs';
import { connect, moveIntoPlace } from './connect.ts';
import { inspect, migrate, MIGRATIONS } from './migrate.ts';

/** Brings an older database of ours to the newest schema in one transaction, after a backup copy under a name that says its version. */
export function upgrade(file: string, migrations: readonly string[] = MIGRATIONS): void {
  const db = connect(file, false);
  try {
    const found = inspect(db, migrations);
    // The file may have been exchanged since it was looked at; who opens it next judges it again.
    if (found.kind !== 'older') return;
    const backup = `${file}.version-${found.version}`;
    if (!existsSync(backup)) {
      rmSync(`${backup}.new`, { force: true });
      db.prepare<[string]>('VACUUM INTO ?').run(`${backup}.new`);
      moveIntoPlace(`${backup}.new`, backup);
    }
    db.pragma('synchronous = FULL');
    migrate(db, migrations);
  } finally {
    db.close();
  }
}
