import { isValueList, type Value } from './value.ts';

/**
 * Whether two values are one and the same: `1`, `1.0` and `1e0` are, `-0` is `0`, NaN is NaN, integers compare exactly
 * at any size, and mappings compare without regard to the order of their keys. `true` is not `1`, `null` is not absent.
 */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (typeof a === 'number' || typeof a === 'bigint') return sameNumber(a, b);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return valueKey(a) === valueKey(b);
}

/** A text that two values share exactly when `sameValue` says so. Not the identity of results: see core/identity. */
export function valueKey(value: Value): string {
  switch (typeof value) {
    case 'number':
      return numberKey(value);
    case 'object':
      return value === null ? 'null' : structureKey(value);
    case 'string':
      return JSON.stringify(value);
    default:
      return String(value);
  }
}

/** A key for `Map` and `Set` that two values share exactly when `sameValue` says so; cheaper than `valueKey`, as primitives are their own. */
export function mapKey(value: Value): null | boolean | number | bigint | string {
  switch (typeof value) {
    case 'number':
      return Number.isInteger(value) && !Number.isSafeInteger(value) ? BigInt(value) : value;
    case 'object':
      return value === null ? null : `\0v${structureKey(value)}`;
    case 'string':
      return value.startsWith('\0') ? `\0s${value}` : value;
    default:
      return value;
  }
}

function sameNumber(a: number | bigint, b: Value | undefined): boolean {
  if (typeof b !== 'number' && typeof b !== 'bigint') return false;
  if (typeof a === typeof b) return a !== a && b !== b;
  return numberKey(a) === numberKey(b);
}

function numberKey(value: number | bigint): string {
  if (typeof value === 'bigint' || !Number.isInteger(value) || Number.isSafeInteger(value)) return String(value);
  return BigInt(value).toString();
}

function structureKey(value: Exclude<Value, null | boolean | number | bigint | string>): string {
  if (isValueList(value)) return `[${value.map(valueKey).join(',')}]`;
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${valueKey(value[name] ?? null)}`).join(',')}}`;
}
