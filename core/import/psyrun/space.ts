import { mapKey } from '../../value/equal.ts';
import type { Value } from '../../value/value.ts';

/** The parameter-space algebra of psyrun, as a task file writes it. */
export type PSpace =
  | { readonly kind: 'param'; readonly columns: readonly Column[] }
  | { readonly kind: 'product' | 'sum' | 'difference'; readonly left: PSpace; readonly right: PSpace };

/** Parameters of one `Param` move together; one value stands for all rows. */
export interface Column {
  readonly name: string;
  readonly values: readonly Value[] | { readonly constant: Value };
}

/** A point; a name that it lacks is NaN there and absent here. */
export type Row = ReadonlyMap<string, Value>;

export function isConstant(values: Column['values']): values is { readonly constant: Value } {
  return 'constant' in values;
}

/** All names, in order of appearance. */
export function namesOf(space: PSpace): readonly string[] {
  if (space.kind === 'param') return space.columns.map((column) => column.name);
  if (space.kind === 'difference') return namesOf(space.left);
  return [...new Set([...namesOf(space.left), ...namesOf(space.right)])];
}

/** How many rows there are, where that can be told without them; a difference counts as its minuend. */
export function mostRows(space: PSpace): number {
  switch (space.kind) {
    case 'param':
      return paramRows(space.columns);
    case 'product':
      if (namesOf(space.left).length === 0) return mostRows(space.right);
      return namesOf(space.right).length === 0 ? mostRows(space.left) : mostRows(space.left) * mostRows(space.right);
    case 'sum':
      return mostRows(space.left) + mostRows(space.right);
    case 'difference':
      return mostRows(space.left);
  }
}

/** The rows in psyrun's order: the left factor is the slow one. Differences are taken row by row. */
export function rowsOf(space: PSpace): readonly Row[] {
  switch (space.kind) {
    case 'param':
      return paramOf(space.columns);
    case 'product': {
      const [left, right] = [rowsOf(space.left), rowsOf(space.right)];
      if (namesOf(space.left).length === 0) return right;
      return namesOf(space.right).length === 0 ? left : left.flatMap((a) => right.map((b) => new Map([...a, ...b])));
    }
    case 'sum':
      return [...rowsOf(space.left), ...rowsOf(space.right)];
    case 'difference': {
      const names = namesOf(space.right);
      const key = (row: Row): string => JSON.stringify(names.map((name) => (row.has(name) ? String(mapKey(row.get(name) ?? null)) : null)));
      const gone = new Set(rowsOf(space.right).map(key));
      return gone.size === 0 ? rowsOf(space.left) : rowsOf(space.left).filter((row) => !gone.has(key(row)));
    }
  }
}

function paramOf(columns: readonly Column[]): readonly Row[] {
  return Array.from(
    { length: paramRows(columns) },
    (_, at) => new Map(columns.map(({ name, values }) => [name, isConstant(values) ? values.constant : (values[at] ?? null)])),
  );
}

/** `Param()` has no row, one of single values has one. */
function paramRows(columns: readonly Column[]): number {
  if (columns.length === 0) return 0;
  const list = columns.map((column) => column.values).find((values) => !isConstant(values));
  return list && !isConstant(list) ? list.length : 1;
}
