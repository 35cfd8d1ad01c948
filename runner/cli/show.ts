import { setTimeout as wait } from 'node:timers/promises';
import { formatValue } from '../../core/value/format.ts';
import { isValueMap, type Value } from '../../core/value/value.ts';
import type { Vouched } from '../../protocol/manage.ts';
import type { ItemDetail, ItemLog, ValueOrigin } from '../../protocol/runner.ts';
import { type CliContext, connectToRead, shownPath, taskFile } from './context.ts';
import { printable, printableLines, printJson, printResult } from './print.ts';

/** One item whole: parameters, outputs, error with trace, attempts, log. */
export async function show(context: CliContext, name: string, key: string): Promise<number> {
  const file = taskFile(context, name);
  const connection = await connectToRead(context);
  try {
    const item = await connection.api.item({ file, key });
    if (context.json) {
      const { item: _item, ...document } = item;
      await printJson(document);
    } else await printResult(describe(context, file, item));
    return 0;
  } finally {
    await connection.close();
  }
}

function describe(context: CliContext, file: string, item: ItemDetail): string {
  const lines = [
    `${printable(item.task)} (${shownPath(context, file)})`,
    `key        ${item.key}`,
    `index      ${item.index}, replicate ${item.replicate}, seed ${item.seed}`,
    `state      ${item.state}${item.seconds === null ? '' : ` after ${item.seconds.toFixed(3)} s`}${item.finishedAt === null ? '' : `, ${new Date(item.finishedAt).toISOString()}`}`,
    ...parameterLines(item),
    ...section('outputs', item.outputs),
  ];
  if (item.tags.length > 0) lines.push(`tags       ${item.tags.map(printable).join(', ')}`);
  if (item.note !== null) lines.push(`note       ${printableLines(item.note)}`);
  if (item.error)
    lines.push(
      `error      ${printable(`${item.error.type}: ${item.error.message}`)} (${item.error.kind})`,
      printableLines(item.error.trace),
    );
  for (const one of item.history)
    lines.push(
      `attempt ${one.attempt}  ${one.state} after ${one.seconds.toFixed(3)} s, ${new Date(one.finishedAt).toISOString()}${one.current ? '' : ', with other code or inputs'}${one.vouched ? vouchedText(one.vouched) : ''}`,
    );
  if (item.log.stdout) lines.push('standard output:', printableLines(item.log.stdout));
  if (item.log.stderr) lines.push('standard error:', printableLines(item.log.stderr));
  return lines.join('\n');
}

function vouchedText({ kind, by, at }: Vouched): string {
  return `, ${kind} by ${printable(by)} at ${new Date(at).toISOString()}`;
}

/** Each value with where it comes from. */
function parameterLines({ parameters, origins }: ItemDetail): string[] {
  const lines = ['parameters:'];
  const add = (map: ItemDetail['parameters'], prefix: string): void => {
    for (const [step, value] of Object.entries(map)) {
      const name = prefix + step;
      const origin = origins[name];
      if (origin === undefined && isValueMap(value)) add(value, `${name}.`);
      else lines.push(`  ${printable(name)} = ${printable(formatValue(value))}${origin ? `   (${printable(originText(origin))})` : ''}`);
    }
  };
  add(parameters, '');
  return lines;
}

function originText({ kind, at, line }: ValueOrigin): string {
  const place = line === undefined ? at : `${at}:${line}`;
  return kind === 'set' || kind === 'task' ? place : `${ORIGINS[kind]} ${place}`;
}

const ORIGINS = { parameters: 'parameters file', extends: 'extends', points: 'points of', default: 'default in' } as const;

function section(title: string, value: Value): string[] {
  if (!isValueMap(value)) return [`${title}: ${printable(formatValue(value))}`];
  return [`${title}:`, ...Object.entries(value).map(([name, of]) => `  ${printable(name)} = ${printable(formatValue(of))}`)];
}

/** The output of one attempt: its standard output on ours, its standard error on ours. With `follow`, until the item has ended. */
export async function log(
  context: CliContext,
  name: string,
  of: { readonly key: string; readonly follow?: boolean; readonly attempt?: number; readonly format?: string },
): Promise<number> {
  const file = taskFile(context, name);
  const connection = await connectToRead(context);
  const { key, attempt } = of;
  const read = (): Promise<ItemLog> => connection.api.log({ file, key, ...(attempt !== undefined && { attempt }) });
  try {
    let seen = await read();
    if (context.json && !of.follow) await printJson(seen);
    else await emit(of.format, { stdout: seen.stdout, stderr: seen.stderr });
    while (of.follow && seen.running) {
      await wait(FOLLOW_INTERVAL);
      const next = await read();
      await emit(of.format, {
        stdout: added(seen.stdout, seen.dropped.stdout, next.stdout, next.dropped.stdout),
        stderr: added(seen.stderr, seen.dropped.stderr, next.stderr, next.dropped.stderr),
      });
      seen = next;
    }
    return 0;
  } finally {
    await connection.close();
  }
}

/** Milliseconds between two looks at a running item's output. */
const FOLLOW_INTERVAL = 200;

async function emit(format: string | undefined, text: { readonly stdout: string; readonly stderr: string }): Promise<void> {
  if (format === 'ndjson') {
    for (const stream of ['stdout', 'stderr'] as const) if (text[stream] !== '') await printJson({ stream, text: text[stream] });
    return;
  }
  // On a terminal escape sequences of the objective are shown, not obeyed; into a file or pipe its bytes go as they are.
  process.stdout.write(process.stdout.isTTY ? printableLines(text.stdout) : text.stdout);
  process.stderr.write(process.stderr.isTTY ? printableLines(text.stderr) : text.stderr);
}

/** What has come since: the ring buffer may have dropped its beginning meanwhile. */
function added(before: string, droppedBefore: number, now: string, droppedNow: number): string {
  return now.slice(Math.max(0, before.length - (droppedNow - droppedBefore)));
}
