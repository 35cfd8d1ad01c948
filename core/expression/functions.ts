import { isValueList, type Value } from '../value/value.ts';
import { isNumeric, negate } from './arithmetic.ts';
import type { FunctionName } from './ast.ts';

/** The functions of expressions; every argument is present. A wrong argument gives NaN, never an error. */
export const CALLS: Readonly<Record<FunctionName, (args: readonly Value[]) => Value>> = {
  abs: ([value = null]) => (isNumeric(value) && value < 0 ? negate(value) : number(value)),
  min: (args) => extreme(args, (a, b) => a < b),
  max: (args) => extreme(args, (a, b) => a > b),
  sqrt: real(Math.sqrt),
  exp: real(Math.exp),
  log: ([value = null, base]) => (base === undefined ? Math.log(double(value)) : logarithm(double(value), double(base))),
  log10: real(Math.log10),
  log2: real(Math.log2),
  floor: whole(Math.floor),
  ceil: whole(Math.ceil),
  round: ([value = null, digits = 0]) => (typeof value === 'number' ? roundTo(value, double(digits)) : number(value)),
  len: ([value = null]) => length(value),
  sin: real(Math.sin),
  cos: real(Math.cos),
  tan: real(Math.tan),
};

function number(value: Value): number | bigint {
  return isNumeric(value) ? value : Number.NaN;
}

function double(value: Value): number {
  return Number(number(value));
}

function real(compute: (x: number) => number): (args: readonly Value[]) => number {
  return ([value = null]) => compute(double(value));
}

function whole(compute: (x: number) => number): (args: readonly Value[]) => number | bigint {
  return ([value = null]) => (typeof value === 'number' ? compute(value) : number(value));
}

function extreme(args: readonly Value[], better: (a: number | bigint, b: number | bigint) => boolean): number | bigint {
  const [first = Number.NaN] = args;
  const values = args.length === 1 && isValueList(first) ? first : args;
  let best: number | bigint | undefined;
  for (const value of values) {
    const candidate = number(value);
    if (candidate !== candidate) return Number.NaN;
    if (best === undefined || better(candidate, best)) best = candidate;
  }
  return best ?? Number.NaN;
}

function logarithm(value: number, base: number): number {
  if (base === 10) return Math.log10(value);
  return base === 2 ? Math.log2(value) : Math.log(value) / Math.log(base);
}

/** Python's `round`: to the nearest, exact halves to the even neighbour. */
function roundTo(value: number, digits: number): number {
  if (!Number.isFinite(value)) return value;
  if (!Number.isInteger(digits)) return Number.NaN;
  if (digits < 0) return roundHalfEven(value / 10 ** -digits) * 10 ** -digits;
  if (digits === 0) return roundHalfEven(value);
  return digits > MAX_DIGITS || Math.abs(value) >= LARGE ? value : roundDecimals(value, digits);
}

/** From here on doubles have no decimals, and `toFixed` would answer in scientific notation. */
const LARGE = 1e21;
/** No double of interest has more decimals than these, and `toFixed` takes no more than 100. */
const MAX_DIGITS = 99;

function roundHalfEven(value: number): number {
  const down = Math.floor(value);
  const over = value - down;
  if (over !== 0.5) return over < 0.5 ? down : down + 1;
  return down % 2 === 0 ? down : down + 1;
}

/** `toFixed` rounds the exact value, but exact halves upwards; a half is exact when it has one binary digit more than `digits`. */
function roundDecimals(value: number, digits: number): number {
  const magnitude = Math.abs(value);
  const rounded = magnitude.toFixed(digits);
  const isHalf = Number.isInteger(magnitude * 2 ** (digits + 1)) && magnitude.toFixed(digits + 1).endsWith('5');
  const lastDigit = Number(rounded.at(-1));
  const even = isHalf && lastDigit % 2 === 1 ? `${rounded.slice(0, -1)}${lastDigit - 1}` : rounded;
  return value < 0 ? -Number(even) : Number(even);
}

/** Characters of text (code points, as Python counts), elements of a list. */
function length(value: Value): number {
  if (isValueList(value)) return value.length;
  if (typeof value !== 'string') return Number.NaN;
  let count = 0;
  for (const _ of value) count += 1;
  return count;
}
