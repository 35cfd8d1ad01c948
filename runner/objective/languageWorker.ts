import type { Outcome } from '../../core/sweep/outcome.ts';
import type { FromWorker } from '../../protocol/objective.ts';
import { readAnswer } from '../../protocol/readAnswer.ts';
import { Capture } from './capture.ts';
import { type Cause, deathFailure, type Exit } from './death.ts';
import { JobQueue, type Language } from './jobQueue.ts';
import { cutLines } from './lines.ts';
import { killMarked, signalGroup } from './processes.ts';
import { startWatch } from './watch.ts';
import type { Seen, Job, ObjectiveWorker, WorkerEnd, WorkerEvents, WorkerSetup } from './worker.ts';
import { type Launch, refusedStart, spawnWorker, type WorkerProcess } from './workerProcess.ts';

/** How a kind of objective differs from the others. */
export interface WorkerKind extends Language {
  readonly launch: Launch;
  /** The worker's program watches time limits itself, because it can end an item without ending itself. */
  readonly ownTimeouts?: boolean;
}

/** A worker whose program speaks the lines of protocol/objective.ts: a process group, its pipes, and its end. */
export class LanguageWorker implements ObjectiveWorker {
  readonly #kind: WorkerKind;
  readonly #setup: WorkerSetup;
  readonly #events: WorkerEvents;
  readonly #capture: Capture;
  readonly #jobs: JobQueue;
  readonly #process: WorkerProcess;
  readonly #watch: { stop(): void };
  readonly #gone = Promise.withResolvers<void>();
  /** The running command's process group: it leads its own. */
  #itemGroup: number | undefined;
  #ready = false;
  #full = false;
  #stopping = false;
  #cause: Cause | undefined;
  #refused: Extract<WorkerEnd, { kind: 'refused' }> | undefined;
  #exiting = false;
  #finished = false;

