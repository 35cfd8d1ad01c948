import type { Failure } from '../../core/sweep/outcome.ts';
import type { Sqlite } from '../runtime.ts';
import { checksum } from './checksum.ts';
import { unfold } from './fold.ts';
import { unpack, unpackText } from './pack.ts';
import type { StoredRun } from './store.ts';

/** Reads runs whole. Every row is checked against its checksum; a bad one comes as `damaged`, never as a result. */
export interface RunReader {
  /** In the order asked for; ids without a row are left out. */
  byId(ids: readonly number[]): readonly StoredRun[];
  /** Oldest first, without deleted ones. */
  byKey(key: Uint8Array): readonly StoredRun[];
}

export function runReader(db: Sqlite): RunReader {
  const byId = db.prepare<[string], Row>(
    `SELECT ${COLUMNS} FROM json_each(?) AS wanted CROSS JOIN run r ON r.id = wanted.value ${JOINS} ORDER BY wanted.id`,
  );
  const byKey = db.prepare<[Uint8Array], Row>(
    `SELECT ${COLUMNS} FROM run r ${JOINS} WHERE r.key = ? AND r.id NOT IN (SELECT run FROM deleted) ORDER BY r.id`,
  );
  return {
    byId: (ids) => byId.all(JSON.stringify(ids)).map(read),
    byKey: (key) => byKey.all(key).map(read),
  };
}

const COLUMNS = `r.id, r.key, r.sweep, s.fingerprint, r.item AS "index", r.replicate, r.seed, r.attempt, r.ok, r.parameters, r.outputs,
  r.seconds, r.finished AS finishedAt, w.name AS worker, r.checksum, f.kind, f.type, f.message, c.bytes AS trace, f.digits, i.files`;
// Left joins, so that damage to another table does not hide a run.
const JOINS = `LEFT JOIN sweep s ON s.id = r.sweep LEFT JOIN worker w ON w.id = r.worker
  LEFT JOIN failure f ON f.run = r.id LEFT JOIN content c ON c.id = f.trace LEFT JOIN item_files i ON i.run = r.id`;

interface Row extends Omit<StoredRun, 'key' | 'ok' | 'failure' | 'fingerprint' | 'worker' | 'damaged' | 'files'> {
  readonly key: Buffer;
  readonly ok: number;
  readonly fingerprint: number | null;
  readonly worker: string | null;
  readonly checksum: Buffer;
  readonly kind: Failure['kind'] | null;
  readonly type: string | null;
  readonly message: string | null;
  readonly trace: Buffer | null;
  readonly digits: Buffer | null;
  readonly files: string | null;
}

function read(row: Row): StoredRun {
  const { key, checksum: sum, kind: _kind, type: _type, message: _message, trace: _trace, digits: _digits, files, ...rest } = row;
  const known = {
    ...rest,
    ok: row.ok === 1,
    fingerprint: row.fingerprint ?? 0,
    worker: row.worker ?? '',
    files: files ?? undefined,
  };
  const failure = readFailure(row);
  const sound = failure !== 'damaged' && checksum({ ...known, key, failure }, row.sweep).equals(sum);
  if (sound) return { ...known, key: key.toString('hex'), failure };
  return { ...known, key: key.toString('hex'), ok: false, outputs: null, failure: DAMAGE, damaged: true };
}

function readFailure({ kind, type, message, trace, digits }: Row): Failure | null | 'damaged' {
  if (kind === null) return null;
  try {
    const shared = trace === null ? '' : unpackText(trace);
    const text = digits === null ? shared : unfold({ shared, digits: unpack(digits).toString('latin1') });
    return { kind, type: type ?? '', message: message ?? '', trace: text };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return 'damaged';
  }
}

const DAMAGE: Failure = {
  kind: 'output',
  type: 'DamagedRow',
  message: 'This stored result was damaged on disk; run the item again.',
  trace: '',
};
