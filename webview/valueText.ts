import { formatValue } from '../core/value/format.ts';
import { fileOutputOf } from '../core/value/fileValue.ts';
import type { Value } from '../core/value/value.ts';
import { plainText } from '../protocol/plainText.ts';

/** A value to look at: of a number six significant digits are enough, an item shows all of them. */
export function shortText(value: Value): string {
  const isLong = typeof value === 'number' && Number.isFinite(value) && !Number.isInteger(value);
  return isLong ? String(Number(value.toPrecision(6))) : valueText(value);
}

/** A value as text that means nothing but itself: what would be an escape or turn the direction of text is shown. A file stands by its name: where it is kept says nothing. */
export function valueText(value: Value): string {
  const path = fileOutputOf(value)?.path;
  return plainText(path === undefined ? formatValue(value) : path.slice(path.lastIndexOf('/') + 1));
}
