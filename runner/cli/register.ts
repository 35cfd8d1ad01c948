import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { RunnerError } from '../../protocol/errors.ts';
import type { RegisteredAll, RegisterEntry } from '../../protocol/manage.ts';
import { openTaskBook } from '../tasks.ts';
import { type CliContext, connectToRun, shownPath, taskFile } from './context.ts';
import { type KnownNames, readCsvResults } from './csvResults.ts';
import { readJson, readPoint } from './jsonArgument.ts';
import { printable, printJson, say } from './print.ts';
import { sayProblems } from './sayProblems.ts';

export interface RegisterOptions {
  readonly point?: string;
  readonly outputs?: string;
  readonly csv?: string;
  readonly file?: readonly string[];
}

/** Records a result that was made elsewhere, marked `external`, as one of today's code. */
export async function register(context: CliContext, name: string, options: RegisterOptions): Promise<number> {
  if (options.csv !== undefined) return registerCsv(context, name, options);
  if (options.point === undefined || options.outputs === undefined)
    throw new RunnerError('bad-request', 'Give --point and --outputs for one result, or --csv for many.');
  const file = taskFile(context, name);
  const point = readPoint(options.point);
  const outputs = readJson(options.outputs);
  if (outputs === undefined) throw new RunnerError('bad-request', `--outputs takes JSON, such as '{"loss": 0.25}'.`);
  const files = Object.fromEntries((options.file ?? []).map((one) => readFile(context, one)));
  const connection = await connectToRun(context);
  try {
    const registered = await connection.api.register({ file, point, outputs, files });
    if (context.json) await printJson(registered);
    else
      say(
        `Recorded${registered.item === undefined ? ' as a point that is not in the space (an orphan)' : ''}; \`sweepdeck show ${shownPath(context, file)} ${registered.key}\` shows it.`,
      );
    return 0;
  } finally {
    await connection.close();
  }
}

/** Records every row of a table, all or none. */
async function registerCsv(context: CliContext, name: string, { csv = '', point, outputs, file: files }: RegisterOptions): Promise<number> {
  if (point !== undefined || outputs !== undefined || files !== undefined)
    throw new RunnerError('bad-request', '--csv stands alone: its rows have the points and their outputs.');
  const file = taskFile(context, name);
  const path = resolve(context.cwd, csv);
  if (!existsSync(path)) throw new RunnerError('bad-request', `There is no file ${csv}.`);
  const read = readCsvResults(readFileSync(path, 'utf8'), await knownNames(context, file));
  const registered = await registerResults(context, file, read.results);
  if (context.json) await printJson({ ...registered, skipped: read.skipped, parameters: read.parameters, outputs: read.outputs });
  else {
    const orphans = registered.orphans > 0 ? `, ${registered.orphans} of them for points that are not in the space (orphans)` : '';
    const skipped = read.skipped > 0 ? ` ${read.skipped} rows were no results and were left out.` : '';
    say(
      `Recorded ${registered.registered} results${orphans}: parameters ${printable(read.parameters.join(', '))}; outputs ${printable(read.outputs.join(', '))}.${skipped}`,
    );
  }
  return 0;
}

/** Hands results to the workspace's runner, or to one that this process is for that time. */
async function registerResults(context: CliContext, file: string, results: readonly RegisterEntry[]): Promise<RegisteredAll> {
  const connection = await connectToRun(context);
  try {
    return await connection.api.registerAll({ file, results });
  } finally {
    await connection.close();
  }
}

async function knownNames(context: CliContext, file: string): Promise<KnownNames> {
  const { plan, problems } = await openTaskBook(context.workspace).load(file);
  if (!plan) {
    sayProblems(context, problems);
    throw new RunnerError('task-invalid', 'The task file is invalid, so nothing was recorded.');
  }
  const { parameters, outputs } = plan.task.schema;
  return { parameters: new Map([...plan.space.names, ...parameters.keys()].map((one) => [one, parameters.get(one)])), outputs };
}

function readFile(context: CliContext, text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new RunnerError('bad-request', `--file takes name=path; \`${printable(text)}\` has no name before an equals sign.`);
  return [text.slice(0, at), resolve(context.cwd, text.slice(at + 1))];
}
