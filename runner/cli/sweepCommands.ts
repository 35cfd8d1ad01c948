import { Argument, type Command, Option } from 'commander';
import { IMPORT_KINDS } from '../../core/import/importTask.ts';
import { leanHeap } from '../leanHeap.ts';
import { check } from './check.ts';
import { type CommandLine, natural, positive, repeated } from './commandLine.ts';
import { importFiles } from './import.ts';
import { points } from './points.ts';
import { run } from './run.ts';
import { pythonPath, schema } from './schema.ts';
import { steer } from './steer.ts';
import { cancel, list, scaffold } from './tasks.ts';
import { TEMPLATES } from './templates.ts';
import { test } from './test.ts';

/** Commands about task files: checking, enumerating, running. */
export function defineSweepCommands(line: CommandLine): void {
  defineReading(line);
  defineRunning(line);
  line.define<object>('list', 'tasks of the workspace', (context) => list(context));
  line
    .define<{ readonly template: string }>('new', 'make a task file that validates and runs', (context, [name], options) =>
      scaffold(context, String(name), options.template),
    )
    .argument('<name>', 'name of the task')
    .addOption(new Option('--template <template>', 'what kind of objective').choices([...TEMPLATES]).default('python'));
  line
    .define<{ readonly folder?: string }>(
      'import',
      'make a task file of what another system has; nothing is executed',
      (context, [kind, files], options) => {
        leanHeap();
        return importFiles(context, files ?? [], { ...options, kind: String(kind) });
      },
    )
    .addArgument(new Argument('<kind>', 'the other system').choices([...IMPORT_KINDS]))
    .argument('<files...>', 'its files (of pystematic: the folder of its runs)')
    .option('--folder <folder>', 'where the task file goes (default: beside the file)');
  line.define<object>('schema', 'the JSON Schema of task files', () => schema());
  line.define<object>('python-path', 'the folder to put into PYTHONPATH for `import sweepdeck` outside of a sweep', () => pythonPath());
}

function defineReading({ define }: CommandLine): void {
  define<object>('check', 'all diagnostics of task and schema files', (context, [files]) => check(context, files ?? [])).argument(
    '[files...]',
    'task or schema files (default: all of the workspace)',
  );
  define<Parameters<typeof points>[2]>('points', 'the points of a task, enumerated lazily', (context, [file], options) =>
    points(context, String(file), options),
  )
    .argument('<file>', 'task file')
    .option('--count', 'only count')
    .option('--limit <n>', 'at most so many', natural)
    .option('--offset <n>', 'skip so many', natural)
    .addOption(new Option('--format <format>', 'how to print').choices(['ndjson', 'json', 'csv', 'table']));
}

function defineRunning({ define }: CommandLine): void {
  workers(
    define<Parameters<typeof run>[2]>(
      'run',
      'run what is missing: pending, failed and (by policy) stale items',
      (context, [files], options) => run(context, files ?? [], options),
    ),
  )
    .argument('<files...>', 'task files')
    .option('--failed', 'only failed items')
    .option('--force', 'all selected items, also those that are done')
    .addOption(new Option('--stale <policy>', 'what to do with results of other code').choices(['run', 'keep']))
    .option('--where <expression>', 'only items for which this holds')
    .option('--limit <n>', 'at most so many items', natural)
    .option(
      '--parameters <file>',
      'take values from a YAML or JSON file; may be repeated, the last one wins, --set wins over all',
      repeated,
    )
    .option('--set <name=value>', 'replace a parameter for this run; may be repeated', repeated)
    .addOption(new Option('--backend <backend>', 'where to run').choices(['local']));
  workers(
    define<Parameters<typeof run>[2]>('retry', 'run failed items again (run --failed)', (context, [files], options) =>
      run(context, files ?? [], { ...options, failed: true }),
    ),
  ).argument('<files...>', 'task files');
  define<Parameters<typeof test>[2]>('test', 'run one point and record nothing', (context, [file], options) =>
    test(context, String(file), options),
  )
    .argument('<file>', 'task file')
    .option('--index <n>', 'the point with this index (default: the first)', natural)
    .option('--point <json>', 'this point: a JSON object of parameters')
    .option('--python <path>', 'the Python interpreter');
  define<object>('cancel', "stop this workspace's own items", (context, [file]) => cancel(context, file)).argument(
    '[file]',
    'task file (default: everything that runs)',
  );
  define<object>('pause', 'let no further item of a running sweep begin', (context, [file]) =>
    steer(context, String(file), { paused: true }),
  ).argument('<file>', 'task file');
  define<object>('resume', 'let a paused sweep go on', (context, [file]) => steer(context, String(file), { paused: false })).argument(
    '<file>',
    'task file',
  );
  define<object>('workers', 'change how many workers a running sweep has', (context, [file, count]) =>
    steer(context, String(file), { workers: Number(count) }),
  )
    .argument('<file>', 'task file')
    .argument('<count>', 'how many workers from now on', positive);
}

function workers(command: Command): Command {
  return command
    .option('--workers <n>', 'how many workers (default: the task file, else the cores)', positive)
    .option('--python <path>', 'the Python interpreter');
}
