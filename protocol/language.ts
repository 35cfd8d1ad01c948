import type { Position } from '../core/text.ts';

/** Requests between client and language server beyond the LSP. Names are sent as `sweepdeck/<name>`. */
export interface LanguageApi {
  /** What one open or closed task file is about: enough for lenses, the tree and the inlays' owner. */
  outline(request: { readonly uri: string }): TaskOutline | null;
  /** All task files of the workspace, sorted by path. */
  tasks(): readonly TaskOutline[];
  /** The functions of a Python, JavaScript or TypeScript file that tasks run, in order of place: for lenses above them. */
  objectives(request: { readonly uri: string }): readonly CodeObjective[];
}

export const OUTLINE_REQUEST = 'sweepdeck/outline';
export const TASKS_REQUEST = 'sweepdeck/tasks';
export const OBJECTIVES_REQUEST = 'sweepdeck/objectives';
/** Server → client: outlines of these files are out of date. Parameters: `TasksChanged`. */
export const TASKS_CHANGED = 'sweepdeck/tasksChanged';

/** Files whose outline changed, appeared or went away. */
export interface TasksChanged {
  readonly uris: readonly string[];
}

/** One function of a source file with the tasks that run it. */
export interface CodeObjective {
  readonly name: string;
  /** Of its name in the source. */
  readonly range: TextRange;
  /** Sorted by name. */
  readonly tasks: readonly { readonly uri: string; readonly name: string }[];
}

export interface TaskOutline {
  readonly uri: string;
  readonly name: string;
  readonly description?: string;
  readonly nameRange: TextRange;
  /** Items = points × replicates; `exact: false` when counting was given up. */
  readonly items: number;
  readonly exact: boolean;
  readonly errors: number;
  /** The first errors of the file itself. */
  readonly mistakes: readonly Mistake[];
  readonly axes: readonly { readonly name: string; readonly size: number; readonly range: TextRange }[];
}

/** One error, for a list that leads to it. */
export interface Mistake {
  readonly message: string;
  readonly range: TextRange;
}

export interface TextRange {
  readonly start: Position;
  readonly end: Position;
}
