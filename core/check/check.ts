import type { ObjectiveSignature } from '../code/signature.ts';
import type { Space } from '../space/space.ts';
import type { ReadTask } from '../task/read.ts';
import type { MappingNode } from '../task/tree.ts';
import type { World } from '../task/world.ts';
import type { Problem } from './problem.ts';

/** What a rule may look at. */
export interface Check extends Pick<ReadTask, 'task' | 'scope' | 'axisNodes'> {
  /** The validated tree, `extends` merged. */
  readonly root: MappingNode;
  readonly world: World;
  readonly signature: ObjectiveSignature;
  /** What was found before the rules: a rule is silent about consequences. */
  readonly found: readonly Problem[];
}

/** One rule on the meaning of a task; yields its problems in order of place. */
export type TaskRule = (check: Check) => Iterable<Problem>;

/** One rule on the points that a task has. */
export type SpaceRule = (check: Check, space: Space) => Iterable<Problem>;
