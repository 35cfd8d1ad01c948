import { strictJson } from './encode.ts';
import type { Value } from './value.ts';

/** How a value is written into an argument or a variable: text as it is, everything else as JSON. */
export function commandText(value: Value): string {
  return typeof value === 'string' ? value : strictJson(value);
}
