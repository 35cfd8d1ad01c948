import { expressionLiteral } from '../core/expression/literal.ts';
import type { Column, Row } from '../protocol/runner.ts';
import { cellValue } from './table/cells.ts';

/** A condition that holds for items with the value of a cell; undefined where the cell is empty or no expression can say it. */
export function cellCondition(row: Row, column: Column): string | undefined {
  // The cell shows type and message; the fact that filters know is the message.
  const value = column.id === 'error' ? row.error?.message : cellValue(row, column);
  if (value === undefined || value === null) return undefined;
  const literal = expressionLiteral(value);
  return literal === undefined ? undefined : `${column.id} == ${literal}`;
}

/** A filter narrowed by one more condition; one that it holds already is not added twice. */
export function withCondition(where: string, condition: string): string {
  const before = where.trim();
  if (before === '') return condition;
  if (
    before === condition ||
    before.endsWith(` and ${condition}`) ||
    before.startsWith(`${condition} and `) ||
    before.includes(` and ${condition} and `)
  )
    return before;
  return `${/\bor\b/.test(before) ? `(${before})` : before} and ${condition}`;
}
