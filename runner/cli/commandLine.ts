import { Command, InvalidArgumentError } from 'commander';
import { VERSION } from '../version.ts';
import { type CliContext, findWorkspace } from './context.ts';

/** The command line as commander sees it: definitions of arguments, from which help and checks are made (shared/spec/cli.md). */
export interface CommandLine {
  readonly program: Command;
  /** Exit code of the command that was run. */
  readonly exit: number;
  /** A command with the options that all have; its action answers an exit code. */
  define<Options>(name: string, summary: string, action: Action<Options>): Command;
}

export type Action<Options> = (context: CliContext, args: readonly (string & string[])[], options: Options) => Promise<number>;

interface Globals {
  readonly workspace?: string;
  readonly json?: boolean;
  readonly progress: boolean;
}

export function newCommandLine(): CommandLine {
  let exit = 0;
  const program = new Command('sweepdeck')
    .description('Run parameter sweeps: checked before they start, cached by content, rerun only what failed.')
    .version(VERSION)
    .enablePositionalOptions()
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('`sweepdeck help COMMAND` shows its arguments and options.');
  return {
    program,
    get exit() {
      return exit;
    },
    define: <Options>(name: string, summary: string, action: Action<Options>) =>
      program
        .command(name)
        .description(summary)
        .option('--workspace <dir>', 'the workspace folder (default: the nearest parent with .sweepdeck or .git)')
        .option('--json', 'standard output is one JSON document')
        .option('--no-progress', 'no live progress line')
        .action(async (...given: unknown[]) => {
          // SAFETY: commander calls with the arguments, then the options, then the command, as declared beside each command.
          const options = given.at(-2) as Options & Globals;
          // SAFETY: as above; one that was left out is undefined, which every action allows for.
          const args = given.slice(0, -2) as (string & string[])[];
          exit = await action(contextOf(options), args, options);
        }),
  };
}

function contextOf(options: Globals): CliContext {
  return {
    cwd: process.cwd(),
    workspace: findWorkspace(process.cwd(), options.workspace),
    json: options.json === true,
    progress: options.progress && process.stderr.isTTY && options.json !== true,
  };
}

/** A whole number, 0 or more. */
export function natural(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('It must be a whole number, 0 or more.');
  return value;
}

/** A whole number, 1 or more. */
export function positive(text: string): number {
  const value = natural(text);
  if (value === 0) throw new InvalidArgumentError('It must be 1 or more.');
  return value;
}

/** Names separated by commas. */
export function names(text: string): readonly string[] {
  return text.split(',');
}

/** Collects the values of an option that may be repeated. */
export function repeated(one: string, all: readonly string[] = []): readonly string[] {
  return [...all, one];
}
