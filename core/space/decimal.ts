import { integerValue } from '../value/value.ts';

/** The exact number `digits × 10^exponent`. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** Values of a range by index, each the double (or integer) nearest to the exact decimal; `size` saturates at 2^53 − 1. */
export interface Range {
  readonly size: number;
  at(index: number): number | bigint;
}

/** Reads a number as YAML writes it (also `1e-4`, `0x1F`, `0o17`) without loss; `undefined` for anything else and for sizes no double has. */
export function parseDecimal(text: string): Decimal | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  if (RADIX.test(text)) return { digits: BigInt(text), exponent: 0 };
  const [, sign, whole = '', fraction = '', power = '0'] = DECIMAL.exec(text) ?? [];
  if (whole + fraction === '') return undefined;
  const exponent = Number(power) - fraction.length;
  const digits = BigInt(whole + fraction);
  if (Math.abs(exponent) > MAX_EXPONENT) return digits === 0n ? ZERO : undefined;
  return { digits: sign === '-' ? -digits : digits, exponent };
}

/** `min, min + step, …` up to and including `max`; empty when a number cannot be read, `step` is not positive, or `min` is above `max`. */
export function stepRange(min: string, max: string, step: string): Range {
  const aligned = align(min, max, step);
  if (aligned === undefined) return EMPTY;
  const [low = 0n, high = 0n, by = 0n] = aligned.digits;
  if (by <= 0n || high < low) return EMPTY;
  const size = saturated((high - low) / by + 1n);
  return { size, at: affine({ low, by, divisor: 1n, exponent: aligned.exponent }, size) };
}

/** `count` evenly spaced values with both ends exact; one value is `min`. */
export function linearRange(min: string, max: string, count: number): Range {
  const aligned = align(min, max);
  if (aligned === undefined || !(count >= 1)) return EMPTY;
  const [low = 0n, high = 0n] = aligned.digits;
  const size = Math.min(Math.floor(count), Number.MAX_SAFE_INTEGER);
  const divisor = size > 1 ? BigInt(size - 1) : 1n;
  return { size, at: affine({ low: low * divisor, by: size > 1 ? high - low : 0n, divisor, exponent: aligned.exponent }, size) };
}

/** The double nearest to a decimal; an integer beyond 2^53 stays exact. */
export function decimalValue({ digits, exponent }: Decimal): number | bigint {
  return nearestValue(digits, 1n, exponent);
}

/** Longer texts, or larger exponents, are no numbers that a double could tell apart; they would only cost time. */
const MAX_LENGTH = 400;
const MAX_EXPONENT = 700;
const RADIX = /^0(?:x[0-9a-fA-F]+|o[0-7]+)$/;
const DECIMAL = /^([-+]?)(\d*)\.?(\d*)(?:[eE]([-+]?\d+))?$/;
const ZERO: Decimal = { digits: 0n, exponent: 0 };
const EMPTY: Range = { size: 0, at: outside };

function outside(index: number): never {
  throw new RangeError(`No value ${index} in an empty range.`);
}

function saturated(count: bigint): number {
  return count > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(count);
}

/** All numbers as integers of one exponent. */
function align(...texts: readonly string[]): { readonly digits: readonly bigint[]; readonly exponent: number } | undefined {
  const decimals = texts.map(parseDecimal).filter((one) => one !== undefined);
  if (decimals.length < texts.length) return undefined;
  const exponent = Math.min(...decimals.map((one) => one.exponent));
  return { digits: decimals.map((one) => one.digits * 10n ** BigInt(one.exponent - exponent)), exponent };
}

/** The values `(low + index × by) / divisor × 10^exponent`. */
interface Affine {
  readonly low: bigint;
  readonly by: bigint;
  readonly divisor: bigint;
  readonly exponent: number;
}

/**
 * Where numerator and denominator are exact doubles, their quotient is the correctly rounded result (IEEE 754) and costs
 * nanoseconds; elsewhere big integers give the same.
 */
function affine({ low, by, divisor, exponent }: Affine, size: number): (index: number) => number | bigint {
  const end = low + by * BigInt(size - 1);
  const denominator = exponent < 0 ? divisor * 10n ** BigInt(-exponent) : divisor;
  const factor = exponent > 0 ? 10n ** BigInt(exponent) : 1n;
  const isExact = [low * factor, end * factor, (end - low) * factor, by * factor].every(isSafe) && isExactDouble(denominator);
  if (!isExact) return (index) => nearestValue(low + by * BigInt(index), divisor, exponent);
  const [start, step, under] = [Number(low * factor), Number(by * factor), Number(denominator)];
  return (index) => (start + index * step) / under;
}

function isSafe(value: bigint): boolean {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER);
}

function isExactDouble(value: bigint): boolean {
  const double = Number(value);
  return Number.isFinite(double) && BigInt(double) === value;
}

/** `numerator / divisor × 10^exponent`, rounded once. */
function nearestValue(numerator: bigint, divisor: bigint, exponent: number): number | bigint {
  const over = exponent > 0 ? numerator * 10n ** BigInt(exponent) : numerator;
  const under = exponent < 0 ? divisor * 10n ** BigInt(-exponent) : divisor;
  if (over % under === 0n) return integerValue(over / under);
  return over < 0n ? -nearestFraction(-over, under) : nearestFraction(over, under);
}

/** A quotient of more bits than a double has, its last bit telling of a remainder, so that `Number` rounds correctly. */
function nearestFraction(over: bigint, under: bigint): number {
  const shift = Math.max(0, QUOTIENT_BITS - bitLength(over) + bitLength(under));
  const scaled = over << BigInt(shift);
  const quotient = scaled / under;
  const sticky = quotient * under === scaled ? quotient : quotient | 1n;
  const half = Math.floor(shift / 2);
  return Number(sticky) / 2 ** half / 2 ** (shift - half);
}

const QUOTIENT_BITS = 70;

function bitLength(value: bigint): number {
  return value.toString(16).length * 4;
}
