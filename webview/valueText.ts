import { formatValue } from '../core/value/format.ts';
import { fileOutputOf } from '../core/value/fileValue.ts';
import type { Value } from '../core/value/value.ts';
import { plainText } from '../protocol/plainText.ts';

/** A value as text that means nothing but itself: what would be an escape or turn the direction of text is shown. A file stands by its name: where it is kept says nothing. */
export function valueText(value: Value): string {
  const path = fileOutputOf(value)?.path;
  return plainText(path === undefined ? formatValue(value) : path.slice(path.lastIndexOf('/') + 1));
}
