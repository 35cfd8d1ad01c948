import { parseText } from '../../core/value/parseText.ts';
import { formatValue } from '../../core/value/format.ts';
import type { Value } from '../../core/value/value.ts';
import { RunnerError } from '../../protocol/errors.ts';
import type { RunSummary, StartRequest } from '../../protocol/runner.ts';
import { type CliContext, type Connection, connectToRun, shownPath, taskFile } from './context.ts';
import { printable, printJson, say, sayProblems } from './print.ts';
import { progressLine } from './progress.ts';

export interface RunOptions {
  readonly workers?: number;
  readonly failed?: boolean;
  readonly force?: boolean;
  readonly stale?: 'run' | 'keep';
  readonly where?: string;
  readonly limit?: number;
  readonly set?: readonly string[];
  readonly python?: string;
}

/** Runs what is missing of each file, one file after the other. Answers the exit code of cli.md. */
export async function run(context: CliContext, files: readonly string[], options: RunOptions): Promise<number> {
  const requests = files.map((name) => requestOf(taskFile(context, name), options));
  const connection = await connectToRun(context);
  const documents: unknown[] = [];
  const interrupt = cancelOnInterrupt(connection);
  try {
    let exit = 0;
    for (const request of requests) {
      const { code, document } = await runOne(context, connection, request);
      documents.push(document);
      exit = worse(exit, code);
      if (interrupt.asked) break;
    }
    if (context.json) await printJson(documents.length === 1 ? documents[0] : documents);
    return exit;
  } finally {
    interrupt.dispose();
    await connection.close();
  }
}

async function runOne(context: CliContext, connection: Connection, request: StartRequest): Promise<{ readonly code: number; readonly document: unknown }> {
  const line = progressLine(context, request.file);
  connection.onChanged((status) => status.file === request.file && line.show(status));
  const answer = await connection.api.start(request);
  if (answer.kind === 'invalid') {
    sayProblems(context, answer.problems);
    return { code: 1, document: { problems: answer.problems } };
  }
  if (answer.joined) say(`${shownPath(context, request.file)} is being run already; waiting for that sweep.`);
  const summary = await connection.ended(answer.sweep);
  line.clear();
  saySummary(context, summary);
  return { code: exitCode(summary), document: documentOf(summary) };
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
    ...(options.set && { set: readSettings(options.set) }),
  };
}

function selection(options: RunOptions): NonNullable<StartRequest['select']> {
  if (options.force) return 'all';
  return options.failed ? 'failed' : 'missing';
}

function readSettings(settings: readonly string[]): Readonly<Record<string, Value>> {
  const values: Record<string, Value> = Object.create(null);
  for (const one of settings) {
    const at = one.indexOf('=');
    if (at < 1) throw new RunnerError('bad-request', `--set takes name=value; \`${printable(one)}\` has no name before an equals sign.`);
    values[one.slice(0, at)] = parseText(one.slice(at + 1));
  }
  return values;
}

/** cli.md: 0 done, 1 nothing could run, 2 something failed, 3 stopped early, 130 interrupted. */
export function exitCode(summary: RunSummary): number {
  if (summary.end === 'cancelled') return 130;
  if (summary.lost !== undefined || (summary.refused && summary.executed === 0)) return 1;
  if (summary.end === 'stopped') return 3;
  return summary.selectedFailed > 0 ? 2 : 0;
}

function worse(a: number, b: number): number {
  const order = [0, 2, 3, 1, 130];
  return order.indexOf(b) > order.indexOf(a) ? b : a;
}

/** `run --json`, exactly the members of cli.md, and a reason where no worker could start. */
function documentOf(summary: RunSummary): unknown {
  const { task, points, items, cached, executed, done, failed, stale, pending, cancelled, seconds, failures, refused, lost } = summary;
  return { task, points, items, cached, executed, done, failed, stale, pending, cancelled, seconds: Math.round(seconds * 1000) / 1000, failures, refused, lost };
}

function saySummary(context: CliContext, summary: RunSummary): void {
  const { task, items, done, cached, failed, stale, pending, cancelled, seconds } = summary;
  const others = Object.entries({ failed, stale, pending, cancelled }).filter(([, count]) => count > 0);
  const parts = [`${done} done${cached > 0 ? ` (${cached} cached)` : ''}`, ...others.map(([state, count]) => `${count} ${state}`)];
  say(`${printable(task)}: ${items} items: ${parts.join(', ')} in ${seconds.toFixed(1)} s`);
  const file = shownPath(context, summary.file);
  for (const { key, parameters, error } of summary.failures.slice(0, FAILURES_SHOWN)) {
    const point = Object.entries(parameters).map(([name, value]) => `${name}=${formatValue(value)}`);
    say(`  failed ${key.slice(0, 8)}  ${printable(point.join(' '))}: ${printable(`${error.type}: ${error.message}`)}`);
  }
  if (summary.refused) say(`Nothing could run: ${printable(summary.refused.message)}`);
  if (summary.lost !== undefined) say(`The results could not be stored: ${printable(summary.lost)}`);
  if (failed > 0) say(`\`sweepdeck show ${file} KEY\` shows one failed item whole, \`sweepdeck retry ${file}\` runs the failed ones again.`);
}

const FAILURES_SHOWN = 10;

interface Interrupt {
  readonly asked: boolean;
  dispose(): void;
}

/** The first interrupt stops what runs and keeps what is finished; a second one leaves at once. */
function cancelOnInterrupt(connection: Connection): Interrupt {
  let asked = false;
  const onSignal = (): void => {
    if (asked) process.exit(130);
    asked = true;
    say('Stopping; finished items are kept.');
    connection.api.cancel({}).catch((error: unknown) => say(error instanceof Error ? error.message : String(error)));
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    get asked() {
      return asked;
    },
    dispose() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
