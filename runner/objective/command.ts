import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { Failure, Outcome } from '../../core/sweep/outcome.ts';
import type { CommandRun, FailureKind, ShellRun } from '../../core/task/task.ts';
import { programPath } from '../assets.ts';
import { commandItem, CommandLineError, type CommandPlace } from './commandLine.ts';
import { commandOutputs, ResultError } from './commandResult.ts';
import { prepareLaunch } from './launch.ts';
import { LanguageWorker } from './languageWorker.ts';
import type { ItemOutput, Job, StartWorker } from './worker.ts';

/** A spawner (`runner/host/spawner.ts`) that starts the command of one item after the other. */
export const startCommandWorker: StartWorker = (setup, events) => {
  const { run } = setup;
  if (run.kind !== 'command' && run.kind !== 'shell') throw new Error(`A command worker cannot run a ${run.kind} objective.`);
  const { env, load, marker } = prepareLaunch(setup, 'command', run.kind);
  const electron = process.env['ELECTRON_RUN_AS_NODE'];
  const folder = mkdtempSync(join(tmpdir(), 'sweepdeck-'));
  const place: CommandPlace = { workspace: setup.workspace, parametersFile: join(folder, 'parameters.json') };
  const ended: typeof events.ended = (end) => {
    rmSync(folder, { recursive: true, force: true });
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
        program: process.execPath,
        arguments: [programPath('spawner')],
        folder: '/',
        env: electron === undefined ? env : { ...env, ELECTRON_RUN_AS_NODE: electron },
        load: { ...load, scratch: folder },
        marker,
        remedy: 'See the output of the worker.',
      },
    },
  );
};

const CommandEnd = z.union([z.object({ code: z.number() }), z.object({ signal: z.string() }), z.object({ refused: z.string() })]);
const TAIL_BYTES = 16 * 1024;

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
  const stderr = text(output?.stderr);
  const fail = (kind: FailureKind, type: string, message: string): Outcome => {
    const failure: Failure = { kind, type, message, trace: stderr.slice(-TAIL_BYTES) };
    return { kind: 'failure', failure, seconds };
  };
  const end = CommandEnd.parse(JSON.parse(outcome.outputs));
  if ('refused' in end) return fail('start', 'CommandLine', end.refused);
  if ('signal' in end) return fail('signal', end.signal, signalMessage(end.signal, stderr));
  if (!run.successCodes.includes(end.code))
    return fail('exit', 'Exit', `${lastLine(stderr) ?? 'The command failed without a message'} (exit status ${end.code})`);
  try {
    return { kind: 'value', outputs: await commandOutputs(run.result, text(output?.stdout), job.folder), seconds };
  } catch (error) {
    if (error instanceof ResultError) return fail('output', 'Result', error.message);
    throw error;
  }
}

function signalMessage(signal: string, stderr: string): string {
  const cause = signal === 'SIGKILL' ? 'was killed (SIGKILL), likely because the machine ran out of memory' : `was ended by ${signal}`;
  const said = lastLine(stderr);
  return `The command ${cause}${said === undefined ? '' : `: ${said}`}`;
}

function lastLine(stderr: string): string | undefined {
  return stderr
    .split(/\r?\n/)
    .findLast((line) => line.trim() !== '')
    ?.trim()
    .slice(0, 2000);
}

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? new Uint8Array(0)).toString('utf8');
