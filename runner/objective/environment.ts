import type { Run } from '../../core/task/task.ts';

/** Names of the two variables by which processes of a sweep, and of one worker, are found again. */
const SWEEP_MARKER = 'SWEEPDECK_SWEEP';
export const WORKER_MARKER = 'SWEEPDECK_WORKER';

/**
 * What a user's program gets: the user's own environment without what an editor has put there for itself, then
 * `run.env`, then the markers. Nothing of it is stored.
 */
export function userEnvironment(
  own: NodeJS.ProcessEnv,
  run: Run,
  markers: { readonly sweep: string; readonly worker: string },
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined && !isEditors(name, value)) env[name] = value;
  }
  for (const [name, value] of run.env) env[name] = value;
  env[SWEEP_MARKER] = markers.sweep;
  env[WORKER_MARKER] = markers.worker;
  return env;
}

function isEditors(name: string, value: string): boolean {
  if (name.startsWith('VSCODE_') || name.startsWith('ELECTRON_') || name.startsWith('SWEEPDECK_')) return true;
  return (
    name === 'NODE_CHANNEL_FD' ||
    name === 'NODE_CHANNEL_SERIALIZATION_MODE' ||
    (name === 'NODE_OPTIONS' && /js-debug|bootloader/.test(value))
  );
}
