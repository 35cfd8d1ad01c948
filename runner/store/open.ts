import { RunnerError } from '../../protocol/errors.ts';
import { type Sqlite, loadSqlite } from '../runtime.ts';
import { finish } from '../steps.ts';
import { openAside } from './aside.ts';
import type { Collector } from './collector.ts';
import { committingAside } from './commitAside.ts';
import type { Copier } from './copier.ts';
import type { Curator } from './curator.ts';
import { storeFiles } from './files.ts';
import { installId } from './install.ts';
import { openKeeper } from './keeper.ts';
import { isNetworkDisk } from './networkDisk.ts';
import { migrate, numberPragma } from './migrate.ts';
import { emptyLog, shrink } from './shrink.ts';
import { connectSnapshot } from './snapshot.ts';
import { type ReadSession, readSession, type WriteSession, writeSession } from './session.ts';
import type { Store, StoredRun } from './store.ts';
import { storeTrouble } from './trouble.ts';
import { type ViewReader, viewSteps } from './view.ts';

/**
 * Opens the results of a workspace. `write`: for the process that holds the workspace's lock (runner/lock.ts); makes,
 * migrates and recovers the database as needed. `read`: for any other process; changes nothing, and answers an empty
 * store where there is none yet. Throws a `RunnerError` with one sentence.
 */
export function openStore(workspace: string, mode: 'write' | 'read'): Store {
  return mode === 'write' ? openWriting(workspace) : openReading(workspace);
}

function openWriting(workspace: string): Store {
  const files = storeFiles(workspace);
  loadSqlite();
  const install = installId(true);
  const running = new Set<number>();
  // On a network disk there is one connection and no other.
  const aside = openAside(files.database, !isNetworkDisk(files.workspace));
  const keeper = attempt(files.database, () => openKeeper(files, install, () => aside.release()));
  const busy = (): boolean => running.size > 0;
  const sessions = latest((db) => writeSession(db, { install, epoch: keeper.epoch() }));
  const revision = revisions();
  const read = <T>(ask: (session: WriteSession) => T): T => keeper.read(busy(), (db) => ask(sessions(db)));
  const write = <T>(change: (session: WriteSession) => T): T => {
    const answer = keeper.write(busy(), (db) => change(sessions(db)));
    revision.raise();
    return answer;
  };
  const checked = (runs: readonly StoredRun[]): readonly StoredRun[] => {
    const bad = runs.filter((run) => run.damaged === true).map((run) => run.id);
    if (bad.length > 0) write((session) => session.markDamaged(bad));
    return runs;
  };
  const { endSweep, ...changes } = changing(write, running);
  return {
    ...reading(read, install),
    ...inquiring(read),
    get notice() {
      return keeper.notice();
    },
    runs: (ids) => checked(read((session) => session.runs.byId(ids))),
    history: (key) => checked(read((session) => session.runs.byKey(key))),
    ...changes,
    endSweep(sweep, end) {
      endSweep(sweep, end);
      if (running.size === 0) aside.close();
    },
    commitAside: committingAside({
      aside,
      commit: changes.commit,
      ready: () => keeper.ready(busy()),
      // Its rows are ours: no other process has written.
      committed() {
        revision.raise();
        keeper.read(busy(), (db) => revision.knows(db));
      },
    }),
    sealNext: (settled) => (aside.busy ? undefined : read((session) => session.seal(settled, 1))),
    gather() {
      if (keeper.gather(busy())) revision.raise();
    },
    emptyLog: () => keeper.read(busy(), emptyLog),
    shrink: () => keeper.read(busy(), shrink),
    revision: () => (aside.busy ? revision.last() : keeper.read(busy(), (db) => revision.now(db))),
    close() {
      keeper.close(busy());
      aside.close();
    },
  };
}

type Changing = Pick<
  Store,
  'taskId' | 'fingerprintId' | 'beginSweep' | 'endSweep' | 'commit' | 'label' | 'settle' | keyof Curator | keyof Collector | keyof Copier
>;

/** `running` holds the sweeps that have begun and not ended: their results are rescued when the file goes away. */
function changing(write: <T>(change: (session: WriteSession) => T) => T, running: Set<number>): Changing {
  return {
    taskId: (file, name) => write((session) => session.register.taskId(file, name)),
    fingerprintId: (digest, parts) => write((session) => session.register.fingerprintId(digest, parts)),
    beginSweep(sweep) {
      const id = write((session) => session.register.beginSweep(sweep));
      running.add(id);
      return id;
    },
    endSweep(sweep, end) {
      write((session) => session.register.endSweep(sweep, end));
      running.delete(sweep);
    },
    commit: (sweep, runs, counts) => write((session) => session.insert(sweep, runs, counts)),
    settle: (settled, view) =>
      write((session) => {
        const sealed = session.seal(settled, 0);
        session.settle(sealed);
        if (view !== undefined) session.keepView(sealed, view);
      }),
    label: (key, labels) => write((session) => session.register.label(key, labels)),
    deleteRows: (choice) => write((session) => session.curator.deleteRows(choice)),
    copyRuns: (of) =>
      write((session) => {
        const answer = session.curator.copyRuns(of);
        if (answer.damaged.length > 0) session.markDamaged(answer.damaged);
        return answer;
      }),
    restoreRows: (deletion) => write((session) => session.curator.restoreRows(deletion)),
    drop: (runs) => write((session) => session.curator.drop(runs)),
    dropLooseContent: () => write((session) => session.curator.dropLooseContent()),
  };
}

