import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Failure, Outcome } from '../../core/sweep/outcome.ts';
import type { CommandRun, ShellRun } from '../../core/task/task.ts';
import { programPath, pythonFolder } from '../assets.ts';
import { commandFailure, readCommandEnd, TAIL_CHARACTERS } from './commandFailure.ts';
import { commandItem, CommandLineError, type CommandPlace } from './commandLine.ts';
import { commandOutputs, ResultError } from './commandResult.ts';
import { systemCode } from '../systemCode.ts';
import { prepareLaunch } from './launch.ts';
import { LanguageWorker } from './languageWorker.ts';
import type { ItemOutput, Job, ObjectiveWorker, StartWorker, WorkerEvents, WorkerSetup } from './worker.ts';
import type { Launch } from './workerProcess.ts';

/** Starts the command of one item after the other, by the faster of two spawners that this machine has. */
export const startCommandWorker: StartWorker = (setup, events) => startSpawner(spawnerFor(process.platform, systemPython()), setup, events);

/** A program that starts commands: `runner/host/spawner.ts`, or its twin `python/sweepdeck/spawner.py`. */
export type Spawner = 'node' | 'python';

/** The system's own Python 3.8 or newer starts commands three times as fast as Node. `python` is the file that it really is. */
export function spawnerFor(platform: NodeJS.Platform, python: string | undefined): Spawner {
  const minor = /\/python3\.(\d+)$/.exec(python ?? '')?.[1];
  return platform === 'linux' && minor !== undefined && Number(minor) >= 8 ? 'python' : 'node';
}

/** Named by its path, since what PATH says is the user's. */
const SYSTEM_PYTHON = '/usr/bin/python3';

function systemPython(): string | undefined {
  return existsSync(SYSTEM_PYTHON) ? realpathSync(SYSTEM_PYTHON) : undefined;
}

/** A worker with this spawner. */
export function startSpawner(spawner: Spawner, setup: WorkerSetup, events: WorkerEvents): ObjectiveWorker {
  const { run } = setup;
  if (run.kind !== 'command' && run.kind !== 'shell') throw new Error(`A command worker cannot run a ${run.kind} objective.`);
  const { env, load, marker } = prepareLaunch(setup, 'command', run.kind);
  const folder = mkdtempSync(join(tmpdir(), 'sweepdeck-'));
  const place: CommandPlace = {
    workspace: setup.workspace,
    parametersFile: join(folder, 'parameters.json'),
    foldered: (setup.outputs?.files.length ?? 0) > 0,
  };
  const ended: typeof events.ended = (end) => {
    removeScratch(folder);
    events.ended(end);
  };
  return new LanguageWorker(
    setup,
    { ...events, ended },
    {
      ownTimeouts: true,
      frame: (job) => commandFrame(run, job, place),
      settle: (job, outcome, output) => commandOutcome(run, job, { outcome, output }),
      launch: {
        ...program(spawner, env),
        folder: '/',
        load: { ...load, scratch: folder },
        marker,
        remedy: 'See the output of the worker.',
      },
    },
  );
}

/** One that cannot be removed now is left to the system, like other temporary files. */
function removeScratch(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
  }
}

function program(spawner: Spawner, env: Readonly<Record<string, string>>): Pick<Launch, 'program' | 'arguments' | 'env'> {
  // Without the user's Python settings and packages, which are for the user's programs.
  if (spawner === 'python')
    return { program: SYSTEM_PYTHON, arguments: ['-I', '-S', join(pythonFolder(), 'sweepdeck', 'spawner.py')], env };
  const electron = process.env['ELECTRON_RUN_AS_NODE'];
  return {
    program: process.execPath,
    arguments: [programPath('spawner')],
    env: electron === undefined ? env : { ...env, ELECTRON_RUN_AS_NODE: electron },
  };
}

/** The item for the spawner. One whose command line cannot be built starts nothing; the spawner sends the reason back in its turn. */
function commandFrame(run: CommandRun | ShellRun, job: Job, place: CommandPlace): string {
  try {
    return JSON.stringify(commandItem(run, job, place));
  } catch (error) {
    if (!(error instanceof CommandLineError)) throw error;
    return JSON.stringify({ seq: job.seq, refused: error.message });
  }
}

async function commandOutcome(
  run: CommandRun | ShellRun,
  job: Job,
  { outcome, output }: { readonly outcome: Outcome; readonly output: ItemOutput | undefined },
): Promise<Outcome> {
  if (outcome.kind !== 'value') return outcome;
  const { seconds } = outcome;
  const failure = commandFailure(readCommandEnd(outcome.outputs), run, { job, stderr: text(output?.stderr) });
  if (failure !== undefined) return { kind: 'failure', failure, seconds };
  try {
    return { kind: 'value', outputs: await commandOutputs(run.result, text(output?.stdout), job.folder), seconds };
  } catch (error) {
    if (!(error instanceof ResultError)) throw error;
    const unread: Failure = { kind: 'output', type: 'Result', message: error.message, trace: text(output?.stderr).slice(-TAIL_CHARACTERS) };
    return { kind: 'failure', failure: unread, seconds };
  }
}

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? new Uint8Array(0)).toString('utf8');
