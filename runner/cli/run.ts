import { isatty } from 'node:tty';
import { parseText } from '../../core/value/parseText.ts';
import { leavesOf, nest, type Value, type ValueMap } from '../../core/value/value.ts';
import { RunnerError } from '../../protocol/errors.ts';
import type { RunSummary, StartAnswer, StartRequest, TaskStatus } from '../../protocol/runner.ts';
import { type CliContext, type Connection, connectToRun, shownPath, taskFile } from './context.ts';
import { brief, reportsOf } from './hypotheses.ts';
import { readParametersFile } from './parametersFile.ts';
import { pointText, printable, printableLines, printJson, say } from './print.ts';
import { sayProblems } from './sayProblems.ts';
import { progressLine } from './progress.ts';

export interface RunOptions {
  readonly workers?: number;
  readonly failed?: boolean;
  readonly force?: boolean;
  readonly stale?: 'run' | 'keep';
  readonly where?: string;
  readonly limit?: number;
  readonly set?: readonly string[];
  /** Files of values; a later one wins over an earlier one, and `set` over all. */
  readonly parameters?: readonly string[];
  readonly python?: string;
}

/** Runs what is missing of each file, one file after the other. Answers the exit code of cli.md. */
export async function run(context: CliContext, files: readonly string[], options: RunOptions): Promise<number> {
  const values = valuesOf(context, options);
  const requests = files.map((name) => ({ ...requestOf(taskFile(context, name), options), ...values }));
  const link: Link = { connection: await connectToRun(context) };
  const documents: unknown[] = [];
  const interrupt = cancelOnInterrupt(link);
  try {
    let exit = 0;
    for (const request of requests) {
      const { code, document } = await runOne(context, link, request);
      documents.push(document);
      exit = worse(exit, code);
      if (interrupt.asked) break;
    }
    if (context.json) await printJson(documents.length === 1 ? documents[0] : documents);
    return exit;
  } finally {
    interrupt.dispose();
    await link.connection.close();
  }
}

/** The connection in use: another one when its runner had just ended itself. */
interface Link {
  connection: Connection;
}

async function runOne(
  context: CliContext,
  link: Link,
  request: StartRequest,
): Promise<{ readonly code: number; readonly document: unknown }> {
  const line = progressLine(context, request.file);
  let told: string | undefined;
  const show = (status: TaskStatus): void => {
    if (status.file !== request.file) return;
    line.show(status);
    const paused = status.active?.paused;
    if (paused !== undefined && paused !== told) say(printable(paused));
    told = paused;
  };
  const answer = await startOn(context, link, { request, show });
  if (answer.kind === 'invalid') {
    sayProblems(context, answer.problems);
    return { code: 1, document: { problems: answer.problems } };
  }
  if (answer.joined) say(`${shownPath(context, request.file)} is being run already; waiting for that sweep.`);
  const summary = await link.connection.ended(answer.sweep);
  line.clear();
  saySummary(context, summary);
  if (request.select === 'failed' && summary.stale > 0) sayStale(shownPath(context, request.file), summary.stale);
  // To ask costs reading the whole task, which a finished one needs for nothing else.
  const reports = summary.hypotheses === 0 || summary.lost !== undefined ? [] : await testedBy(link.connection, request.file);
  for (const report of reports) say(`  ${brief(report)}`);
  return { code: exitCode(summary), document: { ...documentOf(summary), ...(reports.length > 0 && { hypotheses: reports }) } };
}

/** Nothing when the file was changed meanwhile so that it cannot be read now: the sweep itself has ended well. */
async function testedBy(connection: Connection, file: string): Promise<Awaited<ReturnType<typeof reportsOf>>> {
  try {
    return await reportsOf(connection, file);
  } catch (error) {
    if (!(error instanceof RunnerError)) throw error;
    say(`The hypotheses could not be tested: ${printable(error.message)}`);
    return [];
  }
}

/** Starts it; on a new connection when the runner went away before it answered, because it was just ending itself. */
async function startOn(
  context: CliContext,
  link: Link,
  of: { readonly request: StartRequest; readonly show: (status: TaskStatus) => void },
): Promise<StartAnswer> {
  link.connection.onChanged(of.show);
  try {
    return await link.connection.api.start(of.request);
  } catch (error) {
    if (!(error instanceof RunnerError) || error.code !== 'connection-lost') throw error;
    link.connection = await connectToRun(context);
    link.connection.onChanged(of.show);
    return link.connection.api.start(of.request);
  }
}

function requestOf(file: string, options: RunOptions): StartRequest {
  const { workers, stale, where, limit, python } = options;
  return {
    file,
    select: selection(options),
    ...(stale && { stale }),
    ...(where !== undefined && { where }),
    ...(limit !== undefined && { limit }),
    ...(workers !== undefined && { workers }),
    ...(python !== undefined && { python }),
  };
}

/** What is set for this run, groups nested, and where each value comes from; nothing where nothing is. */
function valuesOf(context: CliContext, { set, parameters }: RunOptions): Pick<StartRequest, 'set' | 'origins'> {
  if (!set && !parameters) return {};
  const values = new Map<string, Value>();
  const origins: Record<string, string> = Object.create(null);
  const take = (from: string, given: ValueMap): void => {
    for (const [name, value] of leavesOf(given)) {
      values.set(name, value);
      origins[name] = from;
    }
  };
  for (const name of parameters ?? []) take(name, readParametersFile(context, name));
  if (set) take('--set', readSettings(set));
  return { set: nest(values), origins };
}

