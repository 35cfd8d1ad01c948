import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { RunnerError } from '../protocol/errors.ts';
import type { TaskOutline } from '../protocol/language.ts';
import type { TaskStatus } from '../protocol/runner.ts';
import type { Language } from './language.ts';
import type { Log } from './log.ts';
import type { Runners } from './runner.ts';
import { throttled } from './throttle.ts';

/** One task of the workspace: what its file says (from the server) and how far it is (from the runner, once one was asked). */
export interface Sweep {
  readonly uri: vscode.Uri;
  readonly folder: string;
  readonly outline: TaskOutline;
  readonly status: TaskStatus | undefined;
}

/** How often views are told of changes, in milliseconds: four times a second. */
const PACE = 250;

/** The tasks of this window. The only place where words of the server and numbers of the runner meet. */
export class Sweeps implements vscode.Disposable {
  readonly #language: Language;
  readonly #runners: Runners;
  readonly #log: Log;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: vscode.Disposable[];
  #outlines: readonly TaskOutline[] = [];
  readonly #statuses = new Map<string, TaskStatus>();
  #wanted = false;
  #listed = false;
  #refreshing: Promise<void> | undefined;
  #again = false;
  readonly #tell = throttled(PACE, () => this.#changed.fire());
  readonly #refresh = throttled(PACE, () => void this.refresh());
  /** Something about some task is different; at most four times a second. */
  readonly onDidChange = this.#changed.event;

  constructor(language: Language, runners: Runners, log: Log) {
    this.#language = language;
    this.#runners = runners;
    this.#log = log;
    const again = (): void => this.#refresh.call();
    this.#disposables = [
      this.#changed,
      this.#tell,
      this.#refresh,
      language.onTasksChanged(again),
      runners.onChanged((status) => this.#take([status])),
      runners.onEnded(again),
      runners.onState(again),
      vscode.workspace.onDidSaveTextDocument(again),
      vscode.workspace.onDidGrantWorkspaceTrust(again),
      vscode.workspace.onDidChangeWorkspaceFolders(again),
    ];
  }

  /** The tasks by path. The first caller, a view that is really looked at, makes the list and may start the runner. */
  all(): readonly Sweep[] {
    this.want();
    return this.known();
  }

  /** The tasks as far as they are known, for those who do not look at them. */
  known(): readonly Sweep[] {
    return this.#outlines.map((outline) => this.#join(outline));
  }

  /** One task, with an outline newer than the list when the caller has it. */
  at(uri: vscode.Uri, outline?: TaskOutline): Sweep | undefined {
    const known = outline ?? this.#outlines.find((one) => vscode.Uri.parse(one.uri).fsPath === uri.fsPath);
    return known && this.#join(known);
  }

  /** Tasks whose items run now. */
  running(): readonly Sweep[] {
    return this.known().filter((sweep) => sweep.status?.active !== undefined);
  }

  /** Whether the server has listed the tasks at least once. */
  get listed(): boolean {
    return this.#listed;
  }

  /** Says that somebody looks: results that exist are then worth a runner. */
  want(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#refresh.call();
  }

  /** Asks server and runners again. Resolves when the answer is there; calls meanwhile make one more round. */
  async refresh(): Promise<void> {
    if (this.#refreshing !== undefined) {
      this.#again = true;
      return this.#refreshing;
    }
    this.#refreshing = this.#ask();
    await this.#refreshing;
    this.#refreshing = undefined;
    if (!this.#again) return;
    this.#again = false;
    return this.refresh();
  }

  dispose(): void {
    for (const one of this.#disposables) one.dispose();
  }

  async #ask(): Promise<void> {
    try {
      const outlines = await this.#language.tasks();
      const news = !this.#listed || !isDeepStrictEqual(outlines, this.#outlines);
      this.#outlines = outlines;
      this.#listed = true;
      if (news) this.#tell.call();
      const folders = Map.groupBy(
        this.#outlines.map((outline) => vscode.Uri.parse(outline.uri)),
        (uri) => this.#runners.folderOf(uri),
      );
      await Promise.all([...folders.values()].map((uris) => this.#askRunner(uris)));
    } catch (error) {
      this.#log.error('The task files could not be listed', error);
    }
  }

  async #askRunner(uris: readonly vscode.Uri[]): Promise<void> {
    try {
      const found = await this.#runners.status(uris, this.#wanted);
      // No runner, no truth: what was shown is not known any more.
      if (found === undefined) this.#forget(uris);
      else this.#take(found);
    } catch (error) {
      this.#forget(uris);
      this.#log.warn(error instanceof RunnerError ? error.message : 'The runner did not answer.');
    }
  }

  #take(statuses: readonly TaskStatus[]): void {
    const news = statuses.filter((status) => !isDeepStrictEqual(status, this.#statuses.get(status.file)));
    for (const status of news) this.#statuses.set(status.file, status);
    if (news.length > 0) this.#tell.call();
  }

  #forget(uris: readonly vscode.Uri[]): void {
    const known = uris.filter((uri) => this.#statuses.delete(uri.fsPath));
    if (known.length > 0) this.#tell.call();
  }

  #join(outline: TaskOutline): Sweep {
    const uri = vscode.Uri.parse(outline.uri);
    return { uri, folder: this.#runners.folderOf(uri), outline, status: this.#statuses.get(uri.fsPath) };
  }
}
