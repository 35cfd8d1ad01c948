import { existsSync, readdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Sqlite } from '../runtime.ts';
import { connectReading, probe } from './connect.ts';
import { contentStore } from './content.ts';
import { COMPANIONS, type StoreFiles } from './files.ts';
import { immediately } from './immediately.ts';
import { readSession } from './session.ts';
import { runWriter } from './writer.ts';

/** What follows the database's name in the name of a copy that a runner has saved and could not put back. */
export const RESCUED = '.rescued-';

/**
 * Takes the results of another runner into `db`, which this process owns: that runner lost its database to `git clean` or the
 * like, and its copy lies beside the new one. Rows that are here already are left out, so that it may be done again.
 * A copy that was taken in is kept under another name. Answers a sentence for people, or nothing when there was none.
 */
export function mergeRescued(files: StoreFiles, db: Sqlite): string | undefined {
  const copies = readdirSync(files.folder).filter((name) => name.startsWith(basename(files.database) + RESCUED));
  let merged: number | undefined;
  for (const name of copies) {
    const copy = join(files.folder, name);
    if (name.endsWith(UNFINISHED) || probe(copy).kind !== 'current') continue;
    const source = connectReading(copy);
    try {
      merged = (merged ?? 0) + immediately(db, () => takeIn(source, db));
    } finally {
      source.close();
    }
    for (const suffix of ['', ...COMPANIONS])
      if (existsSync(copy + suffix)) renameSync(copy + suffix, copy.replace(RESCUED, '.merged-') + suffix);
  }
  if (merged === undefined) return undefined;
  return `Another runner had lost the results database to a removal while it worked; its ${merged} results were taken over into ${files.database}.`;
}

/** The end of the name of a copy that is being made. */
export const UNFINISHED = '.unfinished';

function takeIn(source: Sqlite, target: Sqlite): number {
  const sweepOf = sweepMapper(source, target);
  const { runs, logs } = readSession(source, '');
  const insert = runWriter(target);
  const isHere = target
    .prepare<[Uint8Array, number, number, number], number>('SELECT 1 FROM run WHERE key = ? AND sweep = ? AND attempt = ? AND finished = ?')
    .pluck();
  const ids = source.prepare<[number, number], number>('SELECT id FROM run WHERE id > ? ORDER BY id LIMIT ?').pluck();
  const deletion = source.prepare<[number], number>('SELECT deletion FROM deleted WHERE run = ?').pluck();
  const remove = target.prepare<[number, number]>('INSERT OR IGNORE INTO deleted (run, deletion) VALUES (?, ?)');
  let count = 0;
  for (let block = ids.all(0, BLOCK); block.length > 0; block = ids.all(block.at(-1) ?? 0, BLOCK)) {
    const outputs = logs(block);
    for (const run of runs.byId(block)) {
      const [key, sweep] = [Buffer.from(run.key, 'hex'), sweepOf(run.sweep)];
      if (run.damaged === true || isHere.get(key, sweep, run.attempt, run.finishedAt) !== undefined) continue;
      const [id = 0] = insert(sweep, [{ ...run, key, output: outputs.get(run.id) }]);
      const deleted = deletion.get(run.id);
      if (deleted !== undefined) remove.run(id, deleted);
      count++;
    }
  }
  takeLabels(source, target);
  // What was known of finished tasks is out of date.
  if (count > 0) target.prepare('UPDATE news SET number = number + 1').run();
  return count;
}

const BLOCK = 1000;

interface SweepRow {
  readonly file: string;
  readonly name: string;
  readonly digest: string;
  readonly parts: string;
  readonly objective: string | null;
  readonly install: string;
  readonly epoch: number;
  readonly started: number;
  readonly text: Buffer | null;
  readonly selected: number;
  readonly finished: number | null;
  readonly ended: string | null;
  readonly summary: string | null;
}

/** Finds or makes, for a sweep of the copy, the same one here; what makes it the same is its task, its code and when it began. */
function sweepMapper(source: Sqlite, target: Sqlite): (sweep: number) => number {
  const content = contentStore(target);
  const read = source.prepare<[number], SweepRow>(
    `SELECT file, name, digest, parts, objective, install, epoch, started, bytes AS text, selected, finished, ended, summary
     FROM sweep JOIN task ON task.id = sweep.task JOIN fingerprint ON fingerprint.id = sweep.fingerprint
       LEFT JOIN content ON content.id = sweep.text LEFT JOIN sweep_objective ON sweep_objective.sweep = sweep.id WHERE sweep.id = ?`,
  );
  const task = target
    .prepare<[string, string], number>(
      'INSERT INTO task (file, name) VALUES (?, ?) ON CONFLICT (file) DO UPDATE SET file = file RETURNING id',
    )
    .pluck();
  const fingerprint = target
    .prepare<[string, string], number>(
      'INSERT INTO fingerprint (digest, parts) VALUES (?, ?) ON CONFLICT (digest) DO UPDATE SET digest = digest RETURNING id',
    )
    .pluck();
  const find = target
    .prepare<unknown[], number>('SELECT id FROM sweep WHERE task = ? AND fingerprint = ? AND install = ? AND started = ?')
    .pluck();
  const make = target.prepare(
    'INSERT INTO sweep (task, fingerprint, install, started, epoch, text, selected, finished, ended, summary) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const say = target.prepare<[number, string]>('INSERT OR IGNORE INTO sweep_objective (sweep, objective) VALUES (?, ?)');
  const known = new Map<number, number>();
  return (sweep) => {
    const before = known.get(sweep);
    if (before !== undefined) return before;
    const row = read.get(sweep);
    if (!row) throw new Error(`The rescued copy has rows of a sweep ${sweep} that it does not name.`);
    const is = [task.get(row.file, row.name), fingerprint.get(row.digest, row.parts), row.install, row.started];
    const text = row.text === null ? null : content.put(row.text);
    const id =
      find.get(...is) ?? Number(make.run(...is, row.epoch, text, row.selected, row.finished, row.ended, row.summary).lastInsertRowid);
    if (row.objective !== null) say.run(id, row.objective);
    known.set(sweep, id);
    return id;
  };
}

/** Tags and notes of items that have none here. */
function takeLabels(source: Sqlite, target: Sqlite): void {
  const keep = target.prepare<[Buffer, string, string | null]>('INSERT OR IGNORE INTO label (key, tags, note) VALUES (?, ?, ?)');
  const all = source
    .prepare<[], { readonly key: Buffer; readonly tags: string; readonly note: string | null }>('SELECT key, tags, note FROM label')
    .all();
  for (const { key, tags, note } of all) keep.run(key, tags, note);
}
