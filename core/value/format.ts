import { fileOutputOf } from './fileValue.ts';
import { isValueList, type Value } from './value.ts';

/** A value as tables and messages show it: as short as exactness allows; text stands without quotes unless it is inside a list or mapping. A file that an item left is its path. */
export function formatValue(value: Value): string {
  if (typeof value === 'string') return value;
  return fileOutputOf(value)?.path ?? formatInner(value);
}

function formatInner(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Object.is(value, -0)) return '-0';
  if (typeof value !== 'object' || value === null) return String(value);
  if (isValueList(value)) return `[${value.map(formatInner).join(', ')}]`;
  const entries = Object.entries(value).map(
    ([name, inner]) => `${PLAIN_NAME.test(name) ? name : JSON.stringify(name)}: ${formatInner(inner)}`,
  );
  return `{${entries.join(', ')}}`;
}

const PLAIN_NAME = /^[A-Za-z_][\w-]*$/;
