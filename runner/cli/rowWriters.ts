import Papa from 'papaparse';
import { formatValue } from '../../core/value/format.ts';
import { isValueMap, type Value } from '../../core/value/value.ts';
import type { Column, Row } from '../../protocol/runner.ts';
import { outputName } from '../results/columnSource.ts';
import { csvCell } from './cells.ts';
import { toJson } from './print.ts';
import { renderTable } from './table.ts';

/** How rows are written; `tsv` is CSV with tabs. */
export type RowFormat = 'table' | 'csv' | 'tsv' | 'json' | 'ndjson';

/** Takes rows page by page; holds none of them, but for tables. */
export interface RowWriter {
  rows(rows: readonly Row[]): Promise<void>;
  end(): Promise<void>;
}

/** Takes one or more whole lines, without the last line end; waits when its reader is slow. */
export type LineSink = (text: string) => Promise<void>;

/** Formats without a head, JSON and NDJSON, do without the columns. */
export function rowWriter(format: RowFormat, write: LineSink, columns: readonly Column[]): RowWriter {
  switch (format) {
    case 'ndjson':
      return {
        rows: (rows) => (rows.length > 0 ? write(rows.map((row) => toJson(documentOf(row))).join('\n')) : Promise.resolve()),
        end: async () => undefined,
      };
    case 'json':
      return jsonWriter(write);
    case 'csv':
      return delimitedWriter(write, ',', columns);
    case 'tsv':
      return delimitedWriter(write, '\t', columns);
    case 'table':
      return tableWriter(write, columns);
  }
}

function jsonWriter(write: LineSink): RowWriter {
  let first = true;
  return {
    async rows(rows) {
      for (const row of rows) {
        await write(`${first ? '[' : ','}${toJson(documentOf(row))}`);
        first = false;
      }
    },
    end: () => write(first ? '[]' : ']'),
  };
}

function delimitedWriter(write: LineSink, delimiter: string, columns: readonly Column[]): RowWriter {
  const unparse = (cells: string[][]): string => Papa.unparse(cells, { delimiter });
  let begun = false;
  const begin = async (): Promise<void> => {
    if (!begun) await write(unparse([columns.map((column) => csvCell(column.id))]));
    begun = true;
  };
  return {
    async rows(rows) {
      await begin();
      if (rows.length > 0) await write(unparse(rows.map((row) => columns.map((column) => csvCell(valueOf(row, column))))));
    },
    end: begin,
  };
}

function tableWriter(write: LineSink, columns: readonly Column[]): RowWriter {
  const kept: Row[] = [];
  return {
    async rows(rows) {
      kept.push(...rows);
    },
    end() {
      const shown = columns.filter((column) => column.varies || column.kind !== 'item');
      const failed = kept.some((row) => row.error);
      const rows = kept.map((row) => [
        ...shown.map((column) => text(valueOf(row, column), column.id)),
        ...(failed ? [row.error?.message ?? ''] : []),
      ]);
      return write(renderTable([...shown.map((column) => column.id), ...(failed ? ['error'] : [])], rows));
    },
  };
}

function text(value: Value | undefined, id: string): string {
  if (id === 'key' && typeof value === 'string') return value.slice(0, 8);
  return value === undefined || value === null ? '' : formatValue(value);
}

/** Facts of an item that have a column only when asked for. */
export const EXTRA_COLUMNS: ReadonlySet<string> = new Set(['seed', 'attempts', 'seconds', 'finishedAt', 'worker', 'error', 'tags', 'note']);

/** What a row has in a column. */
export function valueOf(row: Row, column: Column): Value | undefined {
  if (column.kind === 'parameter')
    return column.id
      .split('.')
      .reduce<Value | undefined>((at, name) => (isValueMap(at) && Object.hasOwn(at, name) ? at[name] : undefined), row.parameters);
  if (column.kind === 'output') {
    const name = outputName(column.id);
    return isValueMap(row.outputs) && Object.hasOwn(row.outputs, name) ? row.outputs[name] : undefined;
  }
  return column.kind === 'derived' ? row.derived?.[column.id] : factOf(row, column.id);
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
    case 'note':
      return row[id];
    case 'tags':
      return row.tags.length > 0 ? row.tags : undefined;
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
