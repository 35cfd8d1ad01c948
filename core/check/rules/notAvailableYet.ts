import { child, entry, type Entry } from '../../task/tree.ts';
import type { TaskRule } from '../check.ts';
import { axesOf } from '../factors.ts';
import { problem } from '../problem.ts';

/** What the format describes, but this version cannot do yet: never passed over in silence. */
export const notAvailableYet: TaskRule = function* ({ task, root, axisNodes }) {
  const method = child(root, 'method');
  if (method && task.method !== 'grid')
    yield problem(
      'not-available-yet',
      method,
      `The method \`${task.method}\` comes in a later version; this one runs \`method: grid\`, with \`step\` or \`num\` on its ranges.`,
    );
  for (const axis of axesOf(task.space)) {
    const distribution = entry(axisNodes.get(axis), 'distribution');
    if (distribution)
      yield later(distribution, 'Distributions come in a later version; list the values of this axis, or give `min`, `max` and `num`.');
  }
  const hypotheses = entry(root, 'hypotheses');
  if (hypotheses && !(hypotheses.value.kind === 'list' && hypotheses.value.items.length === 0))
    yield later(hypotheses, 'Hypotheses are tested in a later version; remove them for now, or put them in a comment.');
  const execution = child(root, 'execution');
  const backend = child(execution, 'backend');
  if (backend?.kind === 'scalar' && backend.value !== 'local')
    yield problem(
      'not-available-yet',
      backend,
      `The backend \`${backend.source}\` comes in a later version; this one runs items on this machine (\`backend: local\`).`,
    );
  else
    for (const key of ['slurm', 'queue']) {
      const options = entry(execution, key);
      if (options) yield later(options, `\`${key}\` comes in a later version; this one runs items on this machine. Remove it for now.`);
    }
};

function later({ keyAt }: Entry, message: string) {
  return problem('not-available-yet', keyAt, message);
}
