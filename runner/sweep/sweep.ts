import { runOrder } from '../../core/sweep/order.ts';
import type { Failure } from '../../core/sweep/outcome.ts';
import { step } from '../../core/sweep/schedule.ts';
import {
  newSchedule,
  type ScheduleCommand,
  type ScheduleEvent,
  type ScheduleState,
  type Steering,
  type SweepEnd,
} from '../../core/sweep/scheduleState.ts';
import type { RunnerError } from '../../protocol/errors.ts';
import { fault } from '../fault.ts';
import type { ObjectiveWorker, Seen, StartWorker, WorkerProgram, WorkerSetup } from '../objective/worker.ts';
import { Attempts } from './attempts.ts';
import { Sharing } from './sharing.ts';
import type { Recorded } from './recorded.ts';
import { Recorder, type RecorderPlace } from './recorder.ts';
import { TimeLimit } from './timeLimit.ts';
import type { Plan } from '../tasks.ts';

/** A sweep under way: performs the commands of the scheduler on real workers and a real store. */
export interface SweepOptions extends RecorderPlace {
  readonly id: number;
  readonly plan: Plan;
  /** Items to run, in declared order. */
  readonly selected: Uint32Array | Float64Array;
  readonly workers: number;
  readonly startWorker: StartWorker;
  readonly setup: WorkerSetup;
  readonly itemFolder: (key: string) => string;
  /** How many attempts of an item the store holds already. */
  readonly attemptsBefore: (item: number, key: Uint8Array) => number;
  /** Whether a result that another sweep makes meanwhile is as good as one of its own. */
  readonly adopts: boolean;
  /** Takes in a result of another sweep; false where there is none. */
  readonly adopt: (item: number, key: string) => boolean;
  readonly events: SweepEvents;
}

export interface SweepEvents {
  /** Rows were committed, and may be told. */
  committed(rows: Recorded, ids: readonly number[]): void;
  /** Items have ended; what became of them is committed soon. */
  finished(): void;
  /** A worker is ready, or an item has reported. */
  progress(): void;
  /** The store cannot take results for the moment; nothing is lost. */
  paused(reason: string | undefined): void;
  ended(result: SweepResult): void;
}

export interface SweepResult {
  readonly end: SweepEnd;
  readonly refused?: Failure;
  readonly lost?: RunnerError;
  /** What ran the objective, as its first worker says. */
  readonly program?: WorkerProgram;
  /** Items with a final outcome, and those of them that failed. */
  readonly executed: number;
  readonly failed: number;
}

export class Sweep {
  readonly #options: SweepOptions;
  readonly #state: ScheduleState;
  readonly #recorder: Recorder;
  readonly #workers = new Map<number, ObjectiveWorker>();
  /** States of the code that workers of functions have loaded. */
  readonly #loaded = new Map<number, number>();
  /** Whether the code is loaded once for many items. */
  readonly #loadsOnce: boolean;
  readonly #attempts: Attempts;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #limit: TimeLimit;
  readonly #sharing: Sharing;
  /** Jobs that wait for the store. */
  #held: Extract<ScheduleCommand, { kind: 'send' }>[] = [];
  #paused = false;
  #lost: RunnerError | undefined;
  #program: WorkerProgram | undefined;
  #ended = false;

