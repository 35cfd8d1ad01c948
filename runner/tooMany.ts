import { RunnerError } from '../protocol/errors.ts';
import type { Plan } from './tasks.ts';

/** Why the state of a sweep's items cannot be kept, item by item; such a sweep can be counted and enumerated only. */
export function tooManyItems({ task, space, items }: Pick<Plan, 'task' | 'space' | 'items'>): RunnerError | undefined {
  if (!space.exact)
    return new RunnerError(
      'too-many-items',
      `${task.name} has too many combinations to filter one by one; make the space smaller, or constrain its axes directly.`,
    );
  if (items <= MOST_ITEMS) return undefined;
  const [count, most] = [items, MOST_ITEMS].map((one) => one.toLocaleString('en-US'));
  return new RunnerError(
    'too-many-items',
    `${task.name} has ${count} items, and at most ${most} can be run and kept: take larger steps, add constraints, or draw a sample (\`method: random\` and \`samples: 1000\`).`,
  );
}

/** Items that are looked up in a moment; of more, what was found is kept. */
export const QUICK = 50_000;

/** Finding what is known of so many takes about a minute, and 9 bytes each are held while the task is looked at. */
const MOST_ITEMS = 10_000_000;