function selection(options: RunOptions): NonNullable<StartRequest['select']> {
  if (options.force) return 'all';
  return options.failed ? 'failed' : 'missing';
}

function readSettings(settings: readonly string[]): ValueMap {
  const values: Record<string, Value> = Object.create(null);
  for (const one of settings) {
    const at = one.indexOf('=');
    if (at < 1) throw new RunnerError('bad-request', `--set takes name=value; \`${printable(one)}\` has no name before an equals sign.`);
    values[one.slice(0, at)] = parseText(one.slice(at + 1));
  }
  return values;
}

/** cli.md: 0 done, 1 nothing could run, 2 something failed, 3 stopped early, 130 interrupted. */
function exitCode(summary: RunSummary): number {
  if (summary.lost !== undefined) return 1;
  if (summary.end === 'cancelled') return 130;
  if (summary.refused && summary.executed === 0) return 1;
  if (summary.end === 'stopped') return 3;
  return summary.selectedFailed > 0 ? 2 : 0;
}

function worse(a: number, b: number): number {
  const order = [0, 2, 3, 1, 130];
  return order.indexOf(b) > order.indexOf(a) ? b : a;
}

/** `run --json`, exactly the members of cli.md, and a reason where no worker could start. */
function documentOf(summary: RunSummary): object {
  const { task, points, items, cached, executed, done, failed, stale, pending, cancelled, seconds, failures, refused, lost } = summary;
  return {
    task,
    points,
    items,
    cached,
    executed,
    done,
    failed,
    stale,
    pending,
    cancelled,
    seconds: Math.round(seconds * 1000) / 1000,
    failures,
    refused,
    lost,
  };
}

function saySummary(context: CliContext, summary: RunSummary): void {
  const { task, items, done, cached, failed, stale, pending, cancelled, seconds } = summary;
  const others = Object.entries({ failed, stale, pending, cancelled }).filter(([, count]) => count > 0);
  const parts = [`${done} done${cached > 0 ? ` (${cached} cached)` : ''}`, ...others.map(([state, count]) => `${count} ${state}`)];
  say(`${printable(task)}: ${items} items: ${parts.join(', ')} in ${seconds.toFixed(1)} s`);
  const file = shownPath(context, summary.file);
  for (const { key, parameters, error } of summary.failures.slice(0, FAILURES_SHOWN)) {
    say(`  failed ${key.slice(0, 8)}  ${pointText(parameters)}: ${printable(`${error.type}: ${error.message}`)}`);
  }
  if (failed > FAILURES_SHOWN) say(`  and ${failed - FAILURES_SHOWN} more`);
  if (summary.changed)
    say(
      `${summary.changed.map(printable).join(', ')} changed while it ran. Every result is kept with the code that made it; run it again for those that are stale now.`,
    );
  if (summary.refused) sayRefusal(summary.refused);
  else if (summary.end === 'stopped')
    say(
      `Stopped early, as \`execution\` in the task file says for failures: \`sweepdeck run ${file}\` tries the failed items again and goes on.`,
    );
  if (summary.lost !== undefined) say(`The results could not be stored: ${printable(summary.lost)}`);
  if (failed > 0)
    say(`\`sweepdeck show ${file} KEY\` shows one failed item whole, \`sweepdeck retry ${file}\` runs the failed ones again.`);
}

/** Failed items of code that was edited meanwhile may have become stale ones, which a retry leaves alone. */
function sayStale(file: string, stale: number): void {
  const results = stale === 1 ? 'result is of code or inputs that have' : 'results are of code or inputs that have';
  say(`${stale} ${results} changed since, which a retry leaves alone: \`sweepdeck run ${file}\` makes them again.`);
}

const FAILURES_SHOWN = 10;

interface Interrupt {
  readonly asked: boolean;
  dispose(): void;
}

/** The first interrupt stops what runs and keeps what is finished; a second one leaves at once. */
function cancelOnInterrupt(link: Link): Interrupt {
  let asked = false;
  const onSignal = (): void => {
    if (asked) process.exit(130);
    asked = true;
    say('Stopping; finished items are kept.');
    link.connection.api.cancel({}).catch((error: unknown) => say(error instanceof Error ? error.message : String(error)));
  };
  // Node takes no notice of `nohup`: where nothing is a terminal, the closing of one does not matter.
  const attached = [0, 1, 2].some(isatty);
  const onHangup = (): void => {
    if (attached) onSignal();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.on('SIGHUP', onHangup);
  return {
    get asked() {
      return asked;
    },
    dispose() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
      process.off('SIGHUP', onHangup);
    },
  };
}

/** Why no worker could start, with the end of what the language said of it. */
function sayRefusal({ message, trace }: NonNullable<RunSummary['refused']>): void {
  say(`Nothing could run. ${printable(message)}`);
  const lines = printableLines(trace.trimEnd()).split('\n');
  if (trace !== '') say(lines.slice(-TRACE_LINES).join('\n'));
}

const TRACE_LINES = 8;
