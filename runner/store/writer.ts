import type { Failure } from '../../core/sweep/outcome.ts';
import type { Sqlite } from '../runtime.ts';
import { checksum } from './checksum.ts';
import { contentStore, type ContentStore } from './content.ts';
import { fold } from './fold.ts';
import { logWriter } from './log.ts';
import { pack, packText } from './pack.ts';
import type { NewRun, RunList } from './store.ts';

/** Inserts finished runs; to be called inside one write transaction. Answers the new row ids in order. */
export type RunWriter = (sweep: number, runs: RunList) => readonly number[];

export function runWriter(db: Sqlite): RunWriter {
  const content = contentStore(db);
  const insert = insertRun(db);
  const writeFailure = failureWriter(db, content);
  const writeLog = logWriter(db, content);
  const workerId = workerIds(db);
  const writeFiles = db.prepare<[number, string]>('INSERT INTO item_files (run, files) VALUES (?, ?)');
  return (sweep, runs) => {
    const workers = new Map<string, number>();
    const traces: Traces = new Map();
    const ids: number[] = [];
    for (let at = 0; at < runs.length; at++) {
      const given = runs.at(at);
      if (given === undefined) continue;
      const run = normal(given);
      const worker = workers.get(run.worker) ?? workerId(run.worker);
      workers.set(run.worker, worker);
      const id = insert(run, { sweep, worker });
      if (run.failure !== null) writeFailure(id, run.failure, traces);
      if (run.output !== undefined) writeLog(id, run.output);
      if (run.files !== undefined) writeFiles.run(id, run.files);
      ids.push(id);
    }
    return ids;
  };
}

function insertRun(db: Sqlite): (run: NewRun, of: { readonly sweep: number; readonly worker: number }) => number {
  const statement = db.prepare(
    `INSERT INTO run (key, sweep, item, replicate, seed, attempt, ok, parameters, outputs, seconds, finished, worker, checksum)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return (run, { sweep, worker }) => {
    const { key, index, replicate, seed, attempt, parameters, outputs, seconds, finishedAt } = run;
    return Number(
      statement.run(
        key,
        sweep,
        index,
        replicate,
        seed,
        attempt,
        run.ok ? 1 : 0,
        parameters,
        outputs,
        seconds,
        finishedAt,
        worker,
        checksum(run, sweep),
      ).lastInsertRowid,
    );
  };
}

/** Row ids of the traces of one group: many items fail alike, and packing a trace takes longer than all the rest of its row. */
type Traces = Map<string, number>;

function failureWriter(db: Sqlite, content: ContentStore): (run: number, failure: Failure, traces: Traces) => void {
  const insert = db.prepare<[number, string, string, string, number | null, Buffer | null]>(
    'INSERT INTO failure (run, kind, type, message, trace, digits) VALUES (?, ?, ?, ?, ?, ?)',
  );
  return (run, { kind, type, message, trace }, traces) => {
    const { shared, digits } = fold(trace);
    const id = trace === '' ? null : (traces.get(shared) ?? content.put(packText(shared)));
    if (id !== null) traces.set(shared, id);
    insert.run(run, kind, type, message, id, digits === '' ? null : pack(Buffer.from(digits, 'latin1')));
  };
}

/** Not remembered over transactions: one that is rolled back would leave ids of rows that never came to be. */
function workerIds(db: Sqlite): (name: string) => number {
  const find = db.prepare<[string], number>('SELECT id FROM worker WHERE name = ?').pluck();
  const insert = db.prepare<[string]>('INSERT INTO worker (name) VALUES (?)');
  return (name) => find.get(name) ?? Number(insert.run(name).lastInsertRowid);
}

/** Brings a run to what SQLite gives back unchanged: binding would turn NaN into NULL, and lone surrogates of messages into U+FFFD silently. */
function normal(run: NewRun): NewRun {
  const { failure } = run;
  const seconds = Number.isFinite(run.seconds) ? run.seconds + 0 : 0;
  const finishedAt = Math.round(run.finishedAt);
  // Nearly every run is so already, and a copy of each costs a tenth of its row.
  if (failure === null && Object.is(seconds, run.seconds) && finishedAt === run.finishedAt && run.worker.isWellFormed()) return run;
  const wellFormed =
    failure === null
      ? null
      : { kind: failure.kind, type: failure.type.toWellFormed(), message: failure.message.toWellFormed(), trace: failure.trace };
  return { ...run, seconds, finishedAt, worker: run.worker.toWellFormed(), failure: wellFormed };
}
