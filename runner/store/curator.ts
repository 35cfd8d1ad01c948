import * as z from 'zod';
import type { Sqlite } from '../runtime.ts';
import { storedJson } from '../storedJson.ts';
import type { Curation, Origin, RowChoice, RowHead, SweepRecord, Trace } from './curation.ts';
import { unpackText } from './pack.ts';

/** Questions about stored rows that managing them asks. */
export type Inquiry = Pick<
  Curation,
  | 'taskFiles'
  | 'inKeyOrder'
  | 'keysOf'
  | 'countRows'
  | 'traces'
  | 'imported'
  | 'fingerprintParts'
  | 'origin'
  | 'sweepTexts'
  | 'sweepsOf'
  | 'sweepRecord'
  | 'heads'
>;
/** Changes; to be called inside a write transaction. */
export type Curator = Pick<Curation, 'deleteRows' | 'restoreRows'>;

export function inquiry(db: Sqlite, install: string): Inquiry {
  const keys = db
    .prepare<[number], Buffer>(`SELECT DISTINCT key FROM run WHERE sweep IN (SELECT id FROM sweep WHERE task = ?) AND ${LIVING}`)
    .pluck();
  const countRows = rowCounter(db);
  const traces = db.prepare<[string, Uint8Array], TraceRow>(TRACES);
  const imported = db
    .prepare<[Chosen & { install: string }], number>(
      `${WANTED} SELECT max(run.id) FROM ${MATCHING} AND run.ok = 1 AND run.sweep IN (SELECT id FROM sweep WHERE install != @install)
     AND run.id NOT IN (SELECT run FROM damaged) GROUP BY run.key`,
    )
    .pluck();
  const ordered = db
    .prepare<[string], number>('SELECT run.id FROM json_each(?) AS wanted CROSS JOIN run ON run.id = wanted.value ORDER BY run.key')
    .pluck();
  const parts = db.prepare<[number], string>('SELECT parts FROM fingerprint WHERE id = ?').pluck();
  const origin = db.prepare<[number], { kind: string; at: number; text: Buffer | null }>(
    'SELECT ended AS kind, started AS at, bytes AS text FROM sweep LEFT JOIN content ON content.id = sweep.text WHERE sweep.id = ?',
  );
  const texts = db.prepare<[number], { text: Buffer | null; summary: string | null }>(
    'SELECT bytes AS text, summary FROM sweep LEFT JOIN content ON content.id = sweep.text WHERE sweep.id = ?',
  );
  const frozen = db.prepare<[number, number], RecordRow>(
    `${RECORDS} WHERE (sweep.task = ? OR ? = 0) AND ended = 'frozen' ORDER BY sweep.id`,
  );
  const ran = db.prepare<[number, number], RecordRow>(
    `${RECORDS} WHERE (sweep.task = ? OR ? = 0) AND (ended IS NULL OR ended NOT IN ('frozen', 'registered', 'accepted')) ORDER BY sweep.id`,
  );
  const one = db.prepare<[number], RecordRow>(`${RECORDS} WHERE sweep.id = ?`);
  const heads = db.prepare<[number, number], RowHead>(
    'SELECT id, item, lower(hex(key)) AS key, ok FROM run WHERE id BETWEEN ? AND ? ORDER BY id',
  );
  const files = db.prepare<[], string>('SELECT file FROM task ORDER BY id').pluck();
  return {
    taskFiles: () => files.all(),
    inKeyOrder: (runs) => ordered.all(JSON.stringify(runs)),
    keysOf: (task) => keys.all(task),
    countRows,
    traces: (key) => traces.all(install, key).map(traceOf),
    imported: (given) => chunksOf({ keys: given, rows: 'all' }).flatMap((chunk) => imported.all({ ...chunk, install })),
    fingerprintParts: (fingerprint) => storedJson(PARTS, parts.get(fingerprint)),
    origin: (sweep) => originOf(origin.get(sweep)),
    sweepTexts(sweep) {
      const found = texts.get(sweep);
      return { text: found?.text ? unpackText(found.text) : undefined, summary: found?.summary ?? undefined };
    },
    sweepsOf: (task, which) => (which === 'frozen' ? frozen : ran).all(task, task).map(recordOf),
    sweepRecord(sweep) {
      const row = one.get(sweep);
      return row && recordOf(row);
    },
    heads: (first, last) => heads.all(first, last),
  };
}

