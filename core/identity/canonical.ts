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
      return value.isWellFormed() ? JSON.stringify(value) : canonicalize(tagged(value)) ?? '';
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      return value === null ? 'null' : (canonicalize(tagged(value)) ?? '');
  }
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
