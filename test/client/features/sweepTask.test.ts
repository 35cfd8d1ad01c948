import { expect, it } from 'vitest';
import { sweepTaskArguments, sweepTaskSchema } from '../../../client/features/sweepTask.ts';

it.each([
  [{}, ['run', '--', 'a.sweep.yaml']],
  [{ select: 'failed' }, ['run', '--failed', '--', 'a.sweep.yaml']],
  [{ select: 'all' }, ['run', '--force', '--', 'a.sweep.yaml']],
  [{ select: 'rm -rf' }, ['run', '--', 'a.sweep.yaml']],
] as const)('runs a task with %j by %j', (more, given) => {
  expect(sweepTaskArguments(sweepTaskSchema.parse({ type: 'sweep', file: 'a.sweep.yaml', ...more }))).toEqual(given);
});

it('takes a file that begins like an option as a file', () => {
  expect(sweepTaskArguments(sweepTaskSchema.parse({ type: 'sweep', file: '--force' }))).toEqual(['run', '--', '--force']);
});

it.each([{ type: 'sweep' }, { type: 'sweep', file: '' }, { type: 'npm', file: 'a' }, { type: 'sweep', file: 3 }])(
  'refuses %j',
  (definition) => expect(sweepTaskSchema.safeParse(definition).success).toBe(false),
);
