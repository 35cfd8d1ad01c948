import { basename, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { CodeObjective, TaskOutline } from '../protocol/language.ts';
import type { AskOptions, DeskAnswer } from './desk.ts';
import { isTaskFile, uriOf } from './paths.ts';
import { objectivesIn } from './objectivesIn.ts';
import { relatedTasks } from './relatedTasks.ts';
import type { FileRequest, OutlineAnswer } from './serviceApi.ts';
import { findTaskFiles, isSearched } from './taskFiles.ts';

export interface CatalogOptions {
  readonly folders: () => readonly string[];
  readonly ask: (request: FileRequest, options: AskOptions) => Promise<DeskAnswer<'outline'>>;
  /** The address of a file as the client writes it, when it is open. */
  readonly openUri: (file: string) => string | undefined;
  readonly onChanged: (uris: readonly string[]) => void;
  readonly onFault: (error: unknown) => void;
}

interface Known {
  /** Missing until the first answer, and when there is no such file. */
  outline?: TaskOutline;
  files: ReadonlySet<string>;
  objective: OutlineAnswer['objective'] | undefined;
  /** Raised by every change that the outline may depend on. */
  changes: number;
  /** The value of `changes` when the question for the present outline was put. */
  answered: number;
  /** A background question is under way. */
  asking: boolean;
}

/** Milliseconds without another change after which outlines are made again: a burst of keystrokes costs one, and none of them waits for it. */
const QUIET = 100;

/** Knows all task files of the workspace with their outlines, and which of them depend on a changed file. */
export class Catalog {
  readonly #options: CatalogOptions;
  readonly #known = new Map<string, Known>();
  readonly #end = new AbortController();
  #files: Promise<Set<string>> | undefined;

  constructor(options: CatalogOptions) {
    this.#options = options;
  }

  /** Sorted by path. */
  async tasks(): Promise<readonly TaskOutline[]> {
    this.#files ??= findTaskFiles(this.#options.folders(), this.#end.signal).then((found) => new Set(found));
    const files = [...(await this.#files)].sort();
    const outlines = await Promise.all(files.map((file) => this.outline(file, { background: true })));
    return outlines.filter((outline) => outline !== undefined);
  }

  /** Nothing when there is no such file. */
  async outline(file: string, how: AskOptions = {}): Promise<TaskOutline | undefined> {
    const known = this.#know(file);
    if (known.answered === known.changes) return known.outline;
    const { changes } = known;
    const answer = await this.#options.ask({ file }, how);
    if (answer.kind === 'hung') return tooComplex(known.outline ?? this.#blank(file));
    if (answer.kind === 'stale' || changes < known.answered) return known.outline;
    known.answered = changes;
    known.files = new Set(answer.value?.files ?? [file]);
    known.objective = answer.value?.objective;
    if (answer.value) known.outline = { uri: this.#uri(file), ...answer.value.outline };
    else delete known.outline;
    return known.outline;
  }

  /** Task files that share files with this one, or run a function of the same file. */
  async related(file: string): Promise<readonly string[]> {
    if (isTaskFile(file)) this.#know(file);
    await this.#settle();
    const relations = [...this.#known].map(([task, { files, objective }]) => [task, { files, objective: objective?.file }] as const);
    return relatedTasks(file, new Map(relations));
  }

  /** The functions of a source file that tasks run. */
  async objectives(file: string): Promise<readonly CodeObjective[]> {
    await this.#settle();
    return objectivesIn(file, this.#known.values());
  }

  /** Marks what depends on these files as out of date, asks again in the background, and tells what is different. Answers the dependent files. */
  changed(files: readonly string[], structural: boolean): readonly string[] {
    const affected = [...this.#known].filter(([file, known]) => structural || files.some((one) => one === file || known.files.has(one)));
    for (const [file, known] of affected) {
      known.changes++;
      void this.#update(file, known);
    }
    return affected.map(([file]) => file);
  }

  /** A file was opened: from now on its outline is watched even when it lies outside the workspace. */
  opened(file: string): void {
    if (!this.#known.has(file)) void this.outline(file, { background: true }).catch(this.#options.onFault);
  }

  /** Task files that appeared or went away, as the client's watcher tells. */
  async listed(change: { readonly created: readonly string[]; readonly deleted: readonly string[] }): Promise<void> {
    const files = await this.#files;
    const created = change.created.filter((file) => this.#belongs(file) && !files?.has(file));
    for (const file of created) files?.add(file);
    for (const file of change.deleted) files?.delete(file);
    const uris = [...created, ...change.deleted.filter(isSearched)].map((file) => this.#uri(file));
    if (uris.length > 0) this.#options.onChanged(uris);
  }

  /** Other workspace folders: the search begins anew. */
  foldersChanged(): void {
    this.#files = undefined;
    this.#options.onChanged([...this.#known.keys()].map((file) => this.#uri(file)));
  }

  stop(): void {
    this.#end.abort();
  }

  async #update(file: string, known: Known): Promise<void> {
    if (known.asking) return;
    known.asking = true;
    const before = JSON.stringify(known.outline);
    try {
      let outline: TaskOutline | undefined;
      for (let seen = -1; seen !== known.changes; ) {
        seen = known.changes;
        await delay(QUIET, undefined, { ref: false });
        if (this.#end.signal.aborted) return;
        if (seen !== known.changes) continue;
        outline = await this.outline(file, { background: true });
      }
      if (JSON.stringify(outline) !== before) this.#options.onChanged([this.#uri(file)]);
    } catch (error) {
      this.#options.onFault(error);
    } finally {
      known.asking = false;
    }
  }

  /** Until all outlines are known, also those of open editors that the search did not find: of new files, and outside the workspace. */
  async #settle(): Promise<void> {
    await this.tasks();
    await Promise.all([...this.#known.keys()].map((file) => this.outline(file, { background: true })));
  }

  #know(file: string): Known {
    const known = this.#known.get(file) ?? { files: new Set([file]), objective: undefined, changes: 0, answered: -1, asking: false };
    this.#known.set(file, known);
    return known;
  }

  #belongs(file: string): boolean {
    return this.#options.folders().some((folder) => !relative(folder, file).startsWith('..') && isSearched(relative(folder, file)));
  }

  #uri(file: string): string {
    return this.#options.openUri(file) ?? uriOf(file);
  }

  #blank(file: string): TaskOutline {
    const start = { line: 0, character: 0 };
    const name = basename(file).replace(/\.sweep\.ya?ml$/, '');
    return { uri: this.#uri(file), name, nameRange: { start, end: start }, items: 0, exact: false, errors: 1, mistakes: [], axes: [] };
  }
}

function tooComplex(last: TaskOutline): TaskOutline {
  return { ...last, exact: false, errors: Math.max(1, last.errors) };
}
