import { child, entry, type Entry } from '../../task/tree.ts';
import type { TaskRule } from '../check.ts';
import { problem } from '../problem.ts';

/** What the format describes, but this version cannot do yet: never passed over in silence. */
export const notAvailableYet: TaskRule = function* ({ root }) {
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
