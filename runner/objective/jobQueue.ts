import type { Outcome } from '../../core/sweep/outcome.ts';
import type { FromWorker } from '../../protocol/objective.ts';
import type { Capture } from './capture.ts';
import { type CollectedFiles, removeLeftovers } from './collectFiles.ts';
import { filesOf, finishOutcome, noFiles } from './finishOutcome.ts';
import { Reports } from './reports.ts';
import type { EndedJob, ItemOutput, Job, WorkerEvents, WorkerSetup } from './worker.ts';

/** What the queue has to know about the kind of objective. */
export interface Language {
  /** The item as the worker's program reads it: JSON text. */
  readonly frame: (job: Job) => string;
  /** Turns the worker's answer into the outcome; absent when it is the outcome. */
  readonly settle?: (job: Job, outcome: Outcome, output: ItemOutput | undefined) => Promise<Outcome>;
}

/** The job that runs now, and since when (`performance.now`). */
export interface Head {
  readonly job: Job;
  readonly since: number;
}

/**
 * The jobs of one worker in their order: not yet written to its pipe, written but unanswered (the first of them is
 * the one that runs), answered but waiting for the end of their output.
 */
export class JobQueue {
  readonly #language: Language;
  readonly #capture: Capture;
  readonly #events: WorkerEvents;
  readonly #setup: WorkerSetup;
  readonly #given = new AbortController();
  #unsent: Job[] = [];
  #sent: Job[] = [];
  #answered: Answered[] = [];
  /** Of jobs that were sent: what an earlier attempt left and cannot be taken away. */
  readonly #leftovers = new Map<number, string>();
  /** What the running job has reported. */
  #reports: Reports | undefined;
  #since = 0;
  #cancelling = false;
  #settling: Promise<void> = Promise.resolve();

  constructor(language: Language, of: { readonly capture: Capture; readonly events: WorkerEvents; readonly setup: WorkerSetup }) {
    this.#language = language;
    this.#capture = of.capture;
    this.#events = of.events;
    this.#setup = of.setup;
  }

  add(jobs: readonly Job[]): void {
    for (const job of jobs) this.#unsent.push(job);
  }

