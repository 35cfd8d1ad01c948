import { fileOutputOf } from '../../core/value/fileValue.ts';
import { strictJson } from '../../core/value/encode.ts';
import type { Value } from '../../core/value/value.ts';

/** A value as text of a table: text as it is, a file as its path, everything else as strict JSON without quotes around NaN and infinities; absent is empty. */
function cell(value: Value | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  const file = fileOutputOf(value);
  if (file) return file.path;
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : strictJson(value);
}

/** The same for CSV, where text that a spreadsheet would run as a formula is made harmless by an apostrophe; numbers are left alone. */
export function csvCell(value: Value | undefined): string {
  const text = cell(value);
  return typeof value !== 'number' && typeof value !== 'bigint' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
