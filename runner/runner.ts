import { readFile } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import type { RefineAnswer, RefineRequest } from '../protocol/refine.ts';
import { RunnerError } from '../protocol/errors.ts';
import type { DebugPlan, DebugRequest } from '../protocol/debug.ts';
import type { Distribution, DistributionRequest } from '../protocol/distribution.ts';
import type { EditPreview, EditPreviewRequest } from '../protocol/editPreview.ts';
import type { Findings } from '../protocol/findings.ts';
import type { HypothesesAnswer } from '../protocol/hypotheses.ts';
import type { FilePreview, FileRequest, ItemFiles } from '../protocol/itemFiles.ts';
import type { ItemRequest } from '../protocol/itemRequest.ts';
import type { Neighbours } from '../protocol/neighbours.ts';
import type { Plot, PlotRequest } from '../protocol/plot.ts';
import type { ManageApi } from '../protocol/manage.ts';
import type { VersionApi } from '../protocol/versions.ts';
import type {
  ItemDetail,
  ItemLog,
  Page,
  PageRequest,
  RunnerEvents,
  RunSummary,
  StartAnswer,
  StartRequest,
  SteerAnswer,
  SteerRequest,
  TaskStatus,
  TestAnswer,
  TestRequest,
} from '../protocol/runner.ts';
import { fault } from './fault.ts';
import { debugItem } from './debugItem.ts';
import { filePlace, pathOf } from './files/filePlace.ts';
import { itemFiles } from './files/itemFiles.ts';
import { previewOf } from './files/preview.ts';
import { type Inspection, inspectItem, inspectLog } from './inspect.ts';
import { management } from './manage/manage.ts';
import { findingsOf } from './results/findings.ts';
import { distributionsOf } from './results/distributions.ts';
import { plotOf } from './results/plot.ts';
import { refine } from './results/refine.ts';
import { previewEdit } from './previewEdit.ts';
import { testHypotheses } from './results/hypotheses.ts';
import { neighboursOf } from './results/neighbours.ts';
import { firstRows } from './results/firstRows.ts';
import { pageOf } from './results/page.ts';
import { Questions } from './results/questions.ts';
import type { LiveItems } from './results/rows.ts';
import type { Store } from './store/store.ts';
import { taskStatus } from './status.ts';
import { recallCounts, recallView, remembering, rememberSettled } from './sweep/settledTask.ts';
import { Sweeps } from './sweep/sweeps.ts';
import { type LoadedTask, openTaskBook, type TaskBook } from './tasks.ts';
import type { TaskView } from './taskView.ts';
import { testPoint } from './testPoint.ts';
import { QUICK, tooManyItems } from './tooMany.ts';
import { frozenPage } from './versions/frozenPage.ts';
import { Views } from './views.ts';

/** Items that a preview looks up; more take longer than anybody waits for a number. */
const MOST_PREVIEWED = 5_000_000;

/** The runner of one workspace: answers for its tasks, runs its sweeps, owns its store. Made once per process. */
export class Runner {
  readonly #workspace: string;
  readonly #store: Store;
  readonly #book: TaskBook;
  readonly #views: Views;
  readonly #sweeps: Sweeps;
  readonly #listeners = new Set<RunnerEvents>();
  readonly #findings = new WeakMap<TaskView, Findings>();
  readonly #questions = new Questions();
  readonly #manage: ManageApi & VersionApi;

