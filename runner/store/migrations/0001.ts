/**
 * The first schema. It is a string in a module because that is the same under Node, vitest and esbuild, without a loader.
 *
 * Design decision: no row says "running". What runs is known by the runner's memory alone, so nothing in the file can
 * say "running" for ever, and nothing has to be repaired after a crash: an item without a finished run is pending.
 *
 * `run` is in commit order; its only index covers what `view` needs, so that states are found without touching rows.
 * `parameters` and `outputs` are encoded text (core/value/encode.ts); numbers of user code are never bound as numbers.
 * Traces and outputs of programs lie in `content` once each, found by hash.
 *
 * A deleted run keeps its row, marked with its deletion, until `gc` drops it: so a deletion can be taken back.
 * A sweep that `ended` as `registered` or `accepted` was run by nobody here: its `text` says who vouched for its runs.
 *
 * `items` and `results` are documented for other readers (`sqlite3`, Python, DuckDB): `results` has every attempt,
 * `items` the newest one of each key. `outputs` and `parameters` there are JSON text, times are milliseconds since 1970.
 */
export const migration0001 = `
CREATE TABLE owner (
  id INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, install TEXT NOT NULL,
  host TEXT NOT NULL, boot TEXT NOT NULL, pid INTEGER NOT NULL, started TEXT NOT NULL
) STRICT;
CREATE TABLE task (id INTEGER PRIMARY KEY, file TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT;
CREATE TABLE fingerprint (id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, parts TEXT NOT NULL) STRICT;
CREATE TABLE worker (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE content (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT;
CREATE TABLE sweep (
  id INTEGER PRIMARY KEY, task INTEGER NOT NULL REFERENCES task, fingerprint INTEGER NOT NULL REFERENCES fingerprint,
  install TEXT NOT NULL, epoch INTEGER NOT NULL, started INTEGER NOT NULL, text INTEGER REFERENCES content,
  selected INTEGER NOT NULL, finished INTEGER, ended TEXT, summary TEXT
) STRICT;
CREATE INDEX sweep_by_task ON sweep (task);
CREATE TABLE run (
  id INTEGER PRIMARY KEY, key BLOB NOT NULL, sweep INTEGER NOT NULL REFERENCES sweep,
  item INTEGER NOT NULL, replicate INTEGER NOT NULL, seed INTEGER NOT NULL, attempt INTEGER NOT NULL, ok INTEGER NOT NULL,
  parameters TEXT NOT NULL, outputs TEXT, seconds REAL NOT NULL, finished INTEGER NOT NULL,
  worker INTEGER NOT NULL REFERENCES worker, checksum BLOB NOT NULL
) STRICT;
CREATE INDEX run_by_key ON run (key, sweep, ok);
CREATE TABLE failure (
  run INTEGER PRIMARY KEY REFERENCES run, kind TEXT NOT NULL, type TEXT NOT NULL, message TEXT NOT NULL,
  trace INTEGER REFERENCES content, digits BLOB
) STRICT;
CREATE TABLE log (
  run INTEGER PRIMARY KEY REFERENCES run, stdout INTEGER REFERENCES content, stderr INTEGER REFERENCES content,
  dropped_stdout INTEGER NOT NULL, dropped_stderr INTEGER NOT NULL
) STRICT;
CREATE TABLE label (key BLOB PRIMARY KEY, tags TEXT NOT NULL, note TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE damaged (run INTEGER PRIMARY KEY) STRICT;
CREATE TABLE deleted (run INTEGER PRIMARY KEY, deletion INTEGER NOT NULL) STRICT;
CREATE VIEW results AS
  SELECT run.id AS run, lower(hex(run.key)) AS key, task.file AS file, task.name AS task, run.sweep AS sweep,
    fingerprint.digest AS fingerprint, run.item AS item, run.replicate AS replicate, run.seed AS seed,
    run.attempt AS attempt, iif(run.ok, 'done', 'failed') AS state, run.parameters AS parameters,
    run.outputs AS outputs, failure.kind AS error_kind, failure.type AS error_type, failure.message AS error,
    run.seconds AS seconds, run.finished AS finished, worker.name AS worker
  FROM run JOIN sweep ON sweep.id = run.sweep JOIN task ON task.id = sweep.task
    JOIN fingerprint ON fingerprint.id = sweep.fingerprint JOIN worker ON worker.id = run.worker
    LEFT JOIN failure ON failure.run = run.id
  WHERE run.id NOT IN (SELECT damaged.run FROM damaged) AND run.id NOT IN (SELECT deleted.run FROM deleted);
CREATE VIEW items AS
  SELECT * FROM results WHERE run IN (SELECT max(id) FROM run WHERE id NOT IN (SELECT deleted.run FROM deleted) GROUP BY key);
`;
