import { keyHex } from '../../core/identity/key.ts';
import type { Outcome } from '../../core/sweep/outcome.ts';
import type { ItemIndex, ScheduledJob } from '../../core/sweep/scheduleState.ts';
import type { ItemOutput, Job } from '../objective/worker.ts';
import type { NewRun } from '../store/store.ts';
import type { Plan } from '../tasks.ts';

/** Items on their way: what was sent to a worker, until its answer has become a row. */
export class Attempts {
  readonly #options: AttemptOptions;
  readonly #sent = new Map<number, Attempt>();

  constructor(options: AttemptOptions) {
    this.#options = options;
  }

  /** The item as its worker gets it; `timeout` in milliseconds. */
  jobOf(job: ScheduledJob, timeout: number | undefined): Job {
    const { plan, itemFolder } = this.#options;
    const { point, replicate, seed } = plan.item(job.item);
    const hex = keyHex(plan.keyer.key(point, seed));
    const sent = {
      seq: job.seq,
      key: hex,
      point,
      parameters: plan.encodeParameters(point),
      seed,
      replicate,
      folder: itemFolder(hex),
      ...(timeout !== undefined && { timeout }),
    };
    this.#sent.set(job.seq, { job, sent, output: undefined });
    return sent;
  }

  /** Keeps what the item has printed until its row is made. */
  answered(seq: number, output: ItemOutput | undefined): void {
    const attempt = this.#sent.get(seq);
    if (attempt) attempt.output = output;
  }

  /** The row of an ended attempt; none when it was given back meanwhile. */
  rowOf(job: ScheduledJob, outcome: Exclude<Outcome, { kind: 'cancelled' }>, worker: number): NewRun | undefined {
    const attempt = this.#sent.get(job.seq);
    if (!attempt) return undefined;
    const { sent, output } = attempt;
    // Out of a pool: SQLite would give an array of its own a second home outside the heap.
    const key = Buffer.from(sent.key, 'hex');
    const ok = outcome.kind === 'value';
    return {
      key,
      index: job.item,
      replicate: sent.replicate,
      seed: sent.seed,
      attempt: this.#options.attemptsBefore(job.item, key) + job.attempt,
      ok,
      parameters: sent.parameters,
      outputs: outcome.outputs ?? null,
      failure: ok ? null : outcome.failure,
      seconds: outcome.seconds,
      finishedAt: Date.now(),
      worker: `${this.#options.plan.run.kind} ${worker}`,
      output,
    };
  }

  itemOf(seq: number): ItemIndex | undefined {
    return this.#sent.get(seq)?.job.item;
  }

  forget(seq: number): void {
    this.#sent.delete(seq);
  }
}

interface AttemptOptions {
  readonly plan: Plan;
  readonly itemFolder: (key: string) => string;
  /** How many attempts of an item the store holds already. */
  readonly attemptsBefore: (item: number, key: Uint8Array) => number;
}

interface Attempt {
  readonly job: ScheduledJob;
  readonly sent: Job;
  output: ItemOutput | undefined;
}
