import { formatValue } from '../core/value/format.ts';
import type { Value } from '../core/value/value.ts';
import { plainText } from '../protocol/plainText.ts';

/** A value as text that means nothing but itself: what would be an escape or turn the direction of text is shown. */
export function valueText(value: Value): string {
  return plainText(formatValue(value));
}
