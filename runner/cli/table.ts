import Table from 'cli-table3';
import { printable } from './print.ts';

/** A plain table without lines, columns aligned; every cell is made harmless for a terminal. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const none = '';
  const table = new Table({
    chars: {
      top: none,
      'top-mid': none,
      'top-left': none,
      'top-right': none,
      bottom: none,
      'bottom-mid': none,
      'bottom-left': none,
      'bottom-right': none,
      left: none,
      'left-mid': none,
      mid: none,
      'mid-mid': none,
      right: none,
      'right-mid': none,
      middle: '  ',
    },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    colAligns: head.map((_, column) => (rows.length > 0 && rows.every((row) => NUMERIC.test(row[column] ?? '')) ? 'right' : 'left')),
  });
  table.push([...head.map(printable)], ...rows.map((row) => row.map((text) => shorten(printable(text)))));
  return table.toString();
}

const NUMERIC = /^(-?[\d.]+(e[+-]?\d+)?)?$/i;

function shorten(text: string): string {
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
}

/** Characters of a cell; `show` prints values whole. */
const WIDEST = 60;