  head(): Head | undefined {
    const job = this.#sent[0];
    return job === undefined ? undefined : { job, since: this.#since };
  }

  /** Time in which nothing could run (the machine slept) does not count against the running job. */
  credit(milliseconds: number): void {
    this.#since += milliseconds;
  }

  /** From now on the worker is being stopped: a failure may be of our making, and counts as cancelled. */
  cancel(): void {
    this.#cancelling = true;
    this.#given.abort();
  }

  /** The next line for the worker, with as many items as one frame may have. */
  nextFrame(): string | undefined {
    if (this.#unsent.length === 0) return undefined;
    if (this.#sent.length === 0) this.#since = performance.now();
    const frames: string[] = [];
    let size = 0;
    for (const job of this.#unsent) {
      if (frames.length === FRAME_ITEMS || size > FRAME_CHARACTERS) break;
      const left = removeLeftovers(this.#setup.outputs?.files ?? [], job.folder, this.#setup.fileRoot);
      if (left !== undefined) this.#leftovers.set(job.seq, left);
      const frame = this.#language.frame(job);
      size += frame.length;
      frames.push(frame);
    }
    this.#sent.push(...this.#unsent.splice(0, frames.length));
    return `{"kind":"run","items":[${frames.join(',')}]}\n`;
  }

  /** Keeps metrics of the running item; those of another one, which has been answered, are nobody's. */
  reported(seq: number, metrics: string): boolean {
    if (this.#sent[0]?.seq !== seq) return false;
    (this.#reports ??= new Reports()).add(metrics);
    return true;
  }

  /** What the running job has reported so far, as encoded outputs. */
  seen(): string | undefined {
    return this.#reports?.joinTo(undefined);
  }

  /** Takes the worker's answer; false when it is not the running item's. */
  answered(answer: Extract<FromWorker, { kind: 'value' | 'failure' }>): boolean {
    const job = this.#sent[0];
    if (job?.seq !== answer.seq) return false;
    this.#sent.shift();
    this.#since = performance.now();
    const { marked } = answer;
    this.#answered.push({
      job,
      outcome: outcomeOf(answer),
      reports: this.#reports,
      marked,
      at: this.#since,
      cancelling: this.#cancelling,
    });
    this.#reports = undefined;
    return true;
  }

  /** Tells the outcomes whose output is complete; `force`: also those whose marks do not come. */
  release(force: 'never' | 'late' | 'all' = 'never'): void {
    const waiting = this.#answered.findIndex(({ job, marked, at }) => {
      const late = force === 'all' || (force === 'late' && performance.now() - at > MARK_PATIENCE);
      return marked && !late && !this.#capture.has(job.seq);
    });
    const complete = this.#answered.splice(0, waiting < 0 ? this.#answered.length : waiting);
    if (complete.length === 0) return;
    const { settle } = this.#language;
    const hasFiles = (this.#setup.outputs?.files.length ?? 0) > 0;
    if (settle !== undefined || hasFiles) for (const one of complete) this.#settleLater(one, this.#outputOf(one));
    else this.#events.outcomes(complete.map((one) => this.#end(one, this.#outputOf(one), { settled: one.outcome })));
  }

  /** Resolves when every answered job has been told. */
  settled(): Promise<void> {
    this.release('all');
    return this.#settling;
  }

  /** Ends the running job, of which no answer will come. */
  lose(outcome: Outcome, output: ItemOutput | undefined): void {
    const job = this.#sent.shift();
    if (job === undefined) return;
    const last = finishOutcome(outcome, this.#setup.outputs, { reports: this.#reports });
    this.#events.outcomes([{ seq: job.seq, outcome: last, output }]);
  }

  /** Gives back everything that has not begun. */
  returnAll(): void {
    const seqs = [...this.#sent, ...this.#unsent].map((job) => job.seq);
    this.#sent = [];
    this.#unsent = [];
    if (seqs.length > 0) this.#events.returned(seqs);
  }

  /** All that an answered job has printed. */
  #outputOf({ job, marked }: Answered): ItemOutput | undefined {
    return marked ? this.#capture.take(job.seq) : undefined;
  }

  #settleLater(one: Answered, output: ItemOutput | undefined): void {
    const { settle } = this.#language;
    const { outputs, fileRoot: root, keepsFiles } = this.#setup;
    const { job, outcome } = one;
    this.#settling = this.#settling.then(async () => {
      const settled = settle ? await settle(job, outcome, output) : outcome;
      const place = { root, folder: job.folder, workspace: keepsFiles ? root : undefined, signal: this.#given.signal };
      const left = this.#leftovers.get(job.seq);
      const collected = left === undefined ? await filesOf(settled, outputs, place) : noFiles(left);
      this.#events.outcomes([collected === 'given up' ? givenUp(one, output) : this.#end(one, output, { settled, collected })]);
    });
  }

  #end(
    { job, reports, cancelling }: Answered,
    output: ItemOutput | undefined,
    { settled, collected }: { readonly settled: Outcome; readonly collected?: CollectedFiles | undefined },
  ): EndedJob {
    const ours = cancelling && settled.kind === 'failure';
    const outcome: Outcome = ours ? { kind: 'cancelled' } : finishOutcome(settled, this.#setup.outputs, { reports, collected });
    return { seq: job.seq, outcome, output };
  }
}

interface Answered {
  readonly job: Job;
  readonly outcome: Outcome;
  readonly reports: Reports | undefined;
  readonly marked: boolean;
  readonly at: number;
  readonly cancelling: boolean;
}

/** Items and characters of one frame: what a pipe holds, so that a worker that does not read costs little. */
const FRAME_ITEMS = 256;
const FRAME_CHARACTERS = 256 * 1024;
/** Milliseconds to wait for a mark on an output stream that the item may have taken away. */
const MARK_PATIENCE = 1000;

function givenUp({ job }: Answered, output: ItemOutput | undefined): EndedJob {
  return { seq: job.seq, outcome: { kind: 'cancelled' }, output };
}

function outcomeOf(answer: Extract<FromWorker, { kind: 'value' | 'failure' }>): Outcome {
  if (answer.kind === 'value') return { kind: 'value', outputs: answer.outputs, seconds: answer.seconds };
  return { kind: 'failure', failure: answer.failure, seconds: answer.seconds };
}
