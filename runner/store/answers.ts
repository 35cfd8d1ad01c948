import * as z from 'zod';
import { withoutDefaults } from '../../core/identity/defaults.ts';
import type { Sqlite } from '../runtime.ts';
import type { Store } from './store.ts';

/** The smaller questions to the store. */
export type Answers = Pick<Store, 'lastSweep' | 'labels' | 'known' | 'akin'>;

export function answers(db: Sqlite): Answers {
  const last = db.prepare<[number], { finishedAt: number; seconds: number }>(
    `SELECT finished AS finishedAt, (finished - started) / 1000.0 AS seconds FROM sweep
     WHERE task = ? AND finished IS NOT NULL AND ended NOT IN ('registered', 'accepted', 'frozen') ORDER BY id DESC LIMIT 1`,
  );
  const label = db.prepare<[Uint8Array], { tags: string; note: string | null }>('SELECT tags, note FROM label WHERE key = ?');
  const task = db.prepare<[string], number>('SELECT id FROM task WHERE file = ?').pluck();
  const fingerprint = db.prepare<[string], number>('SELECT id FROM fingerprint WHERE digest = ?').pluck();
  const akin = db
    .prepare<{ common: string }, number>(
      "SELECT id FROM fingerprint WHERE digest = @common OR (digest > @common || '+' AND digest < @common || ',')",
    )
    .pluck();
  return {
    akin: (digest) => akin.all({ common: withoutDefaults(digest) }),
    known: ({ file, digest }) => ({ task: task.get(file.toWellFormed()) ?? 0, fingerprint: fingerprint.get(digest) ?? 0 }),
    lastSweep: (task) => last.get(task),
    labels(key) {
      const row = label.get(key);
      return row === undefined ? { tags: [], note: null } : { tags: TAGS.parse(JSON.parse(row.tags)), note: row.note };
    },
  };
}

const TAGS = z.array(z.string());
