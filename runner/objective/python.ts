import { delimiter, dirname, resolve } from 'node:path';
import { pythonFolder } from '../assets.ts';
import { functionFrames, prepareLaunch } from './launch.ts';
import { LanguageWorker } from './languageWorker.ts';
import type { StartWorker } from './worker.ts';

/** A long-lived Python process (`python/sweepdeck/worker.py`) that runs the items of a `run.python` objective. */
export const startPythonWorker: StartWorker = (setup, events) => {
  const { run } = setup;
  if (run.kind !== 'python') throw new Error(`A Python worker cannot run a ${run.kind} objective.`);
  const { env, load, marker } = prepareLaunch(setup, 'python', run.target);
  const folder = pythonFolder();
  const named = run.interpreter ?? setup.python;
  return new LanguageWorker(setup, events, {
    frame: functionFrames(setup.fileRoot),
    launch: {
      program: /[\\/]/.test(named) ? resolve(dirname(setup.taskFile), named) : named,
      arguments: ['-u', '-X', 'faulthandler', '-m', 'sweepdeck.worker'],
      // Started in our own folder, so that no `json.py` beside a task file is taken for Python's.
      folder,
      env: { ...env, PYTHONPATH: [folder, env['PYTHONPATH']].filter(Boolean).join(delimiter) },
      load,
      marker,
      remedy: 'Install Python 3.8 or newer, or name one in the setting sweepdeck.python or in run.interpreter.',
    },
  });
};
