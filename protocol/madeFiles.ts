import * as z from 'zod';

/** What `sweepdeck new` and `sweepdeck import` print with `--json`: paths from the current folder, the task file first. */
export const madeFiles = z.object({ files: z.array(z.string()).min(1) });
