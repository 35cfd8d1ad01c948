import { integerValue, isValueList, type Value } from './value.ts';

/**
 * The one encoding of values between user code, pipes, database and pages: JSON text, plus
 * - `{"$":"NaN"}`, `{"$":"Infinity"}`, `{"$":"-Infinity"}` for what JSON lacks,
 * - `-0.0` for negative zero, and integer literals of any length,
 * - `{"$":"map","of":{…}}` around a mapping that itself has the key `$`.
 * Lone surrogates and NUL are escaped, so that the text is valid UTF-8 everywhere.
 */
export function encode(value: Value): string {
  switch (typeof value) {
    case 'number':
      return encodeNumber(value);
    case 'bigint':
      return value.toString();
    case 'object':
      return value === null ? 'null' : encodeStructure(value);
    default:
      return JSON.stringify(value);
  }
}

/** Reads what `encode`, or a language worker, wrote. Throws `SyntaxError` on anything that is not JSON. */
export function decode(text: string): Value {
  const raw = parseEncoded(text);
  return text.includes('{') ? untag(raw) : fromPlain(raw);
}

/** The first half of `decode`, for who wants few values of a long text: `decodeParsed` makes a value of any part of it. */
export function parseEncoded(text: string): unknown {
  return LONG_INTEGER.test(text) ? JSON.parse(text, reviveInteger) : JSON.parse(text);
}

/** The value that a part of a parsed text stands for. */
export function decodeParsed(raw: unknown): Value {
  return untag(raw);
}

/** Strict JSON for people and other programs: non-finite numbers become strings, `-0` stays `-0.0`, integers keep their digits. */
export function strictJson(value: Value): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return `"${value}"`;
  if (typeof value !== 'object' || value === null) return encode(value);
  if (isValueList(value)) return `[${value.map(strictJson).join(',')}]`;
  return `{${Object.entries(value)
    .map(([name, of]) => `${JSON.stringify(name)}:${strictJson(of)}`)
    .join(',')}}`;
}

/** Where an integer of that length may begin; the digits of a fraction, which most doubles have many of, stand after others. */
const LONG_INTEGER = /(?:^|[-:,[\s])\d{16}/;

function encodeNumber(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0.0' : String(value);
  return `{"$":"${value}"}`;
}

function encodeStructure(value: readonly Value[] | Exclude<Value, readonly Value[]>): string {
  if (isValueList(value)) return `[${value.map(encode).join(',')}]`;
  // SAFETY: callers pass objects only, and lists were handled above.
  const map = value as Readonly<Record<string, Value>>;
  const names = Object.keys(map);
  const text = `{${names.map((name) => `${JSON.stringify(name)}:${encode(map[name] ?? null)}`).join(',')}}`;
  return names.includes('$') ? `{"$":"map","of":${text}}` : text;
}

function reviveInteger(this: unknown, _key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || context?.source === undefined) return value;
  return /^-?\d+$/.test(context.source) ? integerValue(BigInt(context.source)) : value;
}

function fromPlain(raw: unknown): Value {
  // SAFETY: JSON.parse yields only null, booleans, numbers, strings and lists of them when the text has no `{`;
  // bigints come from reviveInteger.
  return raw as Value;
}

function untag(raw: unknown): Value {
  if (typeof raw !== 'object' || raw === null) return fromPlain(raw);
  if (Array.isArray(raw)) return raw.map(untag);
  const names = Object.keys(raw);
  // SAFETY: an object parsed from JSON is a record of unknown.
  const record = raw as Readonly<Record<string, unknown>>;
  if (names.includes('$')) return untagSpecial(record);
  return mapOf(record, names);
}

function mapOf(record: Readonly<Record<string, unknown>>, names: readonly string[]): Value {
  const map: Record<string, Value> = Object.create(null);
  for (const name of names) map[name] = untag(record[name]);
  return map;
}

function untagSpecial(record: Readonly<Record<string, unknown>>): Value {
  switch (record['$']) {
    case 'NaN':
      return Number.NaN;
    case 'Infinity':
      return Number.POSITIVE_INFINITY;
    case '-Infinity':
      return Number.NEGATIVE_INFINITY;
    default: {
      const inner = record['$'] === 'map' ? record['of'] : record;
      if (typeof inner !== 'object' || inner === null) return null;
      // SAFETY: a non-null object from JSON.
      const of = inner as Readonly<Record<string, unknown>>;
      return mapOf(of, Object.keys(of));
    }
  }
}
