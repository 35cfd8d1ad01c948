import * as z from 'zod';

/** Test files of each suite, without `.test.ts`, in the order in which they run. */
export const SUITES = {
  trusted: ['activation', 'diagnostics', 'lenses', 'tools', 'oddValues'],
  restricted: ['restricted'],
} as const;
export type SuiteName = keyof typeof SUITES;

/** One line of the file through which the suite tells its runner what happened. */
export const suiteEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pass'), title: z.string(), milliseconds: z.number() }),
  z.object({ kind: z.literal('fail'), title: z.string(), message: z.string() }),
  z.object({ kind: z.literal('end'), failures: z.number() }),
]);

export type SuiteEvent = z.infer<typeof suiteEventSchema>;
