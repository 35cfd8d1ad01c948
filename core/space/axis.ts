import { coerce } from '../value/coerce.ts';
import type { FieldType, Generator } from '../task/task.ts';
import type { Value } from '../value/value.ts';
import { decimalValue, linearRange, parseDecimal, type Range, stepRange } from './decimal.ts';

/** The values of an axis by index, at constant cost. */
export interface AxisValues {
  readonly size: number;
  at(index: number): Value;
  /** Last value of a stepped range, for the inlay. */
  readonly last?: number;
  /** Whether the values rise or fall all the way (possibly with equal neighbours), as those of ranges do. */
  readonly ordered: boolean;
}

/** What a generator generates. A range that has no values, cannot be read, or is continuous is empty; the checks say why. */
export function axisValues(generator: Generator): AxisValues {
  const known = generated.get(generator);
  if (known) return known;
  const made = generate(generator);
  generated.set(generator, made);
  return made;
}

/** Generators never change, and many rules ask about each of them. */
const generated = new WeakMap<Generator, AxisValues>();

function generate(generator: Generator): AxisValues {
  switch (generator.kind) {
    case 'values':
      return listed(generator.values, generator.type);
    case 'files':
      return listed(generator.values, undefined);
    case 'step':
      return stepped(stepRange(generator.min, generator.max, generator.step), generator.type);
    case 'num':
      return ranged(
        generator.scale === 'log'
          ? logRange(generator.min, generator.max, generator.num)
          : linearRange(generator.min, generator.max, generator.num),
        generator.type,
      );
    case 'continuous':
    case 'normal':
      return listed([], undefined);
  }
}

function listed(values: readonly Value[], type: FieldType | undefined): AxisValues {
  return { size: values.length, at: (index) => typed(values[index] ?? null, type), ordered: false };
}

/** A value that its type refuses stays as written, for the checks to point at. */
function typed(value: Value, type: FieldType | undefined): Value {
  if (type === undefined || type === 'enum') return value === 0 ? 0 : value;
  const read = coerce(value, { type });
  return read.ok ? read.value : value;
}

function stepped(range: Range, type: FieldType | undefined): AxisValues {
  const axis = ranged(range, type);
  return axis.size > 0 ? { ...axis, last: Number(axis.at(axis.size - 1)) } : axis;
}

function ranged(range: Range, type: FieldType | undefined): AxisValues {
  const { size, at } = range;
  if (type === 'int') return { size, at: (index) => nearestInteger(at(index)), ordered: true };
  if (type === 'float') return { size, at: (index) => Number(at(index)), ordered: true };
  return { size, at, ordered: true };
}

/** Halves away from zero, so that a range and its mirror image have mirrored values. */
function nearestInteger(value: number | bigint): number | bigint {
  if (typeof value === 'bigint' || Number.isInteger(value)) return value;
  return value < 0 ? 0 - Math.round(-value) : Math.round(value);
}

/** Geometric spacing; both ends exact, and a value that is a short decimal (as 0.001 between 0.0001 and 0.1) is exactly that. */
function logRange(min: string, max: string, count: number): Range {
  const [low, high] = [parseDecimal(min), parseDecimal(max)];
  if (low === undefined || high === undefined || low.digits <= 0n || high.digits <= 0n || !(count >= 1)) return linearRange(min, max, 0);
  const size = Math.min(Math.floor(count), Number.MAX_SAFE_INTEGER);
  const [first, last] = [decimalValue(low), decimalValue(high)];
  const [from, to] = [Math.log(Number(first)), Math.log(Number(last))];
  const inner = (index: number) => shortest(Math.exp(from + ((to - from) * index) / (size - 1)));
  return {
    size,
    at(index) {
      if (index === 0) return first;
      return index === size - 1 ? last : inner(index);
    },
  };
}

/** The short decimal within the error of `exp` and `log`, if there is one. */
function shortest(value: number): number {
  const short = Number(value.toPrecision(SHORT_DIGITS));
  return Math.abs(short - value) <= ROUNDING_ERROR * value ? short : value;
}

const SHORT_DIGITS = 12;
/** Twelve units in the last place; by chance one in 500 values is this near to a decimal of 12 digits. */
const ROUNDING_ERROR = 12 * Number.EPSILON;
