import canonicalize from 'canonicalize';
import { isValueList, type Value } from '../value/value.ts';

/**
 * RFC 8785 canonical JSON of a value: names sorted by UTF-16 code unit, numbers as ECMAScript writes them, `-0` as `0`.
 * What JSON lacks is tagged: `{"$":"NaN"}`, `{"$":"int","of":"9007199254740993"}` for integers that no double holds,
 * `{"$":"text","of":"d800 0061"}` (UTF-16 code units) for text with lone surrogates, and `{"$":"map","of":{…}}` around
 * a mapping with a key `$`. Equal values, and only those, have equal texts.
 */
export function canonical(value: Value): string {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? String(value === 0 ? 0 : value) : `{"$":"${value}"}`;
    case 'string':
      return isPlain(value) ? `"${value}"` : quoted(value);
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      return value === null ? 'null' : (canonicalize(tagged(value)) ?? '');
  }
}

/** Short text of printable ASCII, which needs no escapes: most values of axes, and three times as fast this way. */
function isPlain(text: string): boolean {
  if (text.length > 32) return false;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < SPACE || unit > TILDE || unit === QUOTE || unit === BACKSLASH) return false;
  }
  return true;
}

const SPACE = 0x20;
const TILDE = 0x7e;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function quoted(text: string): string {
  return text.isWellFormed() ? JSON.stringify(text) : (canonicalize(tagged(text)) ?? '');
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

function tagged(value: Value): Json {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? value : { $: String(value) };
    case 'bigint':
      return taggedInteger(value);
    case 'string':
      return value.isWellFormed() ? value : { $: 'text', of: codeUnits(value) };
    case 'boolean':
      return value;
    default:
      return value === null ? null : taggedStructure(value);
  }
}

/** An integer that a double holds exactly is that number: `1e20` and `100000000000000000000` are one value. */
function taggedInteger(value: bigint): Json {
  const double = Number(value);
  return Number.isFinite(double) && BigInt(double) === value ? double : { $: 'int', of: value.toString() };
}

function taggedStructure(value: Exclude<Value, null | boolean | number | bigint | string>): Json {
  if (isValueList(value)) return value.map(tagged);
  const names = Object.keys(value);
  const map: Record<string, Json> = Object.create(null);
  for (const name of names) map[taggedName(name)] = tagged(value[name] ?? null);
  return names.some((name) => name === '$' || taggedName(name) !== name) ? { $: 'map', of: map } : map;
}

/** Names with lone surrogates, and those that could be mistaken for such a name's tag, begin with NUL. */
function taggedName(name: string): string {
  if (!name.isWellFormed()) return `\u0000${codeUnits(name)}`;
  return name.startsWith('\u0000') ? `\u0000${name}` : name;
}

function codeUnits(text: string): string {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index).toString(16).padStart(4, '0')).join(' ');
}
