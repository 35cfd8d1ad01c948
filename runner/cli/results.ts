import { RunnerError } from '../../protocol/errors.ts';
import type { Page, PageRequest } from '../../protocol/runner.ts';
import { writeAggregates } from './aggregate.ts';
import { type CliContext, connectToRead, taskFile } from './context.ts';
import { printResult, say, toStandard } from './print.ts';
import { rowPages, type RowsWanted, statesOf } from './rowPages.ts';
import type { RowFormat } from './rowWriters.ts';
import { tableRows } from './tableRows.ts';
import { writeText } from './writeRows.ts';

export interface ResultsOptions extends RowsWanted {
  readonly sort?: string;
  readonly desc?: boolean;
  readonly columns?: readonly string[];
  readonly limit?: number;
  readonly offset?: number;
  readonly format?: Exclude<RowFormat, 'tsv'>;
  /** One row a point, with mean, standard deviation, interval and number of its replicates. */
  readonly aggregate?: boolean;
  /** The records of this output instead of the items. */
  readonly table?: string;
  /** Of a frozen version instead of now. */
  readonly version?: string;
}

/** Rows of one task, streamed page by page in point order or sorted. */
export async function results(context: CliContext, name: string, options: ResultsOptions): Promise<number> {
  const file = taskFile(context, name);
  const format = options.format ?? (context.json ? 'json' : 'table');
  if (options.aggregate && (options.sort !== undefined || options.columns || options.limit !== undefined || options.offset !== undefined))
    throw new RunnerError(
      'bad-request',
      '`--aggregate` takes all rows in point order: leave out --sort, --columns, --limit and --offset, or choose rows with --where.',
    );
  if (options.aggregate && options.table !== undefined)
    throw new RunnerError('bad-request', '`--aggregate` and `--table` do not go together: choose one.');
  const connection = await connectToRead(context);
  try {
    if (options.aggregate) {
      await writeAggregates(rowPages(connection, requestOf(file, options), Number.POSITIVE_INFINITY), format, printResult);
      return 0;
    }
    let total = 0;
    const most = options.limit ?? (format === 'table' ? TABLE_ROWS : Number.POSITIVE_INFINITY);
    const pages = async function* (): AsyncIterable<Page> {
      for await (const page of rowPages(connection, requestOf(file, options), most)) {
        total = page.total;
        yield page;
      }
    };
    const { table, columns } = options;
    await writeText(() => (table === undefined ? pages() : tableRows(pages(), table)), { format, columns, write: toStandard });
    if (format === 'table' && options.limit === undefined && total > TABLE_ROWS)
      say(`The first ${TABLE_ROWS} of ${total} ${table === undefined ? 'rows' : 'items'}; --limit N or --format csv shows more.`);
    if (format === 'table' && total === 0)
      say(isNarrowed(options) ? 'There is no such row.' : `Nothing of it has run yet: \`sweepdeck run ${name}\`.`);
    return 0;
  } finally {
    await connection.close();
  }
}

/** Whether it asks for less than all that has run. */
function isNarrowed({ where, orphans, version, table, offset }: ResultsOptions): boolean {
  return [where, orphans, version, table, offset].some((one) => one !== undefined);
}

const TABLE_ROWS = 200;

function requestOf(file: string, options: ResultsOptions): PageRequest {
  const states = statesOf(options);
  const { where, sort, desc, offset, version } = options;
  return {
    file,
    ...(states && { states }),
    ...(version !== undefined && { version }),
    ...(where !== undefined && { where }),
    ...(sort !== undefined && { sort }),
    ...(desc && { descending: true }),
    ...(offset !== undefined && { offset }),
  };
}
