import { type Command, Option } from 'commander';
import { accept } from './accept.ts';
import { type CommandLine, names, natural, positive, repeated } from './commandLine.ts';
import { deleteRows } from './delete.ts';
import { explain } from './explain.ts';
import { EXPORT_FORMATS, exportRows } from './export.ts';
import { gc } from './gc.ts';
import { hypotheses } from './hypotheses.ts';
import { register } from './register.ts';
import { results } from './results.ts';
import { log, show } from './show.ts';
import { status } from './status.ts';
import { exportScythe } from './scytheLayout.ts';
import { tag } from './tag.ts';
import { verify } from './verify.ts';

/** Commands about results: looking at them, managing them, looking after the store. */
export function defineResultCommands(line: CommandLine): void {
  defineLooking(line);
  defineExport(line);
  defineManaging(line);
  line
    .define<{ readonly dryRun?: boolean }>('gc', 'drop old generations, deleted rows and unreferenced files', (context, _, options) =>
      gc(context, options),
    )
    .option('--dry-run', 'only say what would be dropped');
  line.define<object>('verify', 'integrity of the store: every page and every row', (context) => verify(context));
}

function defineLooking({ define }: CommandLine): void {
  define<{ readonly verbose?: boolean }>('status', 'counts per task', (context, [files], options) => status(context, files ?? [], options))
    .argument('[files...]', 'task files (default: all of the workspace)')
    .option('-v, --verbose', 'list the items that are not done');
  chosenRows(
    define<Parameters<typeof results>[2]>('results', 'items that have run, in point order', (context, [file], options) =>
      results(context, String(file), options),
    ),
  )
    .option('--sort <name>', 'sort by a column')
    .option('--desc', 'largest first')
    .option('--aggregate', 'one row a point: mean, standard deviation, 95 % interval and number of its done replicates')
    .option('--table <output>', 'the records of an output that is a table, with the parameters of their items')
    .option('--version <version>', 'of a frozen version')
    .option('--limit <n>', 'at most so many items', natural)
    .option('--offset <n>', 'skip so many rows', natural)
    .addOption(new Option('--format <format>', 'how to print').choices(['table', 'csv', 'json', 'ndjson']));
  define<object>('hypotheses', 'test the hypotheses of a task on its results', (context, [file]) =>
    hypotheses(context, String(file)),
  ).argument('<file>', 'task file');
  ofItem(define<object>('show', 'one item whole', (context, [file, key]) => show(context, String(file), String(key))));
  ofItem(
    define<{ readonly follow?: boolean; readonly attempt?: number; readonly format?: string }>(
      'log',
      'the output of one item',
      (context, [file, key], options) => log(context, String(file), { ...options, key: String(key) }),
    ),
  )
    .option('--follow', 'until the item has ended')
    .option('--attempt <n>', 'of this attempt (1 is the oldest)', positive)
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'ndjson']));
  ofItem(
    define<object>('explain', 'why an item would run again, or not', (context, [file, key]) => explain(context, String(file), String(key))),
  );
}

function defineExport({ define }: CommandLine): void {
  chosenRows(
    define<Parameters<typeof exportRows>[2] & { readonly layout?: string }>(
      'export',
      'all rows as a file, which is there whole or not at all',
      (context, [file], { layout, ...options }) =>
        layout === undefined ? exportRows(context, String(file), options) : exportScythe(context, String(file), options),
    ),
  )
    .addOption(new Option('--layout <layout>', 'a folder with several Parquet files, as this system leaves them').choices(['scythe']))
    .requiredOption('-o, --output <path>', `where to; the extension is the format (${EXPORT_FORMATS.join(', ')}), - is standard output`)
    .option('--table <output>', 'the records of an output that is a table, with the parameters of their items')
    .addOption(new Option('--format <format>', 'instead of the extension').choices([...EXPORT_FORMATS]));
}

function defineManaging({ define }: CommandLine): void {
  define<Parameters<typeof deleteRows>[2]>('delete', 'remove rows, after saying how many', (context, [file], options) =>
    deleteRows(context, String(file), options),
  )
    .argument('<file>', 'task file')
    .option('--where <expression>', 'of items for which this holds')
    .option('--failed', 'failed attempts of failed items')
    .option('--stale', 'of stale items')
    .option('--orphans', 'of points that are no longer in the space, nor in that of another task')
    .option('--all', 'of all items, and orphans')
    .option('--files', "also the items' folders, which cannot be brought back")
    .option('--yes', 'do not ask');
  define<Parameters<typeof register>[2]>('register', 'record a result made elsewhere, marked external', (context, [file], options) =>
    register(context, String(file), options),
  )
    .argument('<file>', 'task file')
    .option('--point <json>', 'a JSON object of parameters')
    .option('--outputs <json>', 'a JSON object of outputs, or one number')
    .option('--csv <path>', 'a table instead, a result each row: columns with the name of a parameter, all others outputs')
    .option('--file <name=path>', "copy a file into the item's folder and name it as an output; may be repeated", repeated);
  ofItem(
    define<Parameters<typeof tag>[2]>('tag', 'tags and a note, which survive reruns', (context, [file, key], options) =>
      tag(context, String(file), { ...options, key: String(key) }),
    ),
  )
    .option('--add <tag>', 'a tag to add; may be repeated', repeated)
    .option('--remove <tag>', 'a tag to remove; may be repeated', repeated)
    .option('--note <text>', 'a note; empty text removes it');
  define<Parameters<typeof accept>[2]>('accept', 'take stale results as equivalent', (context, [file], options) =>
    accept(context, String(file), options),
  )
    .argument('<file>', 'task file')
    .option('--where <expression>', 'only items for which this holds')
    .option('--renamed [old=new]', 'instead the results that a renamed parameter has left behind');
}

function ofItem(command: Command): Command {
  return command.argument('<file>', 'task file').argument('<key>', 'key of the item, or its first digits');
}

function chosenRows(command: Command): Command {
  return command
    .argument('<file>', 'task file')
    .option('--where <expression>', 'only rows for which this holds')
    .option('--columns <names>', 'only these columns, separated by commas', names)
    .option('--orphans', 'results that are no longer in the space')
    .option('--pending', 'also items that have not run');
}
