import type { ItemOutput } from '../objective/worker.ts';
import type { Sqlite } from '../runtime.ts';
import { type Answers, answers } from './answers.ts';
import { type Collector, collector, type WasteFinder, wasteFinder } from './collector.ts';
import { type Curator, curator, type Inquiry, inquiry } from './curator.ts';
import { logReader } from './log.ts';
import { type Register, register, type Writer } from './register.ts';
import { type RunReader, runReader } from './rows.ts';
import { type PartScan, partScan } from './scan.ts';
import type { SweepView } from './store.ts';
import { viewReader, type ViewRequest } from './view.ts';
import { type RunWriter, runWriter } from './writer.ts';

/** The prepared statements of one connection for reading. */
export interface ReadSession {
  readonly runs: RunReader;
  readonly scan: PartScan;
  readonly view: (request: ViewRequest) => SweepView;
  readonly log: (run: number) => ItemOutput | undefined;
  readonly answers: Answers;
  readonly inquiry: Inquiry & WasteFinder;
}

/** Those for writing as well; to be called inside write transactions. */
export interface WriteSession extends ReadSession {
  readonly insert: RunWriter;
  readonly register: Register;
  readonly curator: Curator & Collector;
  readonly markDamaged: (runs: readonly number[]) => void;
}

export function readSession(db: Sqlite, install: string): ReadSession {
  return {
    runs: runReader(db),
    scan: partScan(db),
    view: viewReader(db),
    log: logReader(db),
    answers: answers(db),
    inquiry: { ...inquiry(db, install), ...wasteFinder(db, install) },
  };
}

export function writeSession(db: Sqlite, writer: Writer): WriteSession {
  const mark = db.prepare<[string]>('INSERT OR IGNORE INTO damaged (run) SELECT value FROM json_each(?)');
  return {
    ...readSession(db, writer.install),
    insert: runWriter(db),
    register: register(db, writer),
    curator: { ...curator(db), ...collector(db) },
    markDamaged: (runs) => void mark.run(JSON.stringify(runs)),
  };
}
