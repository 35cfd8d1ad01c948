import { isDeepStrictEqual } from 'node:util';
import type { Context } from '../context.ts';
import type { Sweep } from '../sweeps.ts';
import type { TaskNode } from './taskItem.ts';

/**
 * The rows of tasks, each the same object as long as its task is there. While the view draws a row anew, it knows nothing of
 * what stands below it: a command from a menu that was open meanwhile comes without its row. So only those rows are drawn
 * anew whose task has changed.
 */
export interface TaskNodes {
  of(sweeps: readonly Sweep[]): TaskNode[];
  /** What is different since it was asked last: the list of tasks, or some of them. */
  changes(): TaskNode[] | 'list';
}

export function newTaskNodes({ sweeps }: Context): TaskNodes {
  const nodes = new Map<string, TaskNode>();
  let shown = new Map<string, Sweep>();
  const nodeOf = ({ uri }: Sweep): TaskNode => {
    const node = nodes.get(uri.toString()) ?? { kind: 'task', uri };
    nodes.set(uri.toString(), node);
    return node;
  };
  return {
    of: (some) => some.map(nodeOf),
    changes() {
      const before = shown;
      shown = new Map(sweeps.all().map((sweep) => [sweep.uri.toString(), sweep]));
      if (!isDeepStrictEqual([...shown.keys()], [...before.keys()]) || before.size === 0) return 'list';
      return [...shown].flatMap(([uri, sweep]) => {
        const { outline, status } = before.get(uri) ?? {};
        return isDeepStrictEqual([outline, status], [sweep.outline, sweep.status]) ? [] : [nodeOf(sweep)];
      });
    },
  };
}
