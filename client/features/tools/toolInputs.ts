import * as z from 'zod';

const task = z.string().max(4096).describe('Path of the task file in the workspace, such as pendulum.sweep.yaml, or name of the task.');
const where = z.string().max(10_000).optional();

/** What the tools for chat agents take. package.json repeats it as JSON Schema for VS Code; a test keeps both equal. */
export const listInput = z.strictObject({});
/** Rows of one task. */
export const resultsInput = z.strictObject({
  task,
  where: where.describe("Filter, such as: state == 'failed' and dt > 0.1. Names are parameters, outputs, state, seconds, attempts."),
  sort: z.string().max(400).optional().describe('Name to sort by; default: the order of the points.'),
  descending: z.boolean().optional(),
  limit: z.int().min(1).max(100).optional().describe('At most 100 rows; default 20.'),
});
/** Why items of one task failed. */
export const failuresInput = z.strictObject({ task });
/** Which items of one task to run. */
export const runInput = z.strictObject({
  task,
  select: z.enum(['missing', 'failed']).optional().describe('What to run: all that is missing (default), or only what failed.'),
  where: where.describe('Filter on parameters that narrows what is run.'),
});
