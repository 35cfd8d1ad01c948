import type { Outcome } from '../../core/sweep/outcome.ts';
import type { ItemIndex, ScheduledJob } from '../../core/sweep/scheduleState.ts';
import type { ItemOutput, Job } from '../objective/worker.ts';
import type { NewRun } from '../store/store.ts';
import type { Plan } from '../tasks.ts';

/** Items on their way: what was sent to a worker, until its answer has become a row. */
export class Attempts {
  readonly #options: AttemptOptions;
  readonly #sent = new Map<number, Attempt>();
  /** Keys, in hexadecimal digits, from being sent to the commit of a row or the return of the item; none before somebody may ask. */
  #held: Set<string> | undefined;
  /** That of the row which is being made. */
  readonly #key = Buffer.alloc(KEY_BYTES);
  readonly #names = new Map<number, string>();

  constructor(options: AttemptOptions) {
    this.#options = options;
  }

  /** The item as its worker gets it; `timeout` in milliseconds, `code` the state of what it reads (codeWatch.ts). */
  jobOf(job: ScheduledJob, timeout: number | undefined, code: number): Job {
    const { plan, itemFolder } = this.#options;
    const { point, replicate, seed } = plan.item(job.item);
    const hex = plan.keyDigits({ point, seed });
    const sent: Job = {
      seq: job.seq,
      key: hex,
      point: plan.given(point),
      parameters: plan.encodeParameters(point),
      seed,
      replicate,
      folder: itemFolder(hex),
      timeout,
    };
    this.#sent.set(job.seq, { job, sent, output: undefined, recorded: false, code });
    this.#held?.add(hex);
    return sent;
  }

  keyOf(item: ItemIndex): string {
    const { plan } = this.#options;
    return plan.keyDigits(plan.item(item));
  }

  /** Keeps what the item has printed until its row is made. */
  answered(seq: number, output: ItemOutput | undefined): void {
    const attempt = this.#sent.get(seq);
    if (attempt) attempt.output = output;
  }

  /** The row of an ended attempt, to be copied at once: the next one has its key in the same place. None when it was given back meanwhile. */
  rowOf(job: ScheduledJob, outcome: Exclude<Outcome, { kind: 'cancelled' }>, worker: number): AttemptRow | undefined {
    const attempt = this.#sent.get(job.seq);
    if (!attempt) return undefined;
    attempt.recorded = true;
    const { sent, output, code } = attempt;
    const key = this.#key;
    key.write(sent.key, 'hex');
    const ok = outcome.kind === 'value';
    const run = {
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
      worker: this.#nameOf(worker),
      output,
      files: undefined,
    };
    return { run, code };
  }

  #nameOf(worker: number): string {
    const name = this.#names.get(worker) ?? `${this.#options.plan.run.kind} ${worker}`;
    this.#names.set(worker, name);
    return name;
  }

  itemOf(seq: number): ItemIndex | undefined {
    return this.#sent.get(seq)?.job.item;
  }

  /** Forgets an attempt; answers the key of its item where no row was made of it. */
  forget(seq: number): string | undefined {
    const attempt = this.#sent.get(seq);
    this.#sent.delete(seq);
    return attempt?.recorded === false ? attempt.sent.key : undefined;
  }

  /** From now on it is known which keys are held: those of items on their way, and `waiting`, of rows that are not stored yet. */
  holdKeys(waiting: Iterable<string>): void {
    this.#held ??= new Set([...waiting, ...Array.from(this.#sent.values(), ({ sent }) => sent.key)]);
  }

  /** Whether anybody may ask. */
  get holdsKeys(): boolean {
    return this.#held !== undefined;
  }

  /** Whether an item with this key runs, or waits to be stored. */
  holds(key: string): boolean {
    return this.#held?.has(key) === true;
  }

  release(key: string): void {
    this.#held?.delete(key);
  }
}

const KEY_BYTES = 16;

interface AttemptOptions {
  readonly plan: Plan;
  readonly itemFolder: (key: string) => string;
  /** How many attempts of an item the store holds already. */
  readonly attemptsBefore: (item: number, key: Uint8Array) => number;
}

/** The row of an attempt, with the state of the code that it began with. */
interface AttemptRow {
  readonly run: NewRun;
  readonly code: number;
}

interface Attempt {
  readonly job: ScheduledJob;
  readonly sent: Job;
  readonly code: number;
  output: ItemOutput | undefined;
  recorded: boolean;
}