  constructor(options: SweepOptions) {
    this.#options = options;
    const { execution } = options.plan.task;
    const { selected } = options;
    const takesBatches = options.plan.run.kind === 'python' || options.plan.run.kind === 'node';
    this.#loadsOnce = takesBatches;
    this.#limit = new TimeLimit(execution.timeout);
    this.#attempts = new Attempts(options);
    this.#sharing = new Sharing({
      keyOf: (item) => this.#attempts.keyOf(item),
      holds: (key) => this.#attempts.holds(key),
      adopt: options.adopt,
      released: (item, done) => this.#dispatch({ kind: 'released', item, done, now: performance.now() }),
    });
    this.#state = newSchedule({
      execution,
      workers: options.workers,
      items: itemsInOrder(selected, runOrder(execution.order, selected.length, Math.random)),
      selected: selected.length,
      ...(options.adopts && { look: (item) => this.#sharing.look(item) }),
      batchTarget: BATCH_SECONDS,
      maxBatch: takesBatches ? (execution.batch ?? 256) : COMMANDS_AHEAD,
      // The status with which a command ends is its answer; a worker of functions that exits has crashed.
      crashes: takesBatches ? ['signal', 'crash', 'oom', 'exit'] : ['signal', 'crash', 'oom'],
    });
    this.#recorder = new Recorder(options, {
      committed: (rows, ids) => {
        options.events.committed(rows, ids);
        this.#letRowsGo(rows);
        this.#sendHeld();
        if (this.#state.over) this.#finish(this.#state.end ?? 'completed', this.#state.refused);
      },
      paused: (reason) => this.#pause(reason),
      resumed: () => this.#resume(),
      lost: (error) => {
        this.#lost = error;
        this.cancel();
      },
    });
  }

  begin(): void {
    this.#dispatch({ kind: 'begin', now: performance.now() });
  }

  /** Stops every worker; `ended` follows when no process is left. */
  cancel(): void {
    this.#dispatch({ kind: 'cancel', now: performance.now() });
  }

  /** Another sweep of the same objective and code runs as well: neither runs what the other has or had. */
  meet(other: Sweep): void {
    for (const one of [this, other]) one.#attempts.holdKeys(one.#recorder.keys());
    this.#sharing.meet(other.#sharing);
  }

  /** Holds back what has not begun, or lets it go on; changes how many workers there are. What runs is not touched. */
  steer(how: Steering): void {
    this.#dispatch({ kind: 'steer', ...how, now: performance.now() });
  }

  get held(): boolean {
    return this.#state.held;
  }

  get finished(): number {
    return this.#state.finished;
  }

  get failed(): number {
    return this.#state.failed;
  }

  /** What each worker has in hand; the jobs after its first only wait there. */
  get busy(): readonly { readonly worker: number; readonly item: number }[] {
    return [...this.#state.workers].flatMap(([worker, { jobs }]) => {
      const first = jobs.values().next().value;
      return first ? [{ worker, item: first.item }] : [];
    });
  }

  /** What a running item has printed and reported so far. */
  peek(item: number): Seen | undefined {
    for (const worker of this.#workers.values()) {
      const seen = worker.peek();
      if (seen && this.#attempts.itemOf(seen.seq) === item) return seen;
    }
    return undefined;
  }

  #dispatch(...events: readonly ScheduleEvent[]): void {
    for (const command of step(this.#state, ...events)) this.#perform(command);
  }

  #perform(command: ScheduleCommand): void {
    switch (command.kind) {
      case 'spawn':
        return this.#spawn(command.worker);
      case 'send':
        if (this.#waits) this.#held.push(command);
        else this.#send(command);
        return;
      case 'record':
        return this.#record(command);
      case 'stop':
        void this.#workers.get(command.worker)?.stop();
        return;
      case 'wake':
        return this.#wakeAt(command.at);
      case 'finish':
        return this.#finish(command.end, command.refused);
    }
  }

  #spawn(id: number): void {
    const now = () => performance.now();
    const { code } = this.#options;
    const before = code.look();
    const worker = this.#options.startWorker(this.#options.setup, {
      ready: (program) => {
        this.#program ??= program;
        this.#loaded.set(id, code.look());
        // It may have read some of its files before a change and some after it: another one begins in its place.
        if (this.#loadsOnce && !code.same(before, code.last)) return void worker.stop();
        fault('worker.ready');
        this.#dispatch({ kind: 'ready', worker: id, now: now() });
        this.#options.events.progress();
      },
      outcomes: (ended) => {
        for (const { seq, output } of ended) {
          fault('outcome.received');
          this.#attempts.answered(seq, output);
        }
        const at = now();
        this.#dispatch(...ended.map(({ seq, outcome }) => ({ kind: 'outcome' as const, worker: id, seq, outcome, now: at })));
        for (const { seq } of ended) this.#forget(seq);
        this.#options.events.finished();
      },
      returned: (seqs) => {
        this.#dispatch({ kind: 'returned', worker: id, seqs, now: now() });
        for (const seq of seqs) this.#forget(seq);
      },
      report: () => this.#options.events.progress(),
      ended: (end) => {
        fault('worker.ended');
        this.#workers.delete(id);
        this.#dispatch({ kind: 'ended', worker: id, refused: end.kind === 'refused' ? end.failure : undefined, now: now() });
      },
    });
    this.#workers.set(id, worker);
    fault('worker.spawned');
  }

  #forget(seq: number): void {
    const key = this.#attempts.forget(seq);
    if (key !== undefined) this.#letGo(key, false);
  }

  #letRowsGo(rows: Recorded): void {
    if (!this.#attempts.holdsKeys) return;
    for (let at = 0; at < rows.length; at++) this.#letGo(rows.key(at), rows.isOk(at));
  }

  #letGo(key: string, done: boolean): void {
    this.#attempts.release(key);
    this.#sharing.tell(key, done);
  }

  #send(command: Extract<ScheduleCommand, { kind: 'send' }>): void {
    const worker = this.#workers.get(command.worker);
    const { code } = this.#options;
    const timeout = this.#limit.milliseconds();
    worker?.send(command.jobs.map((job) => this.#attempts.jobOf(job, timeout, code.last)));
    fault('item.sent');
  }

  /** Whether nothing is to be sent before the store has taken what there is. */
  get #waits(): boolean {
    return this.#paused || this.#recorder.crowded;
  }

  /** Sends what waited, but not what was taken back meanwhile because its worker ended. */
  #sendHeld(): void {
    if (this.#waits) return;
    for (const { jobs, ...command } of this.#held.splice(0)) {
      const wanted = jobs.filter(({ seq }) => this.#state.workers.get(command.worker)?.jobs.has(seq));
      if (wanted.length > 0) this.#send({ ...command, jobs: wanted });
    }
  }

  #record({ job, outcome, worker }: Extract<ScheduleCommand, { kind: 'record' }>): void {
    if (outcome.kind === 'cancelled') return;
    const row = this.#attempts.rowOf(job, outcome, worker);
    if (row === undefined) return;
    if (outcome.kind === 'value') this.#limit.learn(outcome.seconds);
    this.#recorder.add(row.run, { sent: row.code, loaded: this.#loadsOnce ? this.#loaded.get(worker) : undefined });
    fault('outcome.recorded');
  }

  #wakeAt(at: number): void {
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        this.#dispatch({ kind: 'tick', now: performance.now() });
      },
      Math.max(0, Math.ceil(at - performance.now())),
    );
    this.#timers.add(timer);
  }

  #pause(reason: string): void {
    this.#paused = true;
    this.#options.events.paused(reason);
  }

  #resume(): void {
    this.#paused = false;
    this.#options.events.paused(undefined);
    this.#sendHeld();
    if (this.#state.over) this.#finish(this.#state.end ?? 'completed', this.#state.refused);
  }

  #isStored(): boolean {
    return this.#lost !== undefined || this.#recorder.flush() || this.#lost !== undefined;
  }

  #finish(end: SweepEnd, refused: Failure | undefined): void {
    for (const timer of this.#timers) clearTimeout(timer);
    // When the store is paused, `resumed` comes back here; when it is lost, nothing more can be kept.
    if (!this.#isStored() || this.#ended) return;
    this.#ended = true;
    this.#sharing.leave();
    this.#options.events.ended({
      end,
      executed: this.#state.finished - this.#state.adopted,
      failed: this.#state.failed,
      ...(refused && { refused }),
      ...(this.#program && { program: this.#program }),
      ...(this.#lost && { lost: this.#lost }),
    });
  }
}

/** Long enough to hide a pipe's latency, short enough to cancel at once (engine.md, "Execution"). */
const BATCH_SECONDS = 0.02;
/** Short commands that wait at a spawner, so that it does not stand still while this process commits. */
const COMMANDS_AHEAD = 32;

function* itemsInOrder(selected: Uint32Array | Float64Array, order: Iterable<number>): Iterable<number> {
  for (const at of order) yield selected[at] ?? 0;
}