function openReading(workspace: string): Store {
  const { database } = storeFiles(workspace);
  loadSqlite();
  const install = installId(false);
  const { db, close } = attempt(database, () => connectSnapshot(storeFiles(workspace)) ?? emptyDatabase());
  const session = readSession(db, install);
  const revision = revisions();
  const read = <T>(ask: (session: ReadSession) => T): T => attempt(database, () => ask(session));
  const refuse = (): never => {
    throw new RunnerError('bad-request', `The results in ${database} were opened for reading only; changes go through the runner.`);
  };
  return {
    ...reading(read, install),
    ...inquiring(read),
    notice: undefined,
    runs: (ids) => read(({ runs }) => runs.byId(ids)),
    history: (key) => read(({ runs }) => runs.byKey(key)),
    taskId: refuse,
    fingerprintId: refuse,
    beginSweep: refuse,
    endSweep: refuse,
    commit: refuse,
    commitAside: refuse,
    label: refuse,
    settle: refuse,
    sealNext: refuse,
    deleteRows: refuse,
    restoreRows: refuse,
    copyRuns: refuse,
    drop: refuse,
    dropLooseContent: refuse,
    gather: () => undefined,
    emptyLog: refuse,
    shrink: refuse,
    revision: () => attempt(database, () => revision.now(db)),
    close,
  };
}

type Reading = Pick<
  Store,
  'install' | 'view' | 'viewSteps' | 'scan' | 'log' | 'logs' | 'lastSweep' | 'labels' | 'known' | 'akin' | 'settled' | 'keptView'
>;

function reading(read: <T>(ask: (session: ReadSession) => T) => T, install: string): Reading {
  const asking = <T>(question: (reader: ViewReader) => T): T => read((session) => question(session.view));
  return {
    install,
    view: (fingerprint, items, keyOf, more) => finish(viewSteps(asking, { fingerprint, items, keyOf, ...more })),
    viewSteps: (request) => viewSteps(asking, request),
    scan: (part, ids) => read((session) => session.scan(part, ids)),
    log: (run) => read((session) => session.logs([run])).get(run),
    logs: (runs) => read((session) => session.logs(runs)),
    settled: (file) => read((session) => session.settled(file)),
    keptView: (file) => read((session) => session.keptView(file)),
    known: (of) => read((session) => session.answers.known(of)),
    akin: (digest) => read((session) => session.answers.akin(digest)),
    lastSweep: (task) => read((session) => session.answers.lastSweep(task)),
    labels: (key) => read((session) => session.answers.labels(key)),
  };
}

function inquiring(read: <T>(ask: (session: ReadSession) => T) => T): ReadSession['inquiry'] {
  return {
    taskFiles: () => read(({ inquiry }) => inquiry.taskFiles()),
    inKeyOrder: (runs) => read(({ inquiry }) => inquiry.inKeyOrder(runs)),
    keysOf: (task) => read(({ inquiry }) => inquiry.keysOf(task)),
    countRows: (choice) => read(({ inquiry }) => inquiry.countRows(choice)),
    traces: (key) => read(({ inquiry }) => inquiry.traces(key)),
    imported: (keys) => read(({ inquiry }) => inquiry.imported(keys)),
    fingerprintParts: (fingerprint) => read(({ inquiry }) => inquiry.fingerprintParts(fingerprint)),
    sweepsOf: (task, which) => read(({ inquiry }) => inquiry.sweepsOf(task, which)),
    sweepRecord: (sweep) => read(({ inquiry }) => inquiry.sweepRecord(sweep)),
    heads: (first, last) => read(({ inquiry }) => inquiry.heads(first, last)),
    origin: (sweep) => read(({ inquiry }) => inquiry.origin(sweep)),
    sweepTexts: (sweep) => read(({ inquiry }) => inquiry.sweepTexts(sweep)),
    waste: (retention) => read(({ inquiry }) => inquiry.waste(retention)),
    looseContent: (without) => read(({ inquiry }) => inquiry.looseContent(without)),
    namedFiles: (without) => read(({ inquiry }) => inquiry.namedFiles(without)),
  };
}

function emptyDatabase(): { readonly db: Sqlite; readonly close: () => void } {
  const db = loadSqlite()(':memory:');
  migrate(db);
  return { db, close: () => void db.close() };
}

/** Statements belong to a connection; they are prepared again when it is another one. */
function latest<T>(make: (db: Sqlite) => T): (db: Sqlite) => T {
  let known: { readonly db: Sqlite; readonly made: T } | undefined;
  return (db) => {
    if (known?.db !== db) known = { db, made: make(db) };
    return known.made;
  };
}

interface Revisions {
  raise(): void;
  /** What was written until now is in the revision already. */
  knows(db: Sqlite): void;
  last(): number;
  now(db: Sqlite): number;
}

/** Starts at the time, so that two runners after each other never give one number to two truths. */
function revisions(): Revisions {
  let revision = Date.now();
  let seen: { readonly db: Sqlite; readonly version: number } | undefined;
  return {
    raise() {
      revision += 1;
    },
    knows(db) {
      seen = { db, version: numberPragma(db, 'data_version') };
    },
    last: () => revision,
    now(db) {
      const version = numberPragma(db, 'data_version');
      if (seen !== undefined && (seen.db !== db || seen.version !== version)) revision += 1;
      seen = { db, version };
      return revision;
    },
  };
}

function attempt<T>(database: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storeTrouble(error, database);
  }
}
