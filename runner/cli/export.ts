import { basename, extname, resolve } from 'node:path';
import { RunnerError } from '../../protocol/errors.ts';
import type { Page, PageRequest } from '../../protocol/runner.ts';
import type { TypedFormat } from '../export/formats.ts';
import { rowsChanged } from '../export/rowsChanged.ts';
import { type CliContext, type Connection, connectToRead, taskFile } from './context.ts';
import { printable, printJson, say, toStandard } from './print.ts';
import { rowPages, type RowsWanted, statesOf } from './rowPages.ts';
import { tableRows } from './tableRows.ts';
import { type PieceSink, writeWhole } from './wholeFile.ts';
import { writeText, writeTyped } from './writeRows.ts';

export interface ExportOptions extends RowsWanted {
  readonly output: string;
  readonly columns?: readonly string[];
  readonly format?: ExportFormat;
  /** The records of this output instead of the items. */
  readonly table?: string;
}

const TEXT_FORMATS = ['csv', 'tsv', 'json', 'ndjson'] as const;
const TYPED_FORMATS = ['parquet', 'arrow', 'npz'] as const satisfies readonly TypedFormat[];

/** What `export` can write. */
export const EXPORT_FORMATS = [...TEXT_FORMATS, ...TYPED_FORMATS] as const;
type ExportFormat = (typeof EXPORT_FORMATS)[number];

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

function writeRows(connection: Connection, request: Request, write: PieceSink): Promise<number> {
  const { format, columns } = request;
  const pages = (): AsyncIterable<Page> => exported(connection, request);
  return isTyped(format) ? writeTyped(pages, { format, columns, write }) : writeText(pages, { format, columns, write });
}

function isTyped(format: ExportFormat): format is TypedFormat {
  return TYPED_FORMATS.some((one) => one === format);
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
