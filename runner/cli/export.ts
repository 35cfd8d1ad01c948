import { closeSync, createWriteStream, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { basename, extname, resolve } from 'node:path';
import { RunnerError } from '../../protocol/errors.ts';
import type { Column, Page, PageRequest } from '../../protocol/runner.ts';
import { type CliContext, type Connection, connectToRead, taskFile } from './context.ts';
import { printable, printJson, printResult, say } from './print.ts';
import { chosenColumns, rowPages, type RowsWanted, statesOf } from './rowPages.ts';
import { type LineSink, rowWriter } from './rowWriters.ts';

export interface ExportOptions extends RowsWanted {
  readonly output: string;
  readonly columns?: readonly string[];
  readonly format?: ExportFormat;
}

/** What `export` can write. */
export const EXPORT_FORMATS = ['csv', 'tsv', 'json', 'ndjson'] as const;
type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** All rows of one task as a file, which is there whole or not at all; page by page, so that memory does not grow with them. */
export async function exportRows(context: CliContext, name: string, options: ExportOptions): Promise<number> {
  const request: Request = { file: taskFile(context, name), ...options, format: formatOf(options) };
  const connection = await connectToRead(context);
  try {
    const toStandardOutput = options.output === '-';
    const rows = toStandardOutput
      ? await writeRows(connection, request, printResult)
      : await writeFile(resolve(context.cwd, options.output), (write) => writeRows(connection, request, write));
    if (context.json && !toStandardOutput) await printJson({ file: options.output, format: request.format, rows });
    else if (!toStandardOutput) say(`${rows} ${rows === 1 ? 'row' : 'rows'} written to ${printable(options.output)}.`);
    return 0;
  } finally {
    await connection.close();
  }
}

interface Request extends RowsWanted {
  readonly file: string;
  readonly columns?: readonly string[];
  readonly format: ExportFormat;
}

function formatOf({ output, format }: ExportOptions): ExportFormat {
  if (format) return format;
  const extension = extname(output).slice(1).toLowerCase();
  const found = EXPORT_FORMATS.find((one) => one === extension);
  if (found) return found;
  if (output === '-') throw new RunnerError('bad-request', `To standard output, say how: --format ${EXPORT_FORMATS.join(', ')}.`);
  throw new RunnerError(
    'bad-request',
    `Rows cannot be written as \`${printable(extension === '' ? basename(output) : extension)}\`: the formats are ${EXPORT_FORMATS.join(', ')}, chosen by the file's extension or by --format.`,
  );
}

async function writeRows(connection: Connection, request: Request, write: LineSink): Promise<number> {
  const columns = await allColumns(connection, request);
  const writer = rowWriter(request.format, write);
  let rows = 0;
  for await (const page of stillPages(connection, request)) {
    await writer.rows(page.rows, columns);
    rows += page.rows.length;
  }
  await writer.end();
  return rows;
}

/** An output that only a late row has needs a column from the beginning, so that text formats are read twice. */
async function allColumns(connection: Connection, request: Request): Promise<readonly Column[]> {
  if (request.format === 'json' || request.format === 'ndjson') return [];
  const columns = new Map<string, Column>();
  for await (const page of stillPages(connection, request)) for (const column of page.columns) columns.set(column.id, column);
  return chosenColumns(
    [...columns.values()].sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind)),
    request.columns,
  );
}

const KINDS: readonly Column['kind'][] = ['item', 'parameter', 'output'];

/**
 * Every row once, also while a sweep runs: all items are asked for and those that have not run are left out here, so
 * that a row keeps its place whatever becomes of the others. Only a filter may move rows meanwhile, which is noticed.
 */
async function* stillPages(connection: Connection, request: Request): AsyncIterable<Page> {
  const { file, where, orphans, pending } = request;
  const wanted = new Set(statesOf(request));
  const asked: PageRequest = { file, ...(orphans && { states: ['orphan'] as const }), ...(where !== undefined && { where }) };
  let total: number | undefined;
  for await (const page of rowPages(connection, asked, Number.POSITIVE_INFINITY)) {
    total ??= page.total;
    if (page.total !== total)
      throw new RunnerError('bad-request', 'The rows changed while they were written, so nothing was; try again when the sweep has ended.');
    yield pending ? page : { ...page, rows: page.rows.filter((row) => wanted.has(row.state)) };
  }
}

/** Writes beside the target, waits for the disk, and renames: whoever reads the target sees the old file or the new one. */
async function writeFile(path: string, fill: (write: LineSink) => Promise<number>): Promise<number> {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new RunnerError('bad-request', `${path} is a folder; name a file in it.`);
  const temporary = `${path}.${process.pid}.tmp`;
  let descriptor: number | undefined;
  try {
    descriptor = openSync(temporary, 'wx');
    const stream = createWriteStream(temporary, { fd: descriptor, autoClose: false });
    const failed = once(stream, 'error').then(([error]) => Promise.reject(error));
    failed.catch(() => undefined);
    const write: LineSink = async (text) => {
      if (!stream.write(`${text}\n`)) await Promise.race([once(stream, 'drain'), failed]);
    };
    const rows = await fill(write);
    stream.end();
    await Promise.race([once(stream, 'finish'), failed]);
    fsyncSync(descriptor);
    closeSync(descriptor);
    descriptor = undefined;
    renameSync(temporary, path);
    return rows;
  } catch (error) {
    if (descriptor !== undefined) closeSync(descriptor);
    rmSync(temporary, { force: true });
    if (error instanceof RunnerError || !(error instanceof Error) || !('code' in error)) throw error;
    throw new RunnerError('bad-request', `${path} cannot be written (${String(error.code)}); choose another place, or make room there.`);
  }
}
