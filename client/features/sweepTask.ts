import * as z from 'zod';

/** A task of the type `sweep` in tasks.json, which anybody may have written. */
export const sweepTaskSchema = z.object({
  type: z.literal('sweep'),
  file: z.string().min(1).max(4096),
  select: z.enum(['missing', 'failed', 'all']).catch('missing'),
});

export type SweepTask = z.infer<typeof sweepTaskSchema>;

/** Arguments of the command line that runs it; it attaches to the runner when one is up, so that the window shows the same sweep. */
export function sweepTaskArguments({ file, select }: SweepTask): readonly string[] {
  return ['run', ...SELECTIONS[select], '--', file];
}

const SELECTIONS = { missing: [], failed: ['--failed'], all: ['--force'] } as const;
