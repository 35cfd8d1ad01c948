import type { Sqlite } from '../runtime.ts';
import type { Curation, Retention, Waste } from './curation.ts';

/** Which rows and pieces of content nothing needs. */
export type WasteFinder = Pick<Curation, 'waste' | 'looseContent' | 'namedFiles'>;
/** Removing them; to be called inside a write transaction. */
export type Collector = Pick<Curation, 'drop' | 'dropLooseContent'>;

export function wasteFinder(db: Sqlite, install: string): WasteFinder {
  const deleted = db.prepare<[], number>('SELECT run FROM deleted').pluck();
  const sweeps = db.prepare<[string], SweepFacts>('SELECT id, task, fingerprint FROM sweep WHERE install = ?');
  // Read from the covering key index alone, where no item has files of its own.
  const rows = db
    .prepare<[], Entry>(
      'SELECT key, id, sweep, ok, files FROM run INDEXED BY run_by_key LEFT JOIN item_files ON item_files.run = run.id ORDER BY key',
    )
    .raw();
  const loose = db.prepare<[{ without: string }], { pieces: number; bytes: number }>(
    `SELECT count(*) AS pieces, coalesce(sum(length(bytes)), 0) AS bytes FROM content WHERE ${looseBut('SELECT value FROM json_each(@without)')}`,
  );
  const naming = db
    .prepare<[string], string>(
      "SELECT outputs FROM run WHERE instr(outputs, '.sweepdeck/artifacts/') > 0 AND id NOT IN (SELECT value FROM json_each(?))",
    )
    .pluck();
  return {
    namedFiles(without) {
      const hashes = new Set<string>();
      for (const outputs of naming.iterate(JSON.stringify(without)))
        for (const [, hash = ''] of outputs.matchAll(ARTIFACT)) hashes.add(hash);
      return hashes;
    },
    waste(retention) {
      const gone = new Set(deleted.all());
      // Rows of other installations have not been accepted yet; nobody here can say what they are good for.
      const own = new Map(sweeps.all(install).map((one) => [one.id, one]));
      const old: number[] = [];
      let item: Attempt[] = [];
      let key: Buffer | undefined;
      for (const [next, run, sweep, ok, files] of rows.iterate()) {
        if (key === undefined || !next.equals(key)) {
          for (const one of superfluous(item, retention)) old.push(one);
          item = [];
          key = next;
        }
        const facts = own.get(sweep);
        if (facts && !gone.has(run)) item.push({ run, ok: ok === 1, files, ...facts });
      }
      for (const one of superfluous(item, retention)) old.push(one);
      return { old, deleted: [...gone] } satisfies Waste;
    },
    looseContent: (without) => loose.get({ without: JSON.stringify(without) }) ?? { pieces: 0, bytes: 0 },
  };
}

const ARTIFACT = /\.sweepdeck\/artifacts\/[0-9a-f]{2}\/([0-9a-f]{64})\//g;

export function collector(db: Sqlite): Collector {
  const tables = ['failure', 'log', 'item_files', 'damaged', 'deleted'].map((table) =>
    db.prepare<[string]>(`DELETE FROM ${table} WHERE run IN (SELECT value FROM json_each(?))`),
  );
  const run = db.prepare<[string]>('DELETE FROM run WHERE id IN (SELECT value FROM json_each(?))');
  const content = db.prepare<[]>(`DELETE FROM content WHERE ${looseBut('SELECT 0 WHERE 0')}`);
  return {
    drop(runs) {
      const ids = JSON.stringify(runs);
      for (const table of tables) table.run(ids);
      run.run(ids);
    },
    dropLooseContent: () => void content.run(),
  };
}

interface SweepFacts {
  readonly id: number;
  readonly task: number;
  readonly fingerprint: number;
}

type Entry = [key: Buffer, run: number, sweep: number, ok: number, files: string | null];

interface Attempt extends SweepFacts {
  readonly run: number;
  readonly ok: boolean;
  readonly files: string | null;
}

/**
 * Rows of one key whose generation (fingerprint and files of its own) no present task has or shows, but for the newest
 * successful ones that `cache.keep` of any task that made a row asks for.
 */
function superfluous(attempts: readonly Attempt[], { fingerprints, shown, keep }: Retention): readonly number[] {
  // What files hold today is known from what is shown.
  const isNeeded = ({ fingerprint, files, run }: Attempt): boolean => shown.has(run) || (files === null && fingerprints.has(fingerprint));
  if (attempts.every(isNeeded)) return [];
  const generations = Map.groupBy(attempts, (one) => `${one.fingerprint} ${one.files ?? ''}`);
  const old = [...generations.values()].filter((runs) => !runs.some(isNeeded));
  const successful = old.filter((runs) => runs.some((one) => one.ok)).sort((a, b) => newest(b) - newest(a));
  const kept = new Set(successful.slice(0, Math.max(...attempts.map((one) => keep(one.task)))));
  return old.filter((runs) => !kept.has(runs)).flatMap((runs) => runs.map((one) => one.run));
}

/** Of the successes: a later failure makes a generation no newer. */
function newest(runs: readonly Attempt[]): number {
  return Math.max(...runs.filter((one) => one.ok).map((one) => one.run));
}

/** Content that no row refers to, rows of the runs `without` not counted. */
function looseBut(without: string): string {
  return `id NOT IN (
    SELECT stdout FROM log WHERE stdout IS NOT NULL AND run NOT IN (${without})
    UNION SELECT stderr FROM log WHERE stderr IS NOT NULL AND run NOT IN (${without})
    UNION SELECT trace FROM failure WHERE trace IS NOT NULL AND run NOT IN (${without})
    UNION SELECT text FROM sweep WHERE text IS NOT NULL)`;
}
