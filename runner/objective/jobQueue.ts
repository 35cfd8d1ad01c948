import type { Outcome } from '../../core/sweep/outcome.ts';
import type { FromWorker } from '../../protocol/objective.ts';
import type { Capture } from './capture.ts';
import type { ItemOutput, Job, WorkerEvents } from './worker.ts';

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
  #unsent: Job[] = [];
  #sent: Job[] = [];
  #answered: Answered[] = [];
  #since = 0;
  #cancelling = false;
  #settling: Promise<void> = Promise.resolve();

  constructor(language: Language, capture: Capture, events: WorkerEvents) {
    this.#language = language;
    this.#capture = capture;
    this.#events = events;
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
  }

  /** The next line for the worker, with as many items as one frame may have. */
  nextFrame(): string | undefined {
    if (this.#unsent.length === 0) return undefined;
    if (this.#sent.length === 0) this.#since = performance.now();
    const frames: string[] = [];
    let size = 0;
    for (const job of this.#unsent) {
      if (frames.length === FRAME_ITEMS || size > FRAME_CHARACTERS) break;
      const frame = this.#language.frame(job);
      size += frame.length;
      frames.push(frame);
    }
    this.#sent.push(...this.#unsent.splice(0, frames.length));
    return `{"kind":"run","items":[${frames.join(',')}]}\n`;
  }

  /** Takes the worker's answer; false when it is not the running item's. */
  answered(answer: Extract<FromWorker, { kind: 'value' | 'failure' }>): boolean {
    const job = this.#sent[0];
    if (job?.seq !== answer.seq) return false;
    this.#sent.shift();
    this.#since = performance.now();
    this.#answered.push({ job, outcome: outcomeOf(answer), marked: answer.marked, at: this.#since, cancelling: this.#cancelling });
    return true;
  }

  /** Tells the outcomes whose output is complete; `force`: also those whose marks do not come. */
  release(force: 'never' | 'late' | 'all' = 'never'): void {
    for (let first = this.#answered[0]; first !== undefined; first = this.#answered[0]) {
      const late = force === 'all' || (force === 'late' && performance.now() - first.at > MARK_PATIENCE);
      if (first.marked && !late && !this.#capture.has(first.job.seq)) return;
      this.#answered.shift();
      this.#tell(first, first.marked ? this.#capture.take(first.job.seq) : undefined);
    }
  }

  /** Resolves when every answered job has been told. */
  settled(): Promise<void> {
    this.release('all');
    return this.#settling;
  }

  /** Removes the running job. */
  takeHead(): Head | undefined {
    const head = this.head();
    this.#sent.shift();
    return head;
  }

  /** Gives back everything that has not begun. */
  returnAll(): void {
    const seqs = [...this.#sent, ...this.#unsent].map((job) => job.seq);
    this.#sent = [];
    this.#unsent = [];
    if (seqs.length > 0) this.#events.returned(seqs);
  }

  #tell({ job, outcome, cancelling }: Answered, output: ItemOutput | undefined): void {
    const { settle } = this.#language;
    const tell = (settled: Outcome): void => {
      this.#events.outcome(job.seq, cancelling && settled.kind === 'failure' ? { kind: 'cancelled' } : settled, output);
    };
    if (settle === undefined) tell(outcome);
    else this.#settling = this.#settling.then(async () => tell(await settle(job, outcome, output)));
  }
}

interface Answered {
  readonly job: Job;
  readonly outcome: Outcome;
  readonly marked: boolean;
  readonly at: number;
  readonly cancelling: boolean;
}

/** Items and characters of one frame: what a pipe holds, so that a worker that does not read costs little. */
const FRAME_ITEMS = 256;
const FRAME_CHARACTERS = 256 * 1024;
/** Milliseconds to wait for a mark on an output stream that the item may have taken away. */
const MARK_PATIENCE = 1000;

function outcomeOf(answer: Extract<FromWorker, { kind: 'value' | 'failure' }>): Outcome {
  if (answer.kind === 'value') return { kind: 'value', outputs: answer.outputs, seconds: answer.seconds };
  return { kind: 'failure', failure: answer.failure, seconds: answer.seconds };
}