  constructor(workspace: string, store: Store) {
    this.#workspace = workspace;
    this.#store = store;
    this.#book = openTaskBook(workspace);
    this.#views = new Views(store, {
      recall: (loaded) => recallView({ workspace, store }, loaded),
      keep: (loaded, view) => this.#keepView(loaded, view),
    });
    this.#sweeps = new Sweeps({
      workspace,
      store,
      book: this.#book,
      views: this.#views,
      changed: (file) => void this.#tellChanged(file),
      ended: (summary) => this.#tellEnded(summary),
    });
    this.#manage = management({
      workspace,
      store,
      load: (file) => this.#book.load(file),
      viewOf: (loaded) => this.#views.of(loaded),
      inspection: (file) => this.#inspection(file),
      isRunning: (objective) => this.#sweeps.isRunning(objective),
      change: (work) => this.#sweeps.change(work),
      keepingResults: (work) => this.#keepingResults(work),
      changed: (objective) => this.#tellOthers(objective),
    });
  }

  /** Tells a client what happens, until the answer is called. */
  subscribe(listener: RunnerEvents): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get busy(): boolean {
    return this.#sweeps.busy;
  }

  async start(request: StartRequest): Promise<StartAnswer> {
    return this.#sweeps.start(this.#fileOf(request.file), request);
  }

  async cancel(request: { readonly file?: string }): Promise<{ readonly cancelled: number }> {
    const file = request.file === undefined ? undefined : this.#fileOf(request.file);
    fault('cancel.asked');
    return { cancelled: await this.#sweeps.cancel(file) };
  }

  async steer({ file, ...how }: SteerRequest): Promise<SteerAnswer> {
    return this.#sweeps.steer(this.#fileOf(file), how);
  }

  async status(request: { readonly files: readonly string[] }): Promise<readonly TaskStatus[]> {
    return Promise.all(request.files.map((file) => this.#statusOf(this.#fileOf(file))));
  }

  async page(request: PageRequest): Promise<Page> {
    const file = this.#fileOf(request.file);
    const first = await this.#firstRows(file, request);
    if (first) return first;
    const view = await this.#currentView(file);
    const { version } = request;
    const signal = this.#questions.begin(request);
    if (version !== undefined) return frozenPage({ store: this.#store, view }, { ...request, version }, signal);
    return pageOf({ store: this.#store, view, live: this.#liveOf(file) }, request, signal);
  }

  async distributions(request: DistributionRequest): Promise<readonly Distribution[]> {
    const file = this.#fileOf(request.file);
    return distributionsOf({ store: this.#store, view: await this.#currentView(file), live: this.#liveOf(file) }, request);
  }

  async plot(request: PlotRequest): Promise<Plot> {
    const file = this.#fileOf(request.file);
    return plotOf({ store: this.#store, view: await this.#currentView(file), live: this.#liveOf(file) }, request);
  }

  async item(request: ItemRequest): Promise<ItemDetail> {
    return inspectItem(await this.#inspection(request.file), request);
  }

  async neighbours({ file, item }: { readonly file: string; readonly item: number }): Promise<readonly Neighbours[]> {
    const of = await this.#inspection(file);
    const { item: index } = inspectItem(of, { file, item });
    return neighboursOf(of, index);
  }

  async log(request: ItemRequest & { readonly attempt?: number }): Promise<ItemLog> {
    return inspectLog(await this.#inspection(request.file), request);
  }

  async files(request: ItemRequest): Promise<ItemFiles> {
    return itemFiles(this.#workspace, inspectItem(await this.#inspection(request.file), request));
  }

  async preview(request: FileRequest): Promise<FilePreview> {
    return previewOf(filePlace(this.#workspace, inspectItem(await this.#inspection(request.file), request), request));
  }

  async place(request: FileRequest): Promise<{ readonly path: string }> {
    return pathOf(filePlace(this.#workspace, inspectItem(await this.#inspection(request.file), request), request));
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

  async hypotheses(request: { readonly file: string }): Promise<HypothesesAnswer> {
    return testHypotheses({ store: this.#store, view: await this.#currentView(this.#fileOf(request.file)) });
  }

  /** A view of its own, which the next preview replaces. */
  async previewEdit({ file: name, text }: EditPreviewRequest): Promise<EditPreview> {
    const file = this.#fileOf(name);
    const edited = await this.#book.loadText(file, text);
    if (!edited.plan) return { kind: 'invalid', errors: edited.problems.filter(({ severity }) => severity === 'error').length };
    if (edited.plan.items > MOST_PREVIEWED)
      throw new RunnerError(
        'too-many-items',
        `With this text the sweep has ${edited.plan.items} items, too many to be looked up one by one.`,
      );
    const saved = await this.#book.load(file);
    const view = await this.#views.of(edited, `${file}\0preview`);
    return previewEdit(view, saved.plan && (await this.#views.of(saved)));
  }

  async refine({ file: name, text, where }: RefineRequest): Promise<RefineAnswer> {
    const file = this.#fileOf(name);
    const { plan } = await this.#book.loadText(file, text);
    if (!plan) throw new RunnerError('task-invalid', 'The text in the editor has mistakes: correct them first.');
    const context = { store: this.#store, view: await this.#currentView(file), live: this.#liveOf(file) };
    return refine(context, { task: plan.task, text }, where);
  }

  async debug({ file, python, ...one }: DebugRequest): Promise<DebugPlan> {
    const { plan } = await this.#currentView(this.#fileOf(file));
    return debugItem({ workspace: this.#workspace, plan, ...(python !== undefined && { python }) }, one);
  }

  async test(request: TestRequest): Promise<TestAnswer> {
    const loaded = await this.#book.load(this.#fileOf(request.file));
    if (!loaded.plan) return { kind: 'invalid', problems: loaded.problems };
    return testPoint({ workspace: this.#workspace, plan: loaded.plan }, request);
  }

  delete: ManageApi['delete'] = (request) => this.#manage.delete(request);
  restore: ManageApi['restore'] = (request) => this.#manage.restore(request);
  register: ManageApi['register'] = (request) => this.#manage.register(request);
  keepRenamed: ManageApi['keepRenamed'] = (request) => this.#manage.keepRenamed(request);
  registerAll: ManageApi['registerAll'] = (request) => this.#manage.registerAll(request);
  tag: ManageApi['tag'] = (request) => this.#manage.tag(request);
  explain: ManageApi['explain'] = (request) => this.#manage.explain(request);
  accept: ManageApi['accept'] = (request) => this.#manage.accept(request);
  freeze: VersionApi['freeze'] = (request) => this.#manage.freeze(request);
  drop: VersionApi['drop'] = (request) => this.#manage.drop(request);
  versions: VersionApi['versions'] = (request) => this.#manage.versions(request);
  compare: VersionApi['compare'] = (request) => this.#manage.compare(request);
  manifest: VersionApi['manifest'] = (request) => this.#manage.manifest(request);
  gc: ManageApi['gc'] = (request) => this.#manage.gc(request);

  /** Resolves when no sweep runs any more. */
  async settled(): Promise<void> {
    await this.#sweeps.settled();
  }

  /** Cancels what runs and closes the store. */
  async close(): Promise<void> {
    await this.cancel({});
    this.#store.close();
  }

  async #statusOf(file: string): Promise<TaskStatus> {
    const active = this.#sweeps.of(file);
    if (active) return taskStatus({ store: this.#store, view: active.view, active: active.status() });
    const loaded = await this.#book.load(file);
    if (!loaded.plan || tooManyItems(loaded.plan)) return taskStatus({ store: this.#store, loaded });
    const remembered = this.#views.has(file) ? undefined : recallCounts({ store: this.#store, workspace: this.#workspace }, loaded);
    if (remembered) return taskStatus({ store: this.#store, loaded, remembered });
    const view = await this.#views.of(loaded);
    const begun = this.#sweeps.of(file);
    return taskStatus(begun ? { store: this.#store, view: begun.view, active: begun.status() } : { store: this.#store, loaded, view });
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

  #tellEnded(summary: RunSummary): void {
    for (const listener of this.#listeners) listener.ended(summary);
    fault('summary.told');
  }

  /** What was looked up for seconds is remembered for the next runner, where nothing else is being written. */
  #keepView(loaded: LoadedTask, view: TaskView): void {
    if (view.plan.items <= QUICK || this.busy) return;
    const before = view.revision;
    rememberSettled(this.#store, view, remembering({ workspace: this.#workspace }, loaded, view));
    this.#views.carry(before, view.revision);
  }

  #keepingResults<Answer>(work: () => Answer): Answer {
    const before = this.#store.revision();
    const answer = work();
    this.#views.carry(before, this.#store.revision());
    return answer;
  }

  /** Results of tasks with one objective have changed without a sweep. */
  #tellOthers(objective: string): void {
    for (const file of this.#views.filesOf(objective)) void this.#tellChanged(file);
  }

  async #inspection(name: string): Promise<Inspection> {
    const file = this.#fileOf(name);
    const view = await this.#currentView(file);
    return {
      workspace: this.#workspace,
      store: this.#store,
      view,
      live: this.#liveOf(file),
      peek: (item) => this.#sweeps.of(file)?.sweep.peek(item),
    };
  }

  /** Rows of a task that nobody has looked at since the runner began. */
  async #firstRows(file: string, request: PageRequest): Promise<Page | undefined> {
    if (this.#sweeps.of(file) || this.#views.has(file)) return undefined;
    const loaded = await this.#book.load(file);
    return this.#views.recall(loaded) ? undefined : firstRows(this.#store, loaded.plan, request);
  }

  /** The view of the running sweep, or of the file as it is now. */
  async #currentView(file: string): Promise<TaskView> {
    const active = this.#sweeps.of(file);
    if (active) return active.view;
    const loaded = await this.#book.load(file);
    return this.#views.of(loaded);
  }

  #liveOf(file: string): LiveItems {
    const busy = this.#sweeps.of(file)?.sweep.busy ?? [];
    return new Map(busy.map(({ item }) => [item, 'running' as const]));
  }

  #fileOf(file: string): string {
    if (typeof file !== 'string' || file === '') throw new RunnerError('bad-request', 'A request must name its task file.');
    return isAbsolute(file) ? file : resolve(this.#workspace, file);
  }
}
