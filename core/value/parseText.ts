import type { ValueShape } from './coerce.ts';
import { decode } from './encode.ts';
import { integerValue, type Value } from './value.ts';

/**
 * Reads a value from text that has no types of its own: a CSV cell, or `--set name=value`. Declared text stays as it is;
 * otherwise what reads as a number, `true`, `false`, `null`, or a JSON list or mapping is one. Never fails: what does not
 * read as its type stays text, which `coerce` then refuses with a reason.
 */
export function parseText(text: string, shape?: ValueShape): Value {
  if (shape?.type === 'string' || shape?.type === 'file' || shape?.values?.includes(text) === true) return text;
  const trimmed = text.trim();
  if (NUMBER.test(trimmed)) return parseNumber(trimmed);
  if (trimmed === 'true' || trimmed === 'True') return true;
  if (trimmed === 'false' || trimmed === 'False') return false;
  if (trimmed === 'null') return null;
  return trimmed.startsWith('[') || trimmed.startsWith('{') ? parseStructure(trimmed, text) : text;
}

/** True for the text of a number that no integer is written as: `1.0`, `1e3`. */
export function isFloatText(text: string): boolean {
  return /^\s*[-+\d.]*[.eE]/.test(text);
}

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const INTEGER = /^[-+]?\d+$/;
/** Longer runs of digits are text: reading them exactly would cost more than linear time. */
const MAX_DIGITS = 4_000;

function parseNumber(text: string): Value {
  if (!INTEGER.test(text)) return Number(text);
  if (text.length > MAX_DIGITS) return text;
  return integerValue(BigInt(text.replace(/^\+/, '')));
}

function parseStructure(trimmed: string, text: string): Value {
  try {
    return decode(trimmed);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return text;
    throw error;
  }
}
