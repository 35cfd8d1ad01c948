import type { ItemOutput } from '../objective/worker.ts';
import type { Sqlite } from '../runtime.ts';
import { type Answers, answers } from './answers.ts';
import { type Collector, collector, type WasteFinder, wasteFinder } from './collector.ts';
import { type Copier, copier } from './copier.ts';
import { type Curator, curator, type Inquiry, inquiry } from './curator.ts';
import { type CountedRunWriter, countedRunWriter } from './countedRuns.ts';
import { logReader } from './log.ts';
import { raisingNews } from './news.ts';
import { type Register, register, type Writer } from './register.ts';
import {
  keptViewReader,
  type KeptView,
  type SealedCounts,
  sealer,
  type Settled,
  settledReader,
  settledWriter,
  viewKeeper,
} from './settled.ts';
import { type RunReader, runReader } from './rows.ts';
import { type PartScan, partScan } from './scan.ts';
import type { SweepView } from './sweepView.ts';
import { type ViewReader, viewReader } from './view.ts';

/** The prepared statements of one connection for reading. */
export interface ReadSession {
  readonly runs: RunReader;
  readonly scan: PartScan;
  readonly view: ViewReader;
  readonly logs: (runs: readonly number[]) => ReadonlyMap<number, ItemOutput>;
  readonly answers: Answers;
  readonly settled: (file: string) => Settled | undefined;
  readonly keptView: (file: string) => KeptView | undefined;
  readonly inquiry: Inquiry & WasteFinder;
}

/** Those for writing as well; to be called inside write transactions. */
export interface WriteSession extends ReadSession {
  readonly insert: CountedRunWriter;
  readonly register: Register;
  readonly curator: Curator & Collector & Copier;
  readonly markDamaged: (runs: readonly number[]) => void;
  readonly seal: (settled: Settled, changes: 0 | 1) => SealedCounts;
  readonly settle: (sealed: SealedCounts) => void;
  readonly keepView: (sealed: SealedCounts, view: SweepView) => void;
}

export function readSession(db: Sqlite, install: string): ReadSession {
  return {
    runs: runReader(db),
    scan: partScan(db),
    view: viewReader(db, install),
    logs: logReader(db),
    answers: answers(db),
    settled: settledReader(db, install),
    keptView: keptViewReader(db, install),
    inquiry: { ...inquiry(db, install), ...wasteFinder(db, install) },
  };
}

export function writeSession(db: Sqlite, writer: Writer): WriteSession {
  const mark = db.prepare<[string]>('INSERT OR IGNORE INTO damaged (run) SELECT value FROM json_each(?)');
  const newly = raisingNews(db);
  const { deleteRows, restoreRows } = curator(db);
  const { drop, dropLooseContent } = collector(db);
  const { copyRuns } = copier(db);
  return {
    ...readSession(db, writer.install),
    insert: countedRunWriter(db),
    register: register(db, writer),
    curator: {
      deleteRows: newly(deleteRows),
      restoreRows: newly(restoreRows),
      copyRuns: newly(copyRuns),
      drop: newly(drop),
      dropLooseContent,
    },
    markDamaged: newly((runs: readonly number[]) => void mark.run(JSON.stringify(runs))),
    seal: sealer(db, writer.install),
    settle: settledWriter(db),
    keepView: viewKeeper(db, writer.install),
  };
}
