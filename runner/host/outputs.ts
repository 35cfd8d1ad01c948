import { encode } from '../../core/value/encode.ts';
import { integerValue, type Value } from '../../core/value/value.ts';

/** A returned value that has no JSON form; the message names the output. */
export class OutputError extends Error {
  constructor(path: readonly string[], reason: string) {
    super(path.length === 0 ? `The output ${reason}.` : `The output \`${path.slice(0, 8).join('.')}\` ${reason}.`);
    this.name = 'TypeError';
  }
}

/** The encoded outputs of what an objective returned: an object, a number or boolean (named `value`), nothing. */
export function encodeOutputs(result: unknown): string {
  const text = encode(toOutputs(result));
  if (text.length > MAX_CHARACTERS) throw new OutputError([], 'is larger than 16 MiB; write it to a file in context.dir instead');
  return text;
}

/** The encoded metrics of a report. */
export function encodeMetrics(metrics: unknown): string {
  return encode(toValue(metrics, []));
}

const MAX_CHARACTERS = 16 * 1024 * 1024;
const MAX_DEPTH = 200;

function toOutputs(result: unknown): Value {
  if (result === undefined || result === null) return {};
  if (typeof result === 'number' || typeof result === 'bigint' || typeof result === 'boolean') return { value: toValue(result, []) };
  if (result instanceof Error)
    throw new OutputError([], `is an error (${result.name}: ${result.message}); throw it instead of returning it`);
  const value = toValue(result, []);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new OutputError(
    [],
    `is ${Array.isArray(value) ? 'a list' : `a ${typeof value}`}; return an object of named outputs, a number, or nothing`,
  );
}

function toValue(raw: unknown, path: readonly string[]): Value {
  switch (typeof raw) {
    case 'number':
    case 'string':
    case 'boolean':
      return raw;
    case 'bigint':
      return integerValue(raw);
    case 'object':
      return raw === null ? null : fromObject(raw, path);
    default:
      throw new OutputError(path, `is ${raw === undefined ? 'undefined' : `a ${typeof raw}`}, which has no JSON form`);
  }
}

function fromObject(raw: object, path: readonly string[]): Value {
  if (path.length > MAX_DEPTH) throw new OutputError(path, `is nested deeper than ${MAX_DEPTH} levels, or contains itself`);
  if (Array.isArray(raw)) return raw.map((of, at) => toValue(of, [...path, String(at)]));
  if (ArrayBuffer.isView(raw) && Symbol.iterator in raw) {
    // SAFETY: every iterable view is a typed array (or Buffer) of numbers or bigints.
    return Array.from(raw as Uint8Array, (of) => toValue(of, path));
  }
  if (raw instanceof Date) return raw.toISOString();
  const prototype: unknown = Object.getPrototypeOf(raw);
  if (prototype === null || prototype === Object.prototype) return fromRecord(raw, path);
  if ('toJSON' in raw && typeof raw.toJSON === 'function') return toValue(raw.toJSON(), [...path, 'toJSON()']);
  throw new OutputError(path, `is ${instanceName(raw)}, which has no JSON form; convert it to numbers, text, lists or plain objects`);
}

/** Members that are `undefined` are left out, as everywhere in JavaScript. */
function fromRecord(raw: object, path: readonly string[]): Value {
  const map: Record<string, Value> = Object.create(null);
  for (const [name, of] of Object.entries(raw)) {
    if (of !== undefined) map[name] = typeof of === 'number' ? of : toValue(of, [...path, name]);
  }
  return map;
}

function instanceName(raw: object): string {
  const name: unknown = raw.constructor?.name;
  return typeof name === 'string' && name !== '' ? `an instance of ${name}` : 'an object of a kind of its own';
}