  constructor(setup: WorkerSetup, events: WorkerEvents, kind: WorkerKind) {
    this.#kind = kind;
    this.#setup = setup;
    this.#events = events;
    this.#capture = new Capture(kind.launch.load.token);
    this.#jobs = new JobQueue(kind, { capture: this.#capture, events, setup });
    const lines = cutLines();
    this.#process = spawnWorker(kind.launch, {
      drained: () => {
        this.#full = false;
        this.#feed();
      },
      output: (stream, chunk) => {
        this.#capture.push(stream, chunk);
        this.#jobs.release();
      },
      outputEnded: (stream) => {
        this.#capture.end(stream);
        this.#jobs.release();
      },
      answers: (chunk) => {
        if (!lines.push(chunk, (line) => this.#answer(line))) this.#kill({ kind: 'garbage', detail: 'more than 16 MiB in one answer' });
        this.#jobs.release();
      },
      answersEnded: () => this.#deaf(),
      exited: (exit) => void this.#exited(exit),
    });
    this.#watch = startWatch({
      pid: this.#process.pid,
      jobs: this.#jobs,
      memory: setup.memory,
      loading: () => !this.#ready,
      timeouts: kind.ownTimeouts !== true,
      exceeded: (cause) => this.#kill(cause),
    });
  }

  send(jobs: readonly Job[]): void {
    this.#jobs.add(jobs);
    this.#feed();
  }

  peek(): Seen | undefined {
    const head = this.#jobs.head();
    if (head === undefined) return undefined;
    const reported = this.#jobs.seen();
    return { seq: head.job.seq, output: this.#capture.look(), ...(reported !== undefined && { reported }) };
  }

  stop(): Promise<void> {
    if (this.#stopping || this.#finished) return this.#gone.promise;
    this.#stopping = true;
    this.#jobs.cancel();
    if (this.#jobs.head() === undefined && this.#ready && this.#setup.grace > 0) this.#process.finish();
    else this.#signal(this.#setup.grace > 0 ? 'SIGTERM' : 'SIGKILL');
    const last = setTimeout(() => this.#signal('SIGKILL'), this.#setup.grace);
    void this.#gone.promise.then(() => clearTimeout(last));
    return this.#gone.promise;
  }

  #feed(): void {
    while (this.#ready && !this.#full && !this.#stopping && this.#cause === undefined && !this.#finished) {
      const frame = this.#jobs.nextFrame();
      if (frame === undefined) return;
      this.#full = !this.#process.write(frame);
    }
  }

  #answer(line: string): void {
    if (this.#cause !== undefined) return;
    const answer = readAnswer(line);
    if (answer === undefined || !this.#accept(answer)) {
      this.#kill({ kind: 'garbage', detail: `the line ${JSON.stringify(line.slice(0, 60))}` });
    }
  }

  /** False for an answer that our programs would not give now. */
  #accept(answer: FromWorker): boolean {
    switch (answer.kind) {
      case 'ready':
        if (this.#ready) return false;
        this.#ready = true;
        this.#events.ready({ version: answer.version, ...(answer.packages && { packages: answer.packages }) });
        this.#feed();
        return true;
      case 'refused':
        this.#refused ??= { kind: 'refused', failure: answer.failure };
        this.#process.finish();
        return true;
      case 'started':
        this.#itemGroup = answer.pid > 1 ? answer.pid : undefined;
        return true;
      case 'dying':
        if (!this.#stopping) this.#cause = { kind: 'said', failure: answer.failure };
        return true;
      case 'report':
        if (this.#jobs.reported(answer.seq, answer.metrics)) this.#events.report(answer.seq, answer.metrics);
        return true;
      case 'value':
      case 'failure':
        this.#itemGroup = undefined;
        return this.#jobs.answered(answer);
    }
  }

  #deaf(): void {
    // A process that ends closes its descriptors just before; only one that lives on has closed them on purpose.
    const patience = setTimeout(() => {
      if (!this.#exiting) this.#kill({ kind: 'deaf' });
    }, DEAF_PATIENCE);
    void this.#gone.promise.then(() => clearTimeout(patience));
  }

  #kill(cause: Cause): void {
    if (this.#finished) return;
    // What happens to a worker that is being stopped is our doing.
    if (!this.#stopping) this.#cause ??= cause;
    this.#signal('SIGKILL');
  }

  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.#process;
    if (this.#finished || pid === undefined) return;
    signalGroup(pid, signal);
    // After its spawner, which would start the next one.
    if (this.#itemGroup !== undefined && signal === 'SIGKILL') signalGroup(this.#itemGroup, signal);
  }

  async #exited(exit: Exit): Promise<void> {
    this.#exiting = true;
    this.#watch.stop();
    const { pid } = this.#process;
    if (pid !== undefined) {
      this.#signal('SIGKILL');
      await killMarked(this.#kind.launch.marker);
    }
    await this.#process.closed();
    this.#finished = true;
    await this.#jobs.settled();
    this.#settle(exit);
    this.#gone.resolve();
  }

  #settle(exit: Exit): void {
    const output = this.#capture.look();
    const tail = Buffer.from(output.stderr.subarray(-TAIL_BYTES)).toString('utf8');
    if (!this.#ready && !this.#stopping) {
      const failure = this.#cause?.kind !== 'memory' ? refusedStart(this.#kind.launch, exit, tail) : deathFailure(exit, this.#cause, tail);
      const refused = this.#refused ?? { kind: 'refused' as const, failure };
      this.#jobs.returnAll();
      this.#events.ended(refused);
      return;
    }
    const head = this.#jobs.head();
    const innocent = this.#cause?.kind === 'timeout' && this.#cause.seq !== head?.job.seq;
    // An innocent one goes back with the others.
    if (head !== undefined && !innocent)
      this.#jobs.lose(this.#lastOutcome(exit, tail, head.since), output.stdout.length + output.stderr.length > 0 ? output : undefined);
    this.#jobs.returnAll();
    this.#events.ended({ kind: this.#stopping ? 'stopped' : 'crashed' });
  }

  #lastOutcome(exit: Exit, tail: string, since: number): Outcome {
    if (this.#stopping && this.#cause === undefined) return { kind: 'cancelled' };
    return { kind: 'failure', failure: deathFailure(exit, this.#cause, tail), seconds: (performance.now() - since) / 1000 };
  }
}

const TAIL_BYTES = 16 * 1024;
/** Milliseconds between a closed answer pipe and the end of the process that closed it. */
const DEAF_PATIENCE = 200;
