import { availableParallelism } from 'node:os';
import { beginningText } from '../manifest/manifest.ts';
import { type GitState, gitState } from '../manifest/git.ts';
import { RunnerError } from '../../protocol/errors.ts';
import type { RunSummary, StartAnswer, StartRequest, SteerAnswer, SteerRequest } from '../../protocol/runner.ts';
import { chooseItems } from '../choose.ts';
import { fault } from '../fault.ts';
import { shortGit } from '../provenance.ts';
import { type PreparedObjective, prepareObjective } from '../prepare.ts';
import type { WorkerSetup } from '../objective/worker.ts';
import type { Store } from '../store/store.ts';
import { storedName } from '../storedName.ts';
import type { LoadedTask, TaskBook } from '../tasks.ts';
import type { TaskView } from '../taskView.ts';
import { type Throttle, throttle } from '../throttle.ts';
import { Turns } from '../turns.ts';
import type { Views } from '../views.ts';
import { type ActiveSweep, startSweep } from './activeSweep.ts';
import { watchCode } from './codeWatch.ts';
import { asksForMissing, recallSettled, type Remembering, remembering, rememberSettled, settledSummary } from './settledTask.ts';

/** What sweeps need of the runner that they are part of. */
export interface SweepsPlace {
  readonly workspace: string;
  readonly store: Store;
  readonly book: TaskBook;
  readonly views: Views;
  /** Counts or pace of a task file have changed; at most ten times a second. */
  changed(file: string): void;
  ended(summary: RunSummary): void;
}

/** The sweeps of a runner, from the request to the last summary: at most one of each task file at a time. */
export class Sweeps {
  readonly #place: SweepsPlace;
  readonly #active = new Map<string, ActiveSweep>();
  readonly #throttles = new Map<string, Throttle>();
  readonly #starts = new Turns();
  readonly #changes = new Turns();
  readonly #building = new Map<string, AbortController>();

  constructor(place: SweepsPlace) {
    this.#place = place;
  }

  get busy(): boolean {
    return this.#active.size > 0 || this.#starts.busy;
  }

  /** The sweep of a task file that runs now. */
  of(file: string): ActiveSweep | undefined {
    return this.#active.get(file);
  }

  /** Whether items of this objective, or of any, are being run. */
  isRunning(objective?: string): boolean {
    return [...this.#active.values()].some(({ view }) => objective === undefined || view.plan.objective === objective);
  }

  /** Of two starts of one file the second begins when the first has been answered, and joins its sweep or finds its results. */
  start(file: string, request: StartRequest): Promise<StartAnswer> {
    return this.#starts.take(file, () => this.#start(file, request));
  }

  /** Changes stored results, one change after the other; no sweep begins meanwhile. */
  change<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    return this.#changes.take('results', work);
  }

