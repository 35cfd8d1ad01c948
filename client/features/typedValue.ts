import type { Value } from '../../core/value/value.ts';

/** What a person means by a value that they typed: JSON where it is JSON, an integer of any length, else text. */
export function typedValue(typed: string): Value {
  const text = typed.trim();
  if (/^[-+]?\d+$/.test(text)) return integer(text);
  try {
    // SAFETY: JSON without a reviver makes nothing but values.
    return JSON.parse(text) as Value;
  } catch {
    // Not JSON: a word such as `euler`, as one would write it in the task file.
    return text;
  }
}

function integer(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text.replace('+', ''));
}
