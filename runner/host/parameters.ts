/**
 * Reads a line of JSON into ordinary objects. The tagged forms and long integers of core/value/encode.ts are rare:
 * only a line that may hold one goes through `decode`, whose null-prototype mappings are then made ordinary, so that
 * an objective never sees a difference.
 */
export function plainParameters(line: string, decode: (text: string) => unknown): unknown {
  return SPECIAL.test(line) ? ordinary(decode(line)) : JSON.parse(line);
}

/** A long integer begins a value; digits within a string, such as those of keys in paths, stand after other characters. */
const SPECIAL = /"\$"|[-:,[\s]\d{16}/;

function ordinary(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(ordinary);
  // `fromEntries` defines members, so that `__proto__` is one like any other.
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, ordinary(of)]));
}
