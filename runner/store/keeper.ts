import { RunnerError } from '../../protocol/errors.ts';
import { fault } from '../fault.ts';
import type { StoreFiles } from './files.ts';
import type { Sqlite } from '../runtime.ts';
import { homeOf } from './homeless.ts';
import { immediately } from './immediately.ts';
import { mergeRescued } from './merge.ts';
import { claim, epochCheck, isLivingOther, ownerOf, type OwnerRow, takenOver } from './owner.ts';
import { openForWriting, type Ready, rescue } from './recover.ts';
import { haveMoved, identitiesOf } from './shape.ts';
import { isSuspicious, storeTrouble } from './trouble.ts';

/** The writer's connection, which is opened again when it cannot be trusted and rescued when its file is taken away. */
export interface Keeper {
  epoch(): number;
  /** Which database is held now, for a second connection of this process to it. Throws `RunnerError` when it cannot be used. */
  ready(busy: boolean): Pick<Held, 'epoch' | 'identities'>;
  notice(): string | undefined;
  /** Takes in what another runner has rescued and could not put back; answers whether there was anything. */
  gather(busy: boolean): boolean;
  /** `busy` says whether a sweep runs, so that results would be lost with the file. */
  read<T>(busy: boolean, work: (db: Sqlite) => T): T;
  /** Runs `work` in one immediate transaction, with the epoch checked inside. Throws `RunnerError`; then nothing of it is stored. */
  write<T>(busy: boolean, work: (db: Sqlite) => T): T;
  close(busy: boolean): void;
}

/** `alone` is called before the connection is given up: then no other one of this process may be open. */
export function openKeeper(files: StoreFiles, install: string, alone: () => void = () => undefined): Keeper {
  // Who calls this holds the workspace's lock, so whoever the owner row names is gone or has no right to it.
  let held = hold(files, openForWriting(files), install);
  let suspicious = false;
  /** Another runner owns the workspace, it is gone, or this was closed: this is for good, so nothing is looked at, or rescued, again. */
  let lost: RunnerError | undefined;
  const home = homeOf(files);
  const current = (busy: boolean): Sqlite => {
    if (lost) throw lost;
    const moved = haveMoved(files.database, held.identities);
    if (!moved && !suspicious) return held.db;
    if (busy && held.db.open) home.assertThere(held.db);
    alone();
    const next = moved ? followFile(files, held, busy) : reopen(files, held, (owner) => owner.epoch !== held.epoch);
    held = hold(files, next, install);
    suspicious = false;
    return held.db;
  };
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      suspicious ||= isSuspicious(error);
      if (error instanceof RunnerError && (error.code === 'lock-held' || error.code === 'workspace-gone')) lost = error;
      throw storeTrouble(error, files.database);
    }
  };
  return {
    epoch: () => held.epoch,
    ready: (busy) =>
      guarded(() => {
        current(busy);
        return { epoch: held.epoch, identities: held.identities };
      }),
    notice: () => held.notice,
    gather: (busy) =>
      guarded(() => {
        const db = current(busy);
        held.checkEpoch();
        const notice = mergeRescued(files, db);
        if (notice !== undefined) held = { ...held, notice };
        return notice !== undefined;
      }),
    read: (busy, work) => guarded(() => work(current(busy))),
    write: (busy, work) => guarded(() => inTransaction(current(busy), () => held.checkEpoch(), work)),
    close: (busy) =>
      guarded(() => {
        if (busy && !lost) current(busy);
        alone();
        fault('checkpoint');
        held.db.close();
        // Somebody may still ask: to open the database for that again would take it from the runner that comes next.
        lost ??= new RunnerError('connection-lost', 'This runner has ended; ask again, and another one answers.');
      }),
  };
}

interface Held extends Ready {
  readonly epoch: number;
  readonly checkEpoch: () => void;
  readonly identities: ReturnType<typeof identitiesOf>;
}

function hold(files: StoreFiles, ready: Ready, install: string): Held {
  const epoch = claim(ready.db, install);
  fault('epoch.claimed');
  // Raising the epoch has written, so the log and its index are there from now on until the connection closes.
  const identities = identitiesOf(files.database);
  const notice = mergeRescued(files, ready.db) ?? ready.notice;
  return { db: ready.db, notice, epoch, checkEpoch: epochCheck(ready.db, epoch), identities };
}

/** With a sweep running its results are rescued; without one the user has removed the results, and that stands. */
function followFile(files: StoreFiles, held: Held, busy: boolean): Ready {
  if (!busy || !held.db.open) return reopen(files, held, isLivingOther);
  return rescue(files, held);
}

/** Opens what is under the name now, unless it is another runner's by now. */
function reopen(files: StoreFiles, held: Held, isOthers: (owner: OwnerRow) => boolean): Ready {
  held.db.close();
  const ready = openForWriting(files);
  const owner = ownerOf(ready.db);
  if (owner === undefined || !isOthers(owner)) return ready;
  ready.db.close();
  throw takenOver(owner);
}

function inTransaction<T>(db: Sqlite, checkEpoch: () => void, work: (db: Sqlite) => T): T {
  return immediately(db, () => {
    checkEpoch();
    const answer = work(db);
    fault('commit.open');
    return answer;
  });
}
