import type { Inspection } from '../inspect.ts';
import type { Store } from '../store/store.ts';
import type { LoadedTask } from '../tasks.ts';
import type { TaskView } from '../taskView.ts';

/** What managing results needs of the runner that it is part of. */
export interface ManagePlace {
  readonly workspace: string;
  readonly store: Store;
  load(file: string): Promise<LoadedTask>;
  viewOf(loaded: LoadedTask): Promise<TaskView>;
  /** The view of a valid task with what runs of it; throws `task-invalid`. */
  inspection(file: string): Promise<Inspection>;
  /** Whether items of this objective (or of any) are being run: their sweep knows nothing of changes that others make. */
  isRunning(objective?: string): boolean;
  /** Does what changes results in several steps: no sweep begins meanwhile. */
  change<Answer>(work: () => Promise<Answer>): Promise<Answer>;
  /** Does what changes no result: views go on standing for all that the store has. */
  keepingResults<Answer>(work: () => Answer): Answer;
  /** Results of tasks with this objective have changed. */
  changed(objective: string): void;
}
