import { availableParallelism } from 'node:os';
import { readFile } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { RunnerError } from '../protocol/errors.ts';
import type { DebugPlan, DebugRequest } from '../protocol/debug.ts';
import type { Findings } from '../protocol/findings.ts';
import type { ItemRequest } from '../protocol/itemRequest.ts';
import type { ManageApi } from '../protocol/manage.ts';
import type {
  ItemDetail,
  ItemLog,
  Page,
  PageRequest,
  RunnerEvents,
  RunSummary,
  StartAnswer,
  StartRequest,
  TaskStatus,
  TestAnswer,
  TestRequest,
} from '../protocol/runner.ts';
import { type ActiveSweep, startSweep } from './activeSweep.ts';
import { fault } from './fault.ts';
import { debugItem } from './debugItem.ts';
import { type Inspection, inspectItem, inspectLog } from './inspect.ts';
import { management } from './manage/manage.ts';
import { type PreparedObjective, prepareObjective } from './prepare.ts';
import { findingsOf } from './results/findings.ts';
import { pageOf } from './results/page.ts';
import type { LiveItems } from './results/rows.ts';
import { chooseItems } from './choose.ts';
import type { Store } from './store/store.ts';
import { taskStatus } from './status.ts';
import { type LoadedTask, openTaskBook, type TaskBook } from './tasks.ts';
import { openTaskView, type TaskView } from './taskView.ts';
import { testPoint } from './testPoint.ts';
import { type Throttle, throttle } from './throttle.ts';
import { Turns } from './turns.ts';

/** The runner of one workspace: answers for its tasks, runs its sweeps, owns its store. Made once per process. */
export class Runner {
  readonly #workspace: string;
  readonly #store: Store;
  readonly #book: TaskBook;
  readonly #views = new Map<string, TaskView>();
  readonly #active = new Map<string, ActiveSweep>();
  readonly #throttles = new Map<string, Throttle>();
  readonly #starts = new Turns();
  readonly #building = new Map<string, AbortController>();
  readonly #listeners = new Set<RunnerEvents>();
  readonly #findings = new WeakMap<TaskView, Findings>();
  readonly #manage: ManageApi;

