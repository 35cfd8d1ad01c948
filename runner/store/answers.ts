import * as z from 'zod';
import type { Sqlite } from '../runtime.ts';
import type { Store } from './store.ts';

/** The smaller questions to the store. */
export type Answers = Pick<Store, 'lastSweep' | 'labels' | 'known'> & {
  orphans(question: { readonly task: number; readonly install: string; readonly has: (key: Uint8Array) => boolean }): readonly number[];
};

export function answers(db: Sqlite): Answers {
  const last = db.prepare<[number], { finishedAt: number; seconds: number }>(
    `SELECT finished AS finishedAt, (finished - started) / 1000.0 AS seconds FROM sweep
     WHERE task = ? AND finished IS NOT NULL AND ended NOT IN ('registered', 'accepted') ORDER BY id DESC LIMIT 1`,
  );
  const label = db.prepare<[Uint8Array], { tags: string; note: string | null }>('SELECT tags, note FROM label WHERE key = ?');
  const newest = db
    .prepare<[number, string], [run: number, key: Buffer]>(
      `SELECT max(run.id), run.key FROM run
     WHERE run.ok = 1 AND run.sweep IN (SELECT id FROM sweep WHERE task = ? AND install = ?) AND run.id NOT IN (SELECT damaged.run FROM damaged) AND run.id NOT IN (SELECT deleted.run FROM deleted)
     GROUP BY run.key`,
    )
    .raw();
  const task = db.prepare<[string], number>('SELECT id FROM task WHERE file = ?').pluck();
  const fingerprint = db.prepare<[string], number>('SELECT id FROM fingerprint WHERE digest = ?').pluck();
  return {
    known: ({ file, digest }) => ({ task: task.get(file.toWellFormed()) ?? 0, fingerprint: fingerprint.get(digest) ?? 0 }),
    lastSweep: (task) => last.get(task),
    labels(key) {
      const row = label.get(key);
      return row === undefined ? { tags: [], note: null } : { tags: TAGS.parse(JSON.parse(row.tags)), note: row.note };
    },
    orphans({ task, install, has }) {
      const found: number[] = [];
      for (const [run, key] of newest.all(task, install)) if (!has(key)) found.push(run);
      return found.sort((a, b) => a - b);
    },
  };
}

const TAGS = z.array(z.string());
