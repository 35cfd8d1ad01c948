import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { RunnerError } from '../protocol/errors.ts';
import { check } from './cli/check.ts';
import { type CliContext, findWorkspace } from './cli/context.ts';
import { points } from './cli/points.ts';
import { printable, say } from './cli/print.ts';
import { results } from './cli/results.ts';
import { run } from './cli/run.ts';
import { log, show } from './cli/show.ts';
import { status } from './cli/status.ts';
import { cancel, list, scaffold } from './cli/tasks.ts';
import { TEMPLATES } from './cli/templates.ts';
import { test } from './cli/test.ts';
import { assertRuntime } from './runtime.ts';
import { VERSION } from './version.ts';

/* The command line: definitions of arguments, from which help and checks are made (shared/spec/cli.md). */

interface Globals {
  readonly workspace?: string;
  readonly json?: boolean;
  readonly progress: boolean;
}

let exit = 0;
const program = new Command('sweepdeck')
  .description('Run parameter sweeps: checked before they start, cached by content, rerun only what failed.')
  .version(VERSION)
  .enablePositionalOptions()
  .exitOverride()
  .configureHelp({ showGlobalOptions: true });

/** What a command does with its arguments: a variadic one is a list, any other a text. */
type Action<Options> = (context: CliContext, args: readonly (string & string[])[], options: Options) => Promise<number>;

/** A command with the options that all have; its action answers an exit code. */
function define<Options extends object>(name: string, summary: string, action: Action<Options>): Command {
  return program
    .command(name)
    .description(summary)
    .option('--workspace <dir>', 'the workspace folder (default: the nearest parent with .sweepdeck or .git)')
    .option('--json', 'standard output is one JSON document')
    .option('--no-progress', 'no live progress line')
    .action(async (...given: unknown[]) => {
      // SAFETY: commander calls with the arguments, then the options, then the command, as declared beside each command.
      const [options, args] = [given.at(-2), given.slice(0, -2)] as [Options & Globals, (string & string[])[]];
      const context: CliContext = {
        cwd: process.cwd(),
        workspace: findWorkspace(process.cwd(), options.workspace),
        json: options.json === true,
        progress: options.progress && process.stderr.isTTY && options.json !== true,
      };
      exit = await action(context, args, options);
    });
}

const workers = (command: Command): Command => command.option('--workers <n>', 'how many workers (default: the task file, else the cores)', positive).option('--python <path>', 'the Python interpreter');

define<object>('check', 'all diagnostics of task and schema files', (context, [files]) => check(context, files ?? [])).argument('[files...]', 'task or schema files (default: all of the workspace)');

define<Parameters<typeof points>[2]>('points', 'the points of a task, enumerated lazily', (context, [file], options) => points(context, String(file), options))
  .argument('<file>', 'task file')
  .option('--count', 'only count')
  .option('--limit <n>', 'at most so many', natural)
  .option('--offset <n>', 'skip so many', natural)
  .addOption(new Option('--format <format>', 'how to print').choices(['ndjson', 'json', 'csv', 'table']));

workers(
  define<Parameters<typeof run>[2]>('run', 'run what is missing: pending, failed and (by policy) stale items', (context, [files], options) => run(context, files ?? [], options))
    .argument('<files...>', 'task files')
    .option('--failed', 'only failed items')
    .option('--force', 'all selected items, also those that are done')
    .addOption(new Option('--stale <policy>', 'what to do with results of other code').choices(['run', 'keep']))
    .option('--where <expression>', 'only items for which this holds')
    .option('--limit <n>', 'at most so many items', natural)
    .option('--set <name=value>', 'replace a parameter for this run; may be repeated', (one: string, all: readonly string[] | undefined) => [...(all ?? []), one])
    .addOption(new Option('--backend <backend>', 'where to run').choices(['local'])),
);

workers(define<Parameters<typeof run>[2]>('retry', 'run failed items again (run --failed)', (context, [files], options) => run(context, files ?? [], { ...options, failed: true })).argument('<files...>', 'task files'));

define<{ readonly verbose?: boolean }>('status', 'counts per task', (context, [files], options) => status(context, files ?? [], options))
  .argument('[files...]', 'task files (default: all of the workspace)')
  .option('-v, --verbose', 'list the items that are not done');

define<Parameters<typeof results>[2]>('results', 'items that have run, in point order', (context, [file], options) => results(context, String(file), options))
  .argument('<file>', 'task file')
  .option('--where <expression>', 'only rows for which this holds')
  .option('--sort <name>', 'sort by a column')
  .option('--desc', 'largest first')
  .option('--columns <names>', 'only these columns, separated by commas', (names: string) => names.split(','))
  .option('--limit <n>', 'at most so many rows', natural)
  .option('--offset <n>', 'skip so many rows', natural)
  .option('--orphans', 'results that are no longer in the space')
  .option('--pending', 'also items that have not run')
  .addOption(new Option('--format <format>', 'how to print').choices(['table', 'csv', 'json', 'ndjson']));

define<object>('show', 'one item whole', (context, [file, key]) => show(context, String(file), String(key))).argument('<file>', 'task file').argument('<key>', 'key of the item, or its first digits');

define<{ readonly follow?: boolean; readonly attempt?: number; readonly format?: string }>('log', 'the output of one item', (context, [file, key], options) => log(context, String(file), { ...options, key: String(key) }))
  .argument('<file>', 'task file')
  .argument('<key>', 'key of the item, or its first digits')
  .option('--follow', 'until the item has ended')
  .option('--attempt <n>', 'of this attempt (1 is the oldest)', positive)
  .addOption(new Option('--format <format>', 'how to print').choices(['text', 'ndjson']));

define<Parameters<typeof test>[2]>('test', 'run one point and record nothing', (context, [file], options) => test(context, String(file), options))
  .argument('<file>', 'task file')
  .option('--index <n>', 'the point with this index (default: the first)', natural)
  .option('--point <json>', 'this point: a JSON object of parameters')
  .option('--python <path>', 'the Python interpreter');

define<object>('cancel', "stop this workspace's own items", (context, [file]) => cancel(context, file)).argument('[file]', 'task file (default: everything that runs)');

define<object>('list', 'tasks of the workspace', (context) => list(context));

define<{ readonly template: string }>('new', 'make a task file that validates and runs', (context, [name], options) => scaffold(context, String(name), options.template))
  .argument('<name>', 'name of the task')
  .addOption(new Option('--template <template>', 'what kind of objective').choices([...TEMPLATES]).default('python'));

function natural(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('It must be a whole number, 0 or more.');
  return value;
}

function positive(text: string): number {
  const value = natural(text);
  if (value === 0) throw new InvalidArgumentError('It must be 1 or more.');
  return value;
}

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exit);
  throw error;
});

try {
  assertRuntime();
  await program.parseAsync();
} catch (error) {
  exit = 1;
  if (error instanceof CommanderError) exit = error.exitCode === 0 ? 0 : 1;
  else if (error instanceof RunnerError) say(printable(error.message));
  else throw error;
}
process.exitCode = exit;
