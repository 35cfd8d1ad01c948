import { join } from 'node:path';
import type { CommandRun, Placeholder, ShellRun, Template } from '../../core/task/task.ts';
import { commandText } from '../../core/value/commandText.ts';
import { strictJson } from '../../core/value/encode.ts';
import { nest } from '../../core/value/value.ts';
import type { CommandItem } from '../../protocol/objective.ts';
import type { Job } from './worker.ts';

/** Why a command line cannot be built for an item, as a sentence. */
export class CommandLineError extends Error {}

/** Where a worker keeps what all its items share. */
export interface CommandPlace {
  readonly workspace: string;
  /** The worker's own parameters file, written anew for every item. */
  readonly parametersFile: string;
  /** Items leave files in their folders, which therefore have to be there. */
  readonly foldered: boolean;
}

/**
 * The command line of one item. No shell ever sees a value: a command gets it inside one argument, a shell script as
 * an environment variable (`mu` → `$mu`, `model.depth` → `$model_depth`). Both get `SWEEPDECK_SEED`,
 * `SWEEPDECK_REPLICATE`, `SWEEPDECK_DIR`, `SWEEPDECK_KEY`, `SWEEPDECK_PARAMETERS`.
 */
export function commandItem(run: CommandRun | ShellRun, job: Job, place: CommandPlace): CommandItem {
  const used = new Set<string>();
  const line =
    run.kind === 'shell'
      ? ['/bin/sh', '-c', run.script, 'sh']
      : run.arguments.flatMap((template) => renderArgument(template, { job, place, used }));
  const [file = '', ...rest] = line;
  if (file === '') throw new CommandLineError('The command is empty at this point: its program is an absent parameter or empty text.');
  for (const argument of line) refuseUnfit(argument, 'argument');
  const parameters = strictJson(nest(job.point));
  const files: [string, string][] = [[place.parametersFile, parameters]];
  if (used.has('item.parameters_file')) files.push([ownParametersFile(job), parameters]);
  const result = run.result.kind === 'json' || run.result.kind === 'jsonl' ? join(job.folder, run.result.path) : undefined;
  return {
    seq: job.seq,
    file,
    arguments: rest,
    env: { ...(run.kind === 'shell' ? shellVariables(job) : {}), ...itemVariables(job, place) },
    files,
    ...(place.foldered || asksForFolder(run, used) ? { folder: job.folder } : {}),
    ...(result === undefined ? {} : { stale: result }),
    ...(job.timeout === undefined ? {} : { timeout: job.timeout }),
  };
}

interface Rendering {
  readonly job: Job;
  readonly place: CommandPlace;
  /** Placeholders that were used. */
  readonly used: Set<string>;
}

/** Linux refuses a longer single argument or variable (MAX_ARG_STRLEN). */
const MAX_ARGUMENT_BYTES = 131_071;

/** One template is one argument; `${args}` alone is as many as there are parameters; one that names an absent parameter is none. */
function renderArgument(template: Template, rendering: Rendering): readonly string[] {
  const [only] = template;
  if (template.length === 1 && typeof only === 'object' && only.name === 'args') return argumentsOfAll(rendering.job);
  const parts = template.map((part) => (typeof part === 'string' ? part : placeholderText(part, rendering)));
  return parts.includes(undefined) ? [] : [parts.join('')];
}

function argumentsOfAll({ point }: Job): readonly string[] {
  return Array.from(point, ([name, value]) => `--${name}=${commandText(value)}`);
}

function placeholderText({ name }: Placeholder, { job, place, used }: Rendering): string | undefined {
  used.add(name);
  switch (name) {
    case 'args':
      return argumentsOfAll(job).join(' ');
    case 'seed':
      return String(job.seed);
    case 'replicate':
      return String(job.replicate);
    case 'item.dir':
      return job.folder;
    case 'item.key':
      return job.key;
    case 'item.parameters_file':
      return ownParametersFile(job);
    case 'workspace':
      return place.workspace;
    default: {
      const value = job.point.get(name);
      return value === undefined ? undefined : commandText(value);
    }
  }
}

function itemVariables(job: Job, place: CommandPlace): Readonly<Record<string, string>> {
  return {
    SWEEPDECK_SEED: String(job.seed),
    SWEEPDECK_REPLICATE: String(job.replicate),
    SWEEPDECK_KEY: job.key,
    SWEEPDECK_DIR: job.folder,
    SWEEPDECK_PARAMETERS: place.parametersFile,
  };
}

function shellVariables({ point }: Job): Readonly<Record<string, string>> {
  const variables: Record<string, string> = Object.create(null);
  for (const [parameter, value] of point) {
    const name = parameter.replace(/[.-]/g, '_');
    if (RESERVED.test(name))
      throw new CommandLineError(`The parameter ${parameter} would replace the environment variable ${name} of the shell; rename it.`);
    if (name in variables) throw new CommandLineError(`Two parameters are both the environment variable ${name}; rename one.`);
    variables[name] = commandText(value);
    refuseUnfit(variables[name], `environment variable ${name}`);
  }
  return variables;
}

/** Variables that change what a shell or the programs it starts do. */
const RESERVED = /^(?:PATH|HOME|SHELL|IFS|ENV|BASH_ENV|PWD|OLDPWD|TMPDIR|PS4|CDPATH|NODE_OPTIONS|(?:LD|DYLD|PYTHON|SWEEPDECK)_?.*)$/;

function refuseUnfit(text: string, what: string): void {
  if (text.includes('\0'))
    throw new CommandLineError(`An ${what} holds a NUL character, which no program can be given; pass it through the parameters file.`);
  if (Buffer.byteLength(text) > MAX_ARGUMENT_BYTES) {
    throw new CommandLineError(
      `An ${what} is longer than the 128 KiB that the system allows (E2BIG); pass it through the parameters file.`,
    );
  }
}

const ownParametersFile = (job: Job): string => join(job.folder, 'parameters.json');

function asksForFolder(run: CommandRun | ShellRun, used: ReadonlySet<string>): boolean {
  if (used.has('item.dir') || used.has('item.parameters_file')) return true;
  if (run.result.kind === 'json' || run.result.kind === 'jsonl') return true;
  return run.kind === 'shell' && run.script.includes('SWEEPDECK_DIR');
}
