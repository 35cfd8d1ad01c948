import { isValueMap, type Value } from '../../core/value/value.ts';
import type { Fold } from '../../protocol/fold.ts';
import type { Column, Row } from '../../protocol/runner.ts';
import { shortText } from '../valueText.ts';

/** What a cell shows; absent values are empty. */
export function cellText(row: Row, column: Column): string {
  if (row.fold) return foldedText(row, row.fold, column);
  return plainCell(row, column);
}

/** Of replicates in one row: how many are in which state, and means with the half width of their 95 % interval. */
function foldedText(row: Row, { keys, states, outputs }: Fold, column: Column): string {
  if (column.kind === 'item' && column.id === 'replicate') return `×${keys.length}`;
  if (column.kind === 'item' && column.id === 'state') return stateText(states);
  const isResult = column.kind === 'output' || column.kind === 'derived';
  const found = isResult ? (outputs[column.id] ?? outputs[column.id.replace(/^out\./, '')]) : undefined;
  if (!found) return plainCell(row, column);
  const half = (found.high - found.low) / 2;
  return Number.isNaN(half) ? shortText(found.mean) : `${shortText(found.mean)} ± ${Number(half.toPrecision(2))}`;
}

function stateText(states: Fold['states']): string {
  const found = Object.entries(states);
  return found.length === 1 ? (found[0]?.[0] ?? '') : found.map(([state, count]) => `${count} ${state}`).join(', ');
}

function plainCell(row: Row, column: Column): string {
  const value = cellValue(row, column);
  if (value === undefined || value === null) return '';
  return shortText(value);
}

export function cellValue(row: Row, column: Column): Value | undefined {
  switch (column.kind) {
    case 'parameter':
      return column.id
        .split('.')
        .reduce<Value | undefined>((at, name) => (isValueMap(at) && Object.hasOwn(at, name) ? at[name] : undefined), row.parameters);
    case 'output':
      return memberOf(row.outputs, column.id) ?? memberOf(row.outputs, column.id.replace(/^out\./, ''));
    case 'derived':
      return memberOf(row.derived ?? {}, column.id);
    case 'item':
      return factOf(row, column.id);
  }
}

/** The columns of the table: what varies first, then constants; the error where something failed. */
export function tableColumns(columns: readonly Column[]): readonly Column[] {
  const facts = columns.filter((column) => column.kind === 'item' && column.varies && column.id !== 'key');
  const parameters = columns.filter((column) => column.kind === 'parameter');
  const outputs = columns.filter((column) => column.kind === 'output' || column.kind === 'derived');
  const constant = parameters.filter((column) => !column.varies);
  return [...facts, ...parameters.filter((column) => column.varies), ...outputs, { id: 'error', kind: 'item', varies: true }, ...constant];
}

function memberOf(value: Value, name: string): Value | undefined {
  return isValueMap(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function factOf(row: Row, id: string): Value | undefined {
  switch (id) {
    case 'index':
      return row.index;
    case 'replicate':
      return row.replicate;
    case 'state':
      return row.state;
    case 'key':
      return row.key;
    case 'seconds':
      return row.seconds;
    case 'error':
      return row.error ? `${row.error.type}: ${row.error.message}` : undefined;
    default:
      return undefined;
  }
}
