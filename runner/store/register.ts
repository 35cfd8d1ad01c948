import { encode } from '../../core/value/encode.ts';
import type { Sqlite } from '../runtime.ts';
import { contentStore } from './content.ts';
import { packText } from './pack.ts';
import type { Store } from './store.ts';

/** Who writes, for the rows of sweeps. */
export interface Writer {
  readonly install: string;
  readonly epoch: number;
}

/** Tasks, fingerprints, sweeps and labels. All are to be called inside a write transaction. */
export type Register = Pick<Store, 'taskId' | 'fingerprintId' | 'beginSweep' | 'endSweep' | 'label'>;

export function register(db: Sqlite, writer: Writer): Register {
  const content = contentStore(db);
  const task = db
    .prepare<[string, string], number>(
      'INSERT INTO task (file, name) VALUES (?, ?) ON CONFLICT (file) DO UPDATE SET name = excluded.name RETURNING id',
    )
    .pluck();
  const fingerprint = db
    .prepare<[string, string], number>(
      'INSERT INTO fingerprint (digest, parts) VALUES (?, ?) ON CONFLICT (digest) DO UPDATE SET parts = excluded.parts RETURNING id',
    )
    .pluck();
  const begin = db.prepare('INSERT INTO sweep (task, fingerprint, install, epoch, started, text, selected) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const objective = db.prepare<[number, string]>('INSERT INTO sweep_objective (sweep, objective) VALUES (?, ?)');
  const end = db.prepare<[number, string, string, number]>('UPDATE sweep SET finished = ?, ended = ?, summary = ? WHERE id = ?');
  const label = db.prepare<[Uint8Array, string, string | null]>(
    'INSERT INTO label (key, tags, note) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET tags = excluded.tags, note = excluded.note',
  );
  return {
    taskId: (file, name) => task.get(file.toWellFormed(), name.toWellFormed()) ?? 0,
    fingerprintId: (digest, parts) => fingerprint.get(digest, encode(parts)) ?? 0,
    beginSweep({ task: of, fingerprint: by, objective: what, startedAt, text, selected }) {
      const { install, epoch } = writer;
      const id = Number(begin.run(of, by, install, epoch, Math.round(startedAt), content.put(packText(text)), selected).lastInsertRowid);
      if (what !== undefined) objective.run(id, what.toWellFormed());
      return id;
    },
    endSweep: (sweep, { finishedAt, end: how, summary }) => void end.run(Math.round(finishedAt), how, summary, sweep),
    label: (key, { tags, note }) => void label.run(key, JSON.stringify(tags), note?.toWellFormed() ?? null),
  };
}
