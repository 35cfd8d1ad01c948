import Papa from 'papaparse';
import type { Aggregate } from '../../core/result/statistics/aggregate.ts';
import { type Sums, sumUp } from '../../core/result/sums.ts';
import { formatValue } from '../../core/value/format.ts';
import type { Column, Page, Row } from '../../protocol/runner.ts';
import { csvCell } from './cells.ts';
import { toJson } from './print.ts';
import { type LineSink, type RowFormat, valueOf } from './rowWriters.ts';
import { renderTable } from './table.ts';

/** The replicates of one point as one row. */
interface PointRow {
  /** Any of its rows, for the parameters. */
  readonly row: Row;
  /** Replicates whose results are summed up; stale ones that are kept are among them, and not counted as stale. */
  readonly done: number;
  readonly failed: number;
  readonly stale: number;
  /** By output and computed column; only those of which some done item has a number. */
  readonly outputs: ReadonlyMap<string, Aggregate>;
}

/** Writes mean, standard deviation, 95 % interval and number of done replicates of each point, from rows in point order. */
export async function writeAggregates(pages: AsyncIterable<Page>, format: Exclude<RowFormat, 'tsv'>, write: LineSink): Promise<void> {
  const found: PointRow[] = [];
  let columns: readonly Column[] = [];
  let sums: Sums | undefined;
  const open: Row[] = [];
  const close = (): void => {
    if (sums && open.length > 0) found.push(pointRow(open.splice(0), sums));
  };
  for await (const page of pages) {
    if (columns.length === 0) columns = page.columns;
    ({ sums } = page);
    for (const row of page.rows) {
      if (open[0]?.index !== row.index) close();
      open.push(row);
    }
  }
  close();
  await writeRows(found, columns, { format, write });
}

function pointRow(rows: readonly Row[], { states, metric }: Sums): PointRow {
  const [row] = rows;
  if (!row) throw new Error('A point has at least one row.');
  const counted = rows.filter(({ state }) => states.includes(state));
  return {
    row,
    done: counted.length,
    failed: countOf(rows, 'failed'),
    stale: states.includes('stale') ? 0 : countOf(rows, 'stale'),
    outputs: sumUp(counted, metric),
  };
}

function countOf(rows: readonly Row[], state: Row['state']): number {
  return rows.filter((row) => row.state === state).length;
}

interface Output {
  readonly format: Exclude<RowFormat, 'tsv'>;
  readonly write: LineSink;
}

function writeRows(rows: readonly PointRow[], columns: readonly Column[], { format, write }: Output): Promise<void> {
  if (format === 'json') return write(toJson(rows.map(documentOf)));
  if (format === 'ndjson') return rows.length === 0 ? Promise.resolve() : write(rows.map((row) => toJson(documentOf(row))).join('\n'));
  const parameters = columns.filter((column) => column.kind === 'parameter');
  const summed = new Set(rows.flatMap((row) => [...row.outputs.keys()]));
  const outputs = columns.filter(({ id, kind }) => (kind === 'output' || kind === 'derived') && summed.has(nameOf(id))).map(({ id }) => id);
  const head = [
    'index',
    'done',
    'failed',
    'stale',
    ...parameters.map((column) => column.id),
    ...outputs.flatMap((id) => PARTS.map((part) => id + part)),
  ];
  const body = rows.map((one) => [
    one.row.index,
    one.done,
    one.failed,
    one.stale,
    ...parameters.map((column) => valueOf(one.row, column)),
    ...outputs.flatMap((id) => partsOf(one.outputs.get(nameOf(id)))),
  ]);
  if (format === 'csv') return write(Papa.unparse([head.map(csvCell), ...body.map((cells) => cells.map(csvCell))]));
  return write(
    renderTable(
      head,
      body.map((cells) => cells.map((cell) => (cell === undefined ? '' : formatValue(cell)))),
    ),
  );
}

/** The output whose column is told apart from that of a parameter by a prefix. */
function nameOf(column: string): string {
  return column.replace(/^out\./, '');
}

/** The mean has the name of its output. */
const PARTS = ['', '.sd', '.low', '.high', '.n'];

function partsOf(found: Aggregate | undefined): readonly (number | undefined)[] {
  return found ? [found.mean, found.sd, found.interval.low, found.interval.high, found.n] : PARTS.map(() => undefined);
}

function documentOf({ row, done, failed, stale, outputs }: PointRow): unknown {
  const found = [...outputs].map(([id, { n, mean, sd, interval }]) => [id, { n, mean, sd, low: interval.low, high: interval.high }]);
  return { index: row.index, parameters: row.parameters, done, failed, stale, outputs: Object.fromEntries(found) };
}
