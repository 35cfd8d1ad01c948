import type { Outcome } from '../../core/sweep/outcome.ts';
import type { ItemIndex, ScheduledJob } from '../../core/sweep/scheduleState.ts';
import type { Point } from '../../core/value/value.ts';
import type { ReadItem } from '../itemReader.ts';
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
    const read = plan.reader.read(job.item);
    const sent = new ItemJob(job, read, { plan, timeout, folder: itemFolder(read.key) });
    this.#sent.set(job.seq, { job, sent, output: undefined, recorded: false, code });
    this.#held?.add(read.key);
    return sent;
  }

  keyOf(item: ItemIndex): string {
    return this.#options.plan.reader.digits(item);
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

/** A job whose point is made when it is asked for: only commands do. */
class ItemJob implements Job {
  readonly seq: number;
  readonly key: string;
  readonly parameters: string;
  readonly seed: number;
  readonly replicate: number;
  readonly folder: string;
  readonly timeout: number | undefined;
  readonly #plan: Plan;
  readonly #item: ItemIndex;
  #point: Point | undefined;

  constructor(
    { seq, item }: ScheduledJob,
    { key, parameters, seed, replicate }: ReadItem,
    { plan, timeout, folder }: { readonly plan: Plan; readonly timeout: number | undefined; readonly folder: string },
  ) {
    this.seq = seq;
    this.key = key;
    this.parameters = parameters;
    this.seed = seed;
    this.replicate = replicate;
    this.folder = folder;
    this.timeout = timeout;
    this.#plan = plan;
    this.#item = item;
  }

  get point(): Point {
    this.#point ??= this.#plan.given(this.#plan.item(this.#item).point);
    return this.#point;
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