  constructor(workspace: string, store: Store) {
    this.#workspace = workspace;
    this.#store = store;
    this.#book = openTaskBook(workspace);
    this.#manage = management({
      workspace,
      store,
      load: (file) => this.#book.load(file),
      viewOf: (loaded) => this.#viewOf(loaded, loaded.file),
      inspection: (file) => this.#inspection(file),
      isRunning: (objective) => [...this.#active.values()].some(({ view }) => objective === undefined || view.plan.objective === objective),
      changed: (objective) => this.#tellOthers(objective),
    });
  }

  /** Tells a client what happens, until the answer is called. */
  subscribe(listener: RunnerEvents): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get busy(): boolean {
    return this.#active.size > 0 || this.#starts.busy;
  }

  /** Of two starts of one file the second begins when the first has been answered, and joins its sweep or finds its results. */
  async start(request: StartRequest): Promise<StartAnswer> {
    const file = this.#fileOf(request.file);
    return this.#starts.take(file, () => this.#start(file, request));
  }

  async #start(file: string, request: StartRequest): Promise<StartAnswer> {
    fault('start.asked');
    const running = this.#active.get(file);
    if (running) return { kind: 'started', sweep: running.id, selected: running.selected, joined: true };
    const loaded = await this.#book.load(file, request.set);
    if (!loaded.plan) return { kind: 'invalid', problems: loaded.problems };
    const name = request.set ? `${file}\0set` : file;
    const view = this.#viewOf(loaded, name);
    const selected = chooseItems({ store: this.#store, view }, request);
    const objective = await this.#prepare(file, view, {
      ...(request.python !== undefined && { python: request.python }),
      build: selected.length > 0,
    });
    fault('objective.prepared');
    const now = this.#viewOf(loaded, name);
    // Results may have come or gone while the objective was built.
    const current = now === view ? selected : chooseItems({ store: this.#store, view: now }, request);
    return this.#begin({
      file,
      view: now,
      selected: current,
      objective,
      ...(request.workers !== undefined && { workers: request.workers }),
    });
  }

  async #prepare(file: string, view: TaskView, options: { readonly python?: string; readonly build: boolean }): Promise<PreparedObjective> {
    const abort = new AbortController();
    this.#building.set(file, abort);
    try {
      const { python, build } = options;
      return await prepareObjective({
        workspace: this.#workspace,
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
    readonly view: TaskView;
    readonly selected: Float64Array;
    readonly objective: PreparedObjective;
    readonly workers?: number;
  }): StartAnswer {
    const { file, view, selected, objective } = of;
    const changes = throttle(PROGRESS_INTERVAL, () => void this.#tellChanged(file));
    this.#throttles.set(file, changes);
    const workers = workerCount(of.workers, view);
    const active = startSweep({
      workspace: this.#workspace,
      store: this.#store,
      view,
      selected,
      workers,
      startWorker: objective.startWorker,
      setup: objective.setup(workers),
      changed: () => changes.request(),
      moved: (before, items) => this.#carryOthers(view, before, items),
    });
    this.#active.set(file, active);
    void active.ended.then((summary) => this.#end(file, summary));
    active.sweep.begin();
    return { kind: 'started', sweep: active.id, selected: selected.length, joined: false };
  }

  #end(file: string, summary: RunSummary): void {
    this.#active.delete(file);
    this.#throttles.get(file)?.close();
    this.#throttles.delete(file);
    for (const listener of this.#listeners) listener.ended(summary);
    fault('summary.told');
  }

  async cancel(request: { readonly file?: string }): Promise<{ readonly cancelled: number }> {
    const file = request.file === undefined ? undefined : this.#fileOf(request.file);
    fault('cancel.asked');
    for (const [name, build] of this.#building) if (file === undefined || name === file) build.abort();
    const chosen = [...this.#active].filter(([name]) => file === undefined || name === file).map(([, active]) => active);
    for (const active of chosen) active.sweep.cancel();
    const summaries = await Promise.all(chosen.map((active) => active.ended));
    return { cancelled: summaries.reduce((sum, one) => sum + one.cancelled, 0) };
  }

  async status(request: { readonly files: readonly string[] }): Promise<readonly TaskStatus[]> {
    return Promise.all(request.files.map((file) => this.#statusOf(this.#fileOf(file))));
  }

  async page(request: PageRequest): Promise<Page> {
    const file = this.#fileOf(request.file);
    const view = await this.#currentView(file);
    return pageOf({ store: this.#store, view, live: this.#liveOf(file) }, request);
  }

  async item(request: ItemRequest): Promise<ItemDetail> {
    return inspectItem(await this.#inspection(request.file), request);
  }

  async log(request: ItemRequest & { readonly attempt?: number }): Promise<ItemLog> {
    return inspectLog(await this.#inspection(request.file), request);
  }

  /** Kept until the file or the store has changed: a page and an editor ask for the same. */
  async findings(request: { readonly file: string }): Promise<Findings> {
    const file = this.#fileOf(request.file);
    const view = await this.#currentView(file);
    const known = this.#findings.get(view);
    if (known?.revision === view.revision) return known;
    const { analysis } = await this.#book.load(file);
    const found = findingsOf({ store: this.#store, view, text: await readFile(file, 'utf8'), tree: analysis.tree });
    this.#findings.set(view, found);
    return found;
  }

  async debug({ file, item, python }: DebugRequest): Promise<DebugPlan> {
    const { plan } = await this.#currentView(this.#fileOf(file));
    return debugItem({ workspace: this.#workspace, plan, ...(python !== undefined && { python }) }, item);
  }

  async test(request: TestRequest): Promise<TestAnswer> {
    const loaded = await this.#book.load(this.#fileOf(request.file));
    if (!loaded.plan) return { kind: 'invalid', problems: loaded.problems };
    return testPoint({ workspace: this.#workspace, plan: loaded.plan }, request);
  }

  delete: ManageApi['delete'] = (request) => this.#manage.delete(request);
  restore: ManageApi['restore'] = (request) => this.#manage.restore(request);
  register: ManageApi['register'] = (request) => this.#manage.register(request);
  tag: ManageApi['tag'] = (request) => this.#manage.tag(request);
  explain: ManageApi['explain'] = (request) => this.#manage.explain(request);
  accept: ManageApi['accept'] = (request) => this.#manage.accept(request);
  gc: ManageApi['gc'] = (request) => this.#manage.gc(request);

  /** Resolves when no sweep runs any more. */
  async settled(): Promise<void> {
    while (this.busy) {
      await this.#starts.settled();
      await Promise.all([...this.#active.values()].map((active) => active.ended));
    }
  }

  /** Cancels what runs and closes the store. */
  async close(): Promise<void> {
    await this.cancel({});
    this.#store.close();
  }

  async #statusOf(file: string): Promise<TaskStatus> {
    const active = this.#active.get(file);
    if (active) return taskStatus({ store: this.#store, view: active.view, active: active.status() });
    const loaded = await this.#book.load(file);
    if (!loaded.plan) return taskStatus({ store: this.#store, loaded });
    return taskStatus({ store: this.#store, loaded, view: this.#viewOf(loaded, file) });
  }

  async #tellChanged(file: string): Promise<void> {
    if (this.#listeners.size === 0) return;
    try {
      const status = await this.#statusOf(file);
      for (const listener of this.#listeners) listener.changed(status);
      fault('counts.told');
    } catch (error) {
      // The store cannot be read now: the next report tells more.
      if (!(error instanceof RunnerError)) throw error;
    }
  }

  /** Results of tasks with one objective have changed without a sweep. */
  #tellOthers(objective: string): void {
    for (const [file, view] of this.#views) if (view.plan.objective === objective && !file.includes('\0')) void this.#tellChanged(file);
  }

  async #inspection(name: string): Promise<Inspection> {
    const file = this.#fileOf(name);
    const view = await this.#currentView(file);
    return { store: this.#store, view, live: this.#liveOf(file), peek: (item) => this.#active.get(file)?.sweep.peek(item) };
  }

  /** The view of the running sweep, or of the file as it is now. */
  async #currentView(file: string): Promise<TaskView> {
    const active = this.#active.get(file);
    if (active) return active.view;
    const loaded = await this.#book.load(file);
    if (!loaded.plan) throw new RunnerError('task-invalid', invalidSentence(loaded));
    return this.#viewOf(loaded, file);
  }

  #viewOf(loaded: LoadedTask, name: string): TaskView {
    const { plan } = loaded;
    if (!plan) throw new RunnerError('task-invalid', invalidSentence(loaded));
    const known = this.#views.get(name);
    if (known && known.plan === plan && known.revision === this.#store.revision()) return known;
    if (!plan.space.exact)
      throw new RunnerError(
        'too-many-items',
        `${plan.task.name} has too many combinations to filter one by one; make the space smaller, or constrain its axes directly.`,
      );
    const view = openTaskView(this.#store, plan);
    this.#views.set(name, view);
    return view;
  }

  /**
   * Views that stood for the same revision as this one move on with it, but not those of tasks with the same objective
   * when it got results: they may share them, and are read anew when asked for.
   */
  #carryOthers(view: TaskView, before: number, items: boolean): void {
    for (const other of this.#views.values()) {
      if (other.revision === before && !(items && sameObjective(other, view))) other.revision = view.revision;
    }
  }

  #liveOf(file: string): LiveItems {
    const running = this.#active.get(file)?.sweep.running ?? [];
    return new Map(running.map((item) => [item, 'running' as const]));
  }

  #fileOf(file: string): string {
    if (typeof file !== 'string' || file === '') throw new RunnerError('bad-request', 'A request must name its task file.');
    return isAbsolute(file) ? file : resolve(this.#workspace, file);
  }
}

/** At most ten reports a second for each task. */
const PROGRESS_INTERVAL = 100;

function workerCount(asked: number | undefined, view: TaskView): number {
  return Math.max(1, asked ?? declaredWorkers(view) ?? availableParallelism());
}

function declaredWorkers(view: TaskView): number | undefined {
  const { workers } = view.plan.task.execution;
  return typeof workers === 'object' ? Math.round((availableParallelism() * workers.percent) / 100) : workers;
}

function sameObjective(a: TaskView, b: TaskView): boolean {
  return a.plan.objective === b.plan.objective;
}

function invalidSentence(loaded: LoadedTask): string {
  const first = loaded.problems.find((one) => one.severity === 'error');
  if (!first) return `${loaded.file} cannot be read.`;
  return `${first.file}:${first.range.start.line + 1}:${first.range.start.character + 1}: ${first.message}`;
}
