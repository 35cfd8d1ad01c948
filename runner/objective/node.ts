import { dirname, resolve } from 'node:path';
import { programPath } from '../assets.ts';
import { functionFrames, prepareLaunch } from './launch.ts';
import { LanguageWorker } from './languageWorker.ts';
import type { StartWorker } from './worker.ts';

/** A pool host (`runner/host/main.ts`) with one thread that runs the items of a `run.node` objective. */
export const startNodeWorker: StartWorker = (setup, events) => {
  const { run } = setup;
  if (run.kind !== 'node') throw new Error(`A Node worker cannot run a ${run.kind} objective.`);
  const home = dirname(setup.taskFile);
  const { env, load, marker } = prepareLaunch(setup, 'node', `${resolve(home, run.path)}#${run.export}`);
  // Inside Electron our own processes are Node only with this variable; the host takes it away before user code runs.
  const electron = process.env['ELECTRON_RUN_AS_NODE'];
  return new LanguageWorker(setup, events, {
    frame: functionFrames(setup.fileRoot),
    launch: {
      program: process.execPath,
      arguments: [`--max-old-space-size=${Math.ceil(setup.memory / 1024 / 1024)}`, programPath('host')],
      folder: home,
      env: electron === undefined ? env : { ...env, ELECTRON_RUN_AS_NODE: electron },
      load: load.setup === undefined ? load : { ...load, setup: setupTarget(home, load.setup) },
      marker,
      remedy: 'See the output of the worker.',
    },
  });
};

/** `./file.mjs#export` with an absolute path. */
export function setupTarget(home: string, target: string): string {
  const at = target.lastIndexOf('#');
  return at < 0 ? resolve(home, target) : `${resolve(home, target.slice(0, at))}${target.slice(at)}`;
}
