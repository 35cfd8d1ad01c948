import Papa from 'papaparse';
import { formatValue } from '../../core/value/format.ts';
import { isValueMap, type Value } from '../../core/value/value.ts';
import { RunnerError } from '../../protocol/errors.ts';
import type { Column, Page, PageRequest, Row } from '../../protocol/runner.ts';
import { csvCell } from './cells.ts';
import { type CliContext, type Connection, connectToRead, taskFile } from './context.ts';
import { printResult, say, toJson } from './print.ts';
import { renderTable } from './table.ts';

export interface ResultsOptions {
  readonly where?: string;
  readonly sort?: string;
  readonly desc?: boolean;
  readonly columns?: readonly string[];
  readonly limit?: number;
  readonly offset?: number;
  readonly orphans?: boolean;
  readonly pending?: boolean;
  readonly format?: 'table' | 'csv' | 'json' | 'ndjson';
}

/** Rows of one task, streamed page by page in point order or sorted. */
export async function results(context: CliContext, name: string, options: ResultsOptions): Promise<number> {
  const file = taskFile(context, name);
  const format = options.format ?? (context.json ? 'json' : 'table');
  const connection = await connectToRead(context);
  try {
    const writer = writers[format]();
    for await (const page of pages(connection, requestOf(file, options), options.limit ?? (format === 'table' ? TABLE_ROWS : Number.POSITIVE_INFINITY))) {
      await writer.page(page, chosenColumns(page, options.columns));
      if (format === 'table' && options.limit === undefined && page.total > TABLE_ROWS) say(`The first ${TABLE_ROWS} of ${page.total} rows; --limit N or --format csv shows more.`);
    }
    await writer.end();
    return 0;
  } finally {
    await connection.close();
  }
}

function requestOf(file: string, options: ResultsOptions): PageRequest {
  const states = statesOf(options);
  const { where, sort, desc, offset } = options;
  return { file, ...(states && { states }), ...(where !== undefined && { where }), ...(sort !== undefined && { sort }), ...(desc && { descending: true }), ...(offset !== undefined && { offset }) };
}

/** What has run, unless something else is asked for; `undefined` stands for every state. */
function statesOf(options: ResultsOptions): PageRequest['states'] | undefined {
  if (options.orphans) return ['orphan'];
  return options.pending ? undefined : ['done', 'failed', 'stale'];
}

async function* pages(connection: Connection, request: PageRequest, limit: number): AsyncIterable<Page> {
  let offset = request.offset ?? 0;
  for (let left = limit; ; ) {
    const page = await connection.api.page({ ...request, offset, limit: Math.min(PAGE_ROWS, left) });
    if (page.error) throw new RunnerError('bad-request', `\`${request.where ?? request.sort ?? ''}\` cannot be read at character ${page.error.start + 1}: ${page.error.message}`);
    yield page;
    offset += page.rows.length;
    left -= page.rows.length;
    if (left <= 0 || page.rows.length === 0 || offset >= page.total) return;
  }
}

const PAGE_ROWS = 2000;
const TABLE_ROWS = 200;

interface RowWriter {
  page(page: Page, columns: readonly Column[]): Promise<void>;
  end(): Promise<void>;
}

const writers: Readonly<Record<NonNullable<ResultsOptions['format']>, () => RowWriter>> = {
  ndjson: () => ({
    async page({ rows }) {
      for (const row of rows) await printResult(toJson(documentOf(row)));
    },
    end: async () => undefined,
  }),
  json() {
    let first = true;
    return {
      async page({ rows }) {
        for (const row of rows) {
          await printResult(`${first ? '[' : ','}${toJson(documentOf(row))}`);
          first = false;
        }
      },
      end: () => printResult(first ? '[]' : ']'),
    };
  },
  csv() {
    let head: readonly Column[] | undefined;
    return {
      async page({ rows }, columns) {
        if (!head) await printResult(Papa.unparse([columns.map((column) => column.id)]));
        head ??= columns;
        const shown = head;
        if (rows.length > 0) await printResult(Papa.unparse(rows.map((row) => shown.map((column) => csvCell(valueOf(row, column))))));
      },
      end: async () => undefined,
    };
  },
  table() {
    let head: readonly Column[] = [];
    const kept: Row[] = [];
    return {
      async page({ rows }, columns) {
        head = columns;
        kept.push(...rows);
      },
      end() {
        const shown = head.filter((column) => column.varies || column.kind !== 'item');
        const failed = kept.some((row) => row.error);
        const rows = kept.map((row) => [...shown.map((column) => text(valueOf(row, column), column.id)), ...(failed ? [row.error?.message ?? ''] : [])]);
        return printResult(renderTable([...shown.map((column) => column.id), ...(failed ? ['error'] : [])], rows));
      },
    };
  },
};

function text(value: Value | undefined, id: string): string {
  if (id === 'key' && typeof value === 'string') return value.slice(0, 8);
  return value === undefined || value === null ? '' : formatValue(value);
}

function chosenColumns(page: Page, names: readonly string[] | undefined): readonly Column[] {
  if (!names) return page.columns;
  return names.map((id) => {
    const column = page.columns.find((one) => one.id === id) ?? (id in EXTRA ? { id, kind: 'item' as const, varies: true } : undefined);
    if (!column) throw new RunnerError('bad-request', `There is no column \`${id}\`. The columns are ${page.columns.map((one) => one.id).join(', ')}.`);
    return column;
  });
}

const EXTRA = { seed: true, attempts: true, seconds: true, finishedAt: true, worker: true, error: true, tags: true, note: true };

function valueOf(row: Row, column: Column): Value | undefined {
  if (column.kind === 'parameter') return column.id.split('.').reduce<Value | undefined>((at, name) => (isValueMap(at) && Object.hasOwn(at, name) ? at[name] : undefined), row.parameters);
  if (column.kind === 'output') {
    const name = column.id.replace(/^out\./, '');
    return isValueMap(row.outputs) && Object.hasOwn(row.outputs, name) ? row.outputs[name] : undefined;
  }
  return factOf(row, column.id);
}

function factOf(row: Row, id: string): Value | undefined {
  switch (id) {
    case 'index':
    case 'key':
    case 'replicate':
    case 'state':
    case 'seed':
    case 'attempts':
    case 'seconds':
    case 'finishedAt':
    case 'worker':
    case 'tags':
    case 'note':
      return row[id];
    case 'error':
      return row.error?.message;
    default:
      return undefined;
  }
}

function documentOf(row: Row): unknown {
  const { item: _item, ...document } = row;
  return document;
}
