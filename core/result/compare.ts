import { encode } from '../value/encode.ts';
import { isValueMap, type Value } from '../value/value.ts';

/**
 * The order of a sorted column: numbers by size (NaN after them), then text by code point, then false before true,
 * lists and mappings by their text, null; absent values always last, whichever way the column is sorted.
 */
export function compareValues(a: Value | undefined, b: Value | undefined): number {
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0 || a === undefined || b === undefined || a === null || b === null) return rank;
  return isNumeric(a) && isNumeric(b) ? ordered(a, b) : ordered(textOf(a), textOf(b));
}

export const ABSENT_RANK = 6;

/** The rank that decides between values of different kinds. */
export function rankOf(value: Value | undefined): number {
  switch (typeof value) {
    case 'number':
      return Number.isNaN(value) ? 1 : 0;
    case 'bigint':
      return 0;
    case 'string':
      return 2;
    case 'boolean':
      return 3;
    case 'undefined':
      return ABSENT_RANK;
    default:
      return value === null ? 5 : 4;
  }
}

function isNumeric(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function ordered<Kind extends number | bigint | string>(a: Kind, b: Kind): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? '1' : '0';
  return isValueMap(value) || Array.isArray(value) ? encode(value) : '';
}