  /** Stops one file's sweep and build, or all; resolves when no process of theirs is left. Answers how many items did not run. */
  async cancel(file: string | undefined): Promise<number> {
    for (const [name, build] of this.#building) if (file === undefined || name === file) build.abort();
    const chosen = [...this.#active].filter(([name]) => file === undefined || name === file).map(([, active]) => active);
    for (const active of chosen) active.sweep.cancel();
    const summaries = await Promise.all(chosen.map((active) => active.ended));
    return summaries.reduce((sum, one) => sum + one.cancelled, 0);
  }

  /** Pauses, resumes or resizes one file's sweep; items that run are not touched. */
  steer(file: string, { paused, workers }: Omit<SteerRequest, 'file'>): SteerAnswer {
    const active = this.#active.get(file);
    if (!active) throw new RunnerError('bad-request', `No sweep of ${file} is running; start one with \`sweepdeck run\`.`);
    if (workers !== undefined && !(Number.isInteger(workers) && workers > 0))
      throw new RunnerError('bad-request', 'A sweep needs at least one worker.');
    const count = workers === undefined ? undefined : places(workers, active.view);
    active.sweep.steer({ ...(paused !== undefined && { held: paused }), ...(count !== undefined && { workers: count }) });
    this.#place.changed(file);
    return { paused: active.sweep.held };
  }

  /** Resolves when no sweep runs any more. */
  async settled(): Promise<void> {
    while (this.busy) {
      await this.#starts.settled();
      await Promise.all([...this.#active.values()].map((active) => active.ended));
    }
  }

  async #start(file: string, request: StartRequest): Promise<StartAnswer> {
    fault('start.asked');
    const { store, book, views } = this.#place;
    const running = this.#active.get(file);
    if (running) return { kind: 'started', sweep: running.id, selected: running.selected, joined: true };
    store.gather();
    const settled = this.#settled(file, request);
    if (settled) return settled;
    let loaded = await book.load(file, request.set);
    if (!loaded.plan) return { kind: 'invalid', problems: loaded.problems };
    const viewNow = (): Promise<TaskView> => views.of(loaded, request.set ? `${file}\0set` : file);
    const view = await viewNow();
    const selected = chooseItems({ store, view }, request);
    const git = selected.length > 0 ? gitState(this.#place.workspace) : Promise.resolve(undefined);
    let objective = await this.#prepare(file, view, { request, build: selected.length > 0 });
    const state = await git;
    if (view.plan.run.build !== undefined && selected.length > 0) {
      // What was built may be part of the code.
      loaded = await book.load(file, request.set);
      if (!loaded.plan) return { kind: 'invalid', problems: loaded.problems };
      if (loaded.plan !== view.plan) objective = await this.#prepare(file, await viewNow(), { request, build: false });
    }
    fault('objective.prepared');
    let now = view;
    do {
      await this.#changes.settled();
      now = await viewNow();
    } while (this.#changes.busy || !views.isCurrent(now));
    // Results may have come or gone while the objective was built.
    const current = now === view ? selected : chooseItems({ store, view: now }, request);
    return this.#begin({
      file,
      adopts: request.select !== 'all',
      loaded,
      origins: request.origins,
      git: state,
      view: now,
      selected: current,
      objective,
      workers: workerCount(request.workers, now),
    });
  }

  async #prepare(
    file: string,
    view: TaskView,
    { request, build }: { readonly request: StartRequest; readonly build: boolean },
  ): Promise<PreparedObjective> {
    const abort = new AbortController();
    this.#building.set(file, abort);
    try {
      const { python } = request;
      return await prepareObjective({
        workspace: this.#place.workspace,
        plan: view.plan,
        ...(python !== undefined && { python }),
        ...(build && { build: abort.signal }),
      });
    } finally {
      this.#building.delete(file);
    }
  }

  #begin(of: {
    readonly file: string;
    readonly adopts: boolean;
    readonly loaded: LoadedTask;
    readonly origins: StartRequest['origins'];
    readonly git: GitState | undefined;
    readonly view: TaskView;
    readonly selected: Float64Array;
    readonly objective: PreparedObjective;
    readonly workers: number;
  }): StartAnswer {
    const { file, adopts, loaded, origins, git, view, selected, objective, workers } = of;
    const { workspace, store, views, book } = this.#place;
    const changes = throttle(PROGRESS_INTERVAL, () => this.#place.changed(file));
    this.#throttles.set(file, changes);
    const setup = objective.setup(workers);
    const { plan } = view;
    const remembers = remembering(this.#place, loaded, view);
    const code = watchCode({ fingerprint: plan.fingerprint, files: plan.files, stamps: loaded.stamps }, () => book.codeNow(plan));
    const active = startSweep({
      workspace,
      store,
      view,
      code,
      selected,
      workers,
      adopts,
      remembering: remembers,
      git: shortGit(git),
      beginning: beginningText({ plan: view.plan, files: loaded.files, git, program: programOf(setup), set: loaded.set, origins }),
      startWorker: objective.startWorker,
      setup,
      changed: () => changes.request(),
      moved: (before, items) => views.carry(before, view.revision, items ? view.plan.objective : undefined),
    });
    for (const other of this.#active.values()) if (shareItems(other.view, view)) active.sweep.meet(other.sweep);
    this.#active.set(file, active);
    void active.ended.then((summary) => this.#end(file, { summary, view, remembers }));
    active.sweep.begin();
    return { kind: 'started', sweep: active.id, selected: selected.length, joined: false };
  }

  /** The answer to a request for which nothing is left to run, and nothing has changed since that was found out. */
  #settled(file: string, request: StartRequest): StartAnswer | undefined {
    const { store, workspace, views } = this.#place;
    // A runner that holds the view knows as much, and knows it faster.
    if (!asksForMissing(request) || views.has(file)) return undefined;
    const settled = recallSettled({ store, workspace }, storedName(workspace, file));
    if (!settled) return undefined;
    const before = store.revision();
    const summary = settledSummary({ store, file }, settled);
    views.carry(before, store.revision());
    void Promise.resolve().then(() => this.#place.ended(summary));
    return { kind: 'started', sweep: summary.sweep, selected: 0, joined: false };
  }

  #end(
    file: string,
    { summary, view, remembers }: { readonly summary: RunSummary; readonly view: TaskView; readonly remembers: Remembering },
  ): void {
    const { store, views } = this.#place;
    const before = view.revision;
    rememberSettled(store, view, remembers);
    views.carry(before, view.revision);
    this.#active.delete(file);
    this.#throttles.get(file)?.close();
    this.#throttles.delete(file);
    this.#place.ended(summary);
  }
}

/** One objective, one code: their items with equal keys are the same. */
function shareItems(a: TaskView, b: TaskView): boolean {
  return a.plan.objective === b.plan.objective && a.fingerprint === b.fingerprint;
}

/** At most ten reports a second for each task. */
const PROGRESS_INTERVAL = 100;

/** What is started to run the objective. */
function programOf({ run, python }: WorkerSetup): string {
  if (run.kind === 'python') return python;
  if (run.kind === 'node') return process.execPath;
  return run.kind === 'shell'
    ? '/bin/sh'
    : (run.arguments[0] ?? []).map((part) => (typeof part === 'string' ? part : `\${${part.name}}`)).join('');
}

function workerCount(asked: number | undefined, view: TaskView): number {
  return places(asked ?? declaredWorkers(view) ?? availableParallelism(), view);
}

/** How many items may run at once: each occupies `execution.slots` workers. */
function places(workers: number, { plan }: TaskView): number {
  return Math.max(1, Math.floor(workers / plan.task.execution.slots));
}

function declaredWorkers(view: TaskView): number | undefined {
  const { workers } = view.plan.task.execution;
  return typeof workers === 'object' ? Math.round((availableParallelism() * workers.percent) / 100) : workers;
}
