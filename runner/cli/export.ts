import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { RunnerError } from '../../protocol/errors.ts';
import type { Page, PageRequest } from '../../protocol/runner.ts';
import type { typedWriter } from '../export/formats.ts';
import { rowsChanged } from '../export/rowsChanged.ts';
import type { Target } from '../export/tableWriter.ts';
import { type CliContext, type Connection, connectToRead, taskFile } from './context.ts';
import { printable, printJson, say } from './print.ts';
import { chosenColumns, rowPages, type RowsWanted, statesOf } from './rowPages.ts';
import { rowWriter } from './rowWriters.ts';
import { allColumns, surveyRows } from './surveyRows.ts';
import { tableRows } from './tableRows.ts';
import { type PieceSink, writeWhole } from './wholeFile.ts';

export interface ExportOptions extends RowsWanted {
  readonly output: string;
  readonly columns?: readonly string[];
  readonly format?: ExportFormat;
  /** The records of this output instead of the items. */
  readonly table?: string;
}

const TEXT_FORMATS = ['csv', 'tsv', 'json', 'ndjson'] as const;
const TYPED_FORMATS = ['parquet', 'arrow', 'npz'] as const;

/** What `export` can write. */
export const EXPORT_FORMATS = [...TEXT_FORMATS, ...TYPED_FORMATS] as const;
type ExportFormat = (typeof EXPORT_FORMATS)[number];
type TypedFormat = (typeof TYPED_FORMATS)[number];

/** All rows of one task as a file, which is there whole or not at all; page by page, so that memory does not grow with them. */
export async function exportRows(context: CliContext, name: string, options: ExportOptions): Promise<number> {
  const request: Request = { file: taskFile(context, name), ...options, format: formatOf(options) };
  const connection = await connectToRead(context);
  try {
    const toStandardOutput = options.output === '-';
    const rows = toStandardOutput
      ? await writeRows(connection, request, toStandard)
      : await writeWhole(resolve(context.cwd, options.output), (write) => writeRows(connection, request, write));
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
  readonly table?: string;
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

async function toStandard(piece: string | Uint8Array): Promise<void> {
  if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
}

function writeRows(connection: Connection, request: Request, write: PieceSink): Promise<number> {
  const typed = TYPED_FORMATS.find((one) => one === request.format);
  return typed ? writeTyped(connection, { ...request, format: typed }, write) : writeText(connection, request, write);
}

/** An output that only a late row has needs a column from the beginning, so that tables are read twice. */
async function writeText(connection: Connection, request: Request, write: PieceSink): Promise<number> {
  const format = TEXT_FORMATS.find((one) => one === request.format) ?? 'csv';
  const table = format === 'csv' || format === 'tsv';
  const columns = table ? chosenColumns(await allColumns(exported(connection, request)), request.columns) : [];
  const writer = rowWriter(format, (lines) => write(`${lines}\n`));
  let rows = 0;
  for await (const page of exported(connection, request)) {
    await writer.rows(page.rows, columns);
    rows += page.rows.length;
  }
  await writer.end();
  return rows;
}

/** Columns that have types are read twice as well: what a column holds is known when all of it was seen. */
async function writeTyped(connection: Connection, request: Request & { readonly format: TypedFormat }, write: PieceSink): Promise<number> {
  const begin = await loadTyped();
  const columns = await surveyRows(exported(connection, request), request.columns);
  return withScratch(async (scratch) => {
    const writer = begin(request.format, columns, { write, scratch });
    let rows = 0;
    for await (const page of exported(connection, request)) {
      await writer.rows(page.rows);
      rows += page.rows.length;
    }
    await writer.end();
    return rows;
  });
}

/** The libraries of typed files are a bundle of their own, so that no other command reads them. */
export async function loadTyped(): Promise<typeof typedWriter> {
  const module = import.meta.url.endsWith('.ts') ? '../export/formats.ts' : './formats.mjs';
  // SAFETY: build.ts makes formats.mjs of exactly that file.
  const loaded = (await import(module)) as { readonly typedWriter: typeof typedWriter };
  return loaded.typedWriter;
}

export async function withScratch<T>(work: (scratch: Target['scratch']) => Promise<T>): Promise<T> {
  let folder: string | undefined;
  try {
    return await work(() => (folder ??= mkdtempSync(join(tmpdir(), 'sweepdeck-export-'))));
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

function exported(connection: Connection, request: Request): AsyncIterable<Page> {
  const pages = stillPages(connection, request);
  return request.table === undefined ? pages : tableRows(pages, request.table);
}

/**
 * Every row once, also while a sweep runs: all items are asked for and those that have not run are left out here, so
 * that a row keeps its place whatever becomes of the others. Only a filter may move rows meanwhile, which is noticed.
 */
export async function* stillPages(connection: Connection, request: Request): AsyncIterable<Page> {
  const { file, where, orphans, pending } = request;
  const wanted = new Set(statesOf(request));
  const asked: PageRequest = { file, ...(orphans && { states: ['orphan'] as const }), ...(where !== undefined && { where }) };
  let total: number | undefined;
  for await (const page of rowPages(connection, asked, Number.POSITIVE_INFINITY)) {
    total ??= page.total;
    if (page.total !== total) throw rowsChanged();
    yield pending ? page : { ...page, rows: page.rows.filter((row) => wanted.has(row.state)) };
  }
}
