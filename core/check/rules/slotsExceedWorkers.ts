import { child } from '../../task/tree.ts';
import type { TaskRule } from '../check.ts';
import { problem } from '../problem.ts';

/** An item that needs more slots than there are workers would wait for ever; it runs alone instead. */
export const slotsExceedWorkers: TaskRule = function* ({ task: { execution }, root }) {
  const { workers, slots } = execution;
  const at = child(child(root, 'execution'), 'slots');
  if (at && typeof workers === 'number' && slots > workers)
    yield problem(
      'slots-exceed-workers',
      at,
      `An item needs ${slots} slots, but there are only ${workers} workers, so items run one at a time: lower \`slots\` or raise \`workers\`.`,
    );
};
