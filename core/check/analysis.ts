import type { Space } from '../space/space.ts';
import type { Task } from '../task/task.ts';
import type { MappingNode } from '../task/tree.ts';
import type { Problem } from './problem.ts';

/** All that is known about one task file: what editor, command line and runner share, made by `analyse(file, world)`. */
export interface Analysis {
  readonly file: string;
  readonly tree?: MappingNode;
  /** Present whenever the file is a mapping; parts that cannot be read are left out, and a problem says so. */
  readonly task?: Task;
  /** Present when the space has no errors of its own; the runner runs only when `problems` holds no error at all. */
  readonly space?: Space | undefined;
  /** In order of severity of the step that found them, then of place; at most 200. */
  readonly problems: readonly Problem[];
  /** Every file that was read, the task file first: when one changes, the analysis is out of date. */
  readonly files: readonly string[];
}
