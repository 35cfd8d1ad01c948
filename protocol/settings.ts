import * as z from 'zod';

/**
 * Every setting below `sweepdeck.`, with its default. package.json repeats them for VS Code; a test keeps both equal.
 * A value that does not fit, which any `settings.json` may hold, reads as the default.
 */
export const settingsSchema = z.object({
  workers: z.int().min(0).max(1024).catch(0).meta({
    description:
      'How many items run at the same time. `0` leaves it to the task file (`execution.workers`), and else to the number of processor cores.',
  }),
  python: z.string().max(4096).catch('').meta({
    description:
      'Python interpreter for `run.python` tasks that name none. Empty: the choice of the Python extension, then a `.venv` beside the task or workspace, then `python3`.',
  }),
  node: z.string().max(4096).catch('').meta({
    description: 'Node.js 22.14 or newer that runs the sweeps. Empty: the one that VS Code runs on, or `node` on the `PATH`.',
  }),
  'codeLens.enabled': z.boolean().catch(true).meta({
    description: 'Show `▶ Run`, counts and results above the name of a task.',
  }),
  'inlayHints.enabled': z.boolean().catch(true).meta({
    description: 'Show the number of values behind each axis, such as `×20`.',
  }),
  notifications: z.enum(['unfocused', 'always', 'never']).catch('unfocused').meta({
    description: 'When a sweep of more than 10 seconds ends: tell it if the window is not in focus, always, or never.',
  }),
  'trace.server': z.enum(['off', 'messages', 'verbose']).catch('off').meta({
    description: 'How much of the talk with the language server is written to the output channel.',
  }),
});

export type Settings = z.infer<typeof settingsSchema>;
export type SettingName = keyof Settings;

/** The defaults, as the schema gives them for a machine where nothing is set. */
export function defaultSettings(): Settings {
  return readSettings(() => undefined);
}

/** Reads each setting through the schema. */
export function readSettings(get: (name: SettingName) => unknown): Settings {
  return settingsSchema.parse(Object.fromEntries(SETTING_NAMES.map((name) => [name, get(name)])));
}

// SAFETY: the shape of a zod object has exactly the schema's names as its own keys.
const SETTING_NAMES = Object.keys(settingsSchema.shape) as readonly SettingName[];