export function curator(db: Sqlite): Curator {
  const countRows = rowCounter(db);
  const next = db.prepare<[number], number>('SELECT max(?, 1 + coalesce((SELECT max(deletion) FROM deleted), 0))').pluck();
  const mark = db.prepare<[Chosen & { deletion: number }]>(
    `INSERT OR IGNORE INTO deleted (run, deletion) ${WANTED} SELECT run.id, @deletion FROM ${MATCHING}`,
  );
  const restore = db.prepare<[number]>('DELETE FROM deleted WHERE deletion = ?');
  return {
    deleteRows(choice) {
      // The time, so that a person can tell deletions apart; later than any other, so that each has its own number.
      const deletion = next.get(Date.now()) ?? 0;
      const counts = countRows(choice);
      if (counts.rows > 0) for (const chunk of chunksOf(choice)) mark.run({ ...chunk, deletion });
      return { deletion, ...counts };
    },
    restoreRows: (deletion) => restore.run(deletion).changes,
  };
}

function rowCounter(db: Sqlite): Inquiry['countRows'] {
  const count = db.prepare<[Chosen], Count>(`${WANTED} SELECT count(DISTINCT run.key) AS items, count(*) AS rows FROM ${MATCHING}`);
  return (choice) => chunksOf(choice).reduce((sum, chunk) => added(sum, count.get(chunk)), { items: 0, rows: 0 });
}

const LIVING = 'run.id NOT IN (SELECT run FROM deleted)';

/** Keys come as one blob, sorted, so that the index is walked forwards (see view.ts). */
const WANTED = `WITH RECURSIVE
  n (item) AS (SELECT 0 UNION ALL SELECT item + 1 FROM n WHERE item < @count - 1),
  wanted (key) AS MATERIALIZED (SELECT DISTINCT substr(@keys, item * 16 + 1, 16) FROM n ORDER BY 1)`;
const MATCHING = `wanted CROSS JOIN run ON run.key = wanted.key WHERE run.ok <= @ok AND ${LIVING}`;

interface Chosen {
  readonly keys: Buffer;
  readonly count: number;
  readonly ok: number;
}

function chunksOf({ keys, rows }: RowChoice): readonly Chosen[] {
  const chunks: Chosen[] = [];
  for (let first = 0; first < keys.length; first += CHUNK) {
    const some = keys.slice(first, first + CHUNK);
    chunks.push({ keys: Buffer.concat(some), count: some.length, ok: rows === 'all' ? 1 : 0 });
  }
  return chunks;
}

/** Keys per statement: 1 MiB. */
const CHUNK = 65_536;

type Count = ReturnType<Curation['countRows']>;

function added(a: Count, b: Count | undefined): Count {
  return { items: a.items + (b?.items ?? 0), rows: a.rows + (b?.rows ?? 0) };
}

const TRACES = `SELECT run.id AS run, run.ok, coalesce(sweep.fingerprint, 0) AS fingerprint, run.finished AS finishedAt,
    sweep.install IS NOT ? AS imported, run.id IN (SELECT run FROM deleted) AS deleted, run.id IN (SELECT run FROM damaged) AS damaged, item_files.files
  FROM run LEFT JOIN sweep ON sweep.id = run.sweep LEFT JOIN item_files ON item_files.run = run.id WHERE run.key = ? ORDER BY run.id`;

type TraceRow = Pick<Trace, 'run' | 'fingerprint' | 'finishedAt'> & {
  readonly [flag in 'ok' | 'imported' | 'deleted' | 'damaged']: number;
} & { readonly files: string | null };

function traceOf({ ok, imported, deleted, damaged, files, ...rest }: TraceRow): Trace {
  return { ...rest, files: files ?? undefined, ok: ok === 1, imported: imported === 1, deleted: deleted === 1, damaged: damaged === 1 };
}

const RECORDS = `SELECT sweep.id, started AS startedAt, finished AS finishedAt, ended, selected, coalesce(summary, '') AS summary, bytes AS text,
    digest, parts FROM sweep JOIN fingerprint ON fingerprint.id = sweep.fingerprint LEFT JOIN content ON content.id = sweep.text`;

type RecordRow = Omit<SweepRecord, 'text' | 'parts'> & { readonly text: Buffer | null; readonly parts: string };

function recordOf({ text, parts, ...rest }: RecordRow): SweepRecord {
  return { ...rest, text: text === null ? '' : unpackText(text), parts: storedJson(PARTS, parts) ?? {} };
}

const PARTS = z.record(z.string(), z.string());

function originOf(
  row: { readonly kind: string | null; readonly at: number; readonly text: Buffer | null } | undefined,
): Origin | undefined {
  if (row?.kind !== 'registered' && row?.kind !== 'accepted') return undefined;
  return { kind: row.kind, at: row.at, text: row.text === null ? '' : unpackText(row.text) };
}
