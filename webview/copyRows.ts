import { t } from '@vscode/l10n';
import { strictJson } from '../core/value/encode.ts';
import { type Value, valueMap } from '../core/value/value.ts';
import type { Channel } from '../protocol/channel.ts';
import type { ResultsHost } from '../protocol/results.ts';
import type { Column, Row } from '../protocol/runner.ts';
import { orderOf } from './refresh.ts';
import type { Signals } from './signals.ts';
import { cellValue } from './table/cells.ts';

export type RowFormat = 'csv' | 'json';

/** Rows that a clipboard takes; all of them are for the command line (`sweepdeck results --format csv`). */
const MOST_ROWS = 10_000;
const BLOCK = 1000;

/** Copies the shown columns of the chosen rows, or of all rows of the filter, in their order; answers what was done, for people. */
export async function copyRows(host: Channel<ResultsHost>, signals: Signals, as: RowFormat): Promise<string> {
  const order = orderOf(signals);
  const chosen = signals.chosen.value;
  const rows: Row[] = [];
  let total = 0;
  do {
    const page = await host.page({ ...order, offset: rows.length, limit: BLOCK });
    rows.push(...page.rows);
    total = page.total;
    if (page.rows.length === 0) break;
  } while (rows.length < Math.min(total, MOST_ROWS));
  const columns = signals.placed.value.map(({ column }) => column);
  const wanted = chosen.size > 1 ? rows.filter(({ key }) => chosen.has(key)) : rows;
  await host.copyText({ text: as === 'csv' ? csvText(columns, wanted) : jsonText(columns, wanted) });
  return wanted.length < (chosen.size > 1 ? chosen.size : total)
    ? t('The first {0} of {1} rows were copied; Export writes all of them to a file.', wanted.length, total)
    : t('{0} rows were copied.', wanted.length);
}

/** RFC 4180, with a head; numbers in full. */
export function csvText(columns: readonly Column[], rows: readonly Row[]): string {
  const lines = [
    columns.map((column) => csvCell(column.id)),
    ...rows.map((row) => columns.map((column) => csvCell(plain(cellValue(row, column))))),
  ];
  return `${lines.map((line) => line.join(',')).join('\n')}\n`;
}

/** A list of objects by column; absent values are left out. */
export function jsonText(columns: readonly Column[], rows: readonly Row[]): string {
  const list = rows.map((row) =>
    valueMap(
      columns.flatMap((column): [string, Value][] => {
        const value = cellValue(row, column);
        return value === undefined ? [] : [[column.id, value]];
      }),
    ),
  );
  return strictJson(list);
}

function plain(value: Value | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : strictJson(value).replace(/^"(.*)"$/, '$1');
}

function csvCell(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
