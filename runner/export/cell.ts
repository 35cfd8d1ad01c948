import { strictJson } from '../../core/value/encode.ts';
import { isValueList, type Value } from '../../core/value/value.ts';
import type { ColumnType } from './columnType.ts';
import { rowsChanged } from './rowsChanged.ts';

/** A value as the writers of typed files take it: integers as `bigint`, missing as null. */
export type Cell = null | boolean | number | bigint | string | readonly Cell[];

/** Brings a value to the type of its column; throws a `RunnerError` when the survey of the column has not seen it. */
export function cellOf(value: Value | undefined, type: ColumnType): Cell {
  if (value === undefined || value === null) return null;
  switch (type.kind) {
    case 'integer':
      if (typeof value === 'bigint') return value;
      if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
      break;
    case 'float':
      if (typeof value === 'number') return value;
      break;
    case 'list':
      if (isValueList(value)) return value.map((item) => cellOf(item, type.items));
      break;
    case 'json':
      return strictJson(value);
    case 'boolean':
      if (typeof value === 'boolean') return value;
      break;
    case 'text':
      // UTF-8 has no lone surrogates: each becomes U+FFFD, as every encoder makes of it.
      if (typeof value === 'string') return value.toWellFormed();
      break;
  }
  throw rowsChanged();
}
