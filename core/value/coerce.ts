import type { Field } from '../task/task.ts';
import { sameValue } from './equal.ts';
import { formatValue } from './format.ts';
import { integerValue, isValueList, isValueMap, type Value, valueMap } from './value.ts';

/** What of a declared field decides how a value is read. */
export interface ValueShape extends Pick<Field, 'type'> {
  readonly values?: readonly Value[];
  readonly items?: ValueShape;
}

/** `reason` completes the sentence "The value …": "is text, not a number". */
export type Coerced = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: string };

/**
 * Brings a parameter to its declared type: `1.0` to the integer 1, a long integer to the nearest float, `-0` to `0`,
 * an enum value to its declared writing. Nothing is guessed: text is never a number here (see `parseText`).
 * Bounds and patterns are the checks' business.
 */
export function coerce(value: Value, shape: ValueShape): Coerced {
  switch (shape.type) {
    case 'float':
      return coerceFloat(value);
    case 'int':
      return coerceInt(value);
    case 'bool':
      return typeof value === 'boolean' ? ok(value) : refused(value, 'true or false');
    case 'string':
      return typeof value === 'string' ? ok(value) : refused(value, 'text; put it in quotes');
    case 'file':
      return typeof value === 'string' && value !== '' ? ok(value) : refused(value, 'the path of a file');
    case 'enum':
      return coerceEnum(value, shape.values ?? []);
    case 'array':
      return isValueList(value) ? coerceItems(value, shape.items) : refused(value, 'a list');
    case 'object':
      return isValueMap(value) ? plain(value) : refused(value, 'a mapping');
    case 'series':
    case 'any':
      return plain(value);
  }
}

function ok(value: Value): Coerced {
  return { ok: true, value };
}

function refused(value: Value, wanted: string): Coerced {
  return { ok: false, reason: `is ${describe(value)}, not ${wanted}` };
}

function describe(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return value === '' ? 'empty text' : 'text';
  if (typeof value === 'object') return isValueList(value) ? 'a list' : 'a mapping';
  if (typeof value === 'boolean') return String(value);
  return `the number ${formatValue(value)}`;
}

function coerceFloat(value: Value): Coerced {
  if (typeof value === 'bigint') return finite(Number(value));
  return typeof value === 'number' ? finite(value) : refused(value, 'a number');
}

function coerceInt(value: Value): Coerced {
  if (typeof value === 'bigint') return ok(integerValue(value));
  if (typeof value !== 'number') return refused(value, 'an integer');
  if (!Number.isFinite(value)) return finite(value);
  if (!Number.isInteger(value)) return refused(value, 'an integer');
  return ok(integerValue(BigInt(value)));
}

function coerceEnum(value: Value, values: readonly Value[]): Coerced {
  // An enum without values is a mistake of its own, not one of every value.
  if (values.length === 0) return plain(value);
  const declared = values.find((one) => sameValue(one, value));
  if (declared !== undefined) return ok(declared);
  const shown = values.slice(0, SHOWN_VALUES).map(formatValue).join(', ');
  return { ok: false, reason: `is none of ${shown}${values.length > SHOWN_VALUES ? ', …' : ''}` };
}

/** Enough for most enums to be listed whole in a message. */
const SHOWN_VALUES = 12;

function finite(value: number): Coerced {
  if (Number.isFinite(value)) return ok(value === 0 ? 0 : value);
  return { ok: false, reason: `is ${value}; a parameter has to be a finite number` };
}

function coerceItems(list: readonly Value[], items: ValueShape | undefined): Coerced {
  const values: Value[] = [];
  for (const [index, item] of list.entries()) {
    const read = items === undefined ? plain(item) : coerce(item, items);
    if (!read.ok) return { ok: false, reason: `has ${ordinal(index + 1)} element that ${read.reason}` };
    values.push(read.value);
  }
  return ok(values);
}

function ordinal(position: number): string {
  const ends: Readonly<Record<number, string>> = { 1: 'a first', 2: 'a second', 3: 'a third' };
  return ends[position] ?? `a ${position}th`;
}

/** An undeclared value: any shape, but finite numbers and no negative zero, at any depth. */
function plain(value: Value): Coerced {
  if (typeof value === 'number') return finite(value);
  if (isValueList(value)) return coerceItems(value, undefined);
  if (!isValueMap(value)) return ok(value);
  const entries: [string, Value][] = [];
  for (const [name, inner] of Object.entries(value)) {
    const read = plain(inner);
    if (!read.ok) return { ok: false, reason: `has a \`${name}\` that ${read.reason}` };
    entries.push([name, read.value]);
  }
  return ok(valueMap(entries));
}
