import { RunnerError } from '../protocol/errors.ts';
import { openTaskView, type TaskView } from './taskView.ts';
import { finish, inSlices } from './steps.ts';
import type { LoadedTask, Plan } from './tasks.ts';
import { tooManyItems } from './tooMany.ts';
import { Turns } from './turns.ts';
import type { Store } from './store/store.ts';

/** Remembers views beyond a runner's life. */
export interface KeptViews {
  /** Only what is the truth now. */
  recall(loaded: LoadedTask): TaskView | undefined;
  keep(loaded: LoadedTask, view: TaskView): void;
}

/** The views that a runner holds: one for each task file, and one for each file run with other values. */
export class Views {
  readonly #store: Store;
  readonly #views = new Map<string, TaskView>();
  /** Those that are being read. */
  readonly #making = new Map<string, Pick<TaskView, 'plan' | 'revision'>>();
  readonly #turns = new Turns();
  readonly #memory: KeptViews | undefined;

  constructor(store: Store, memory?: KeptViews) {
    this.#store = store;
    this.#memory = memory;
  }

  /** The view of a task as it was read, made anew when the file or the store has changed. Rejects with `task-invalid` or `too-many-items`. */
  of(loaded: LoadedTask, name: string = loaded.file): Promise<TaskView> {
    return this.#turns.take(name, async () => {
      const { plan } = loaded;
      if (!plan) throw new RunnerError('task-invalid', invalidSentence(loaded));
      const known = this.#views.get(name);
      if (known && known.plan === plan && this.isCurrent(known)) return known;
      const refused = tooManyItems(plan);
      if (refused) throw refused;
      const recalled = this.recall(loaded, name);
      if (recalled) return recalled;
      const view = await this.#read(plan, name);
      this.#views.set(name, view);
      this.#memory?.keep(loaded, view);
      return view;
    });
  }

  /** The view of a large task that nobody has asked for yet, where it is remembered. */
  recall(loaded: LoadedTask, name: string = loaded.file): TaskView | undefined {
    const view = this.#memory?.recall(loaded);
    if (view) this.#views.set(name, view);
    return view;
  }

  /** Whether a view stands for the results that the store has now. */
  isCurrent(view: TaskView): boolean {
    return view.revision === this.#store.revision();
  }

  /** In slices between which others are answered; at once when results come or go all the time. */
  async #read(plan: Plan, name: string): Promise<TaskView> {
    for (let attempt = 0; attempt < IN_SLICES; attempt++) {
      const making = { plan, revision: this.#store.revision() };
      this.#making.set(name, making);
      try {
        const view = await inSlices(openTaskView(this.#store, plan));
        view.revision = making.revision;
        if (this.isCurrent(view)) return view;
      } finally {
        this.#making.delete(name);
      }
    }
    return finish(openTaskView(this.#store, plan));
  }

  /**
   * Views that stood for one revision move on to the next, but not those of tasks with the objective that got results:
   * they may share them, and are read anew when asked for.
   */
  carry(before: number, now: number, objective?: string): void {
    for (const view of [...this.#views.values(), ...this.#making.values()])
      if (view.revision === before && view.plan.objective !== objective) view.revision = now;
  }

  /** Whether a view of this task file is held already. */
  has(file: string): boolean {
    return this.#views.has(file);
  }

  /** Task files with this objective that a view was asked of. */
  filesOf(objective: string): readonly string[] {
    return [...this.#views].filter(([name, view]) => view.plan.objective === objective && !name.includes('\0')).map(([name]) => name);
  }
}

/** Attempts at reading a view that may be disturbed. */
const IN_SLICES = 2;

function invalidSentence(loaded: LoadedTask): string {
  const first = loaded.problems.find((one) => one.severity === 'error');
  if (!first) return `${loaded.file} cannot be read.`;
  return `${first.file}:${first.range.start.line + 1}:${first.range.start.character + 1}: ${first.message}`;
}
