import { integerValue, type Value } from '../value/value.ts';

type Numeric = number | bigint;

/** Numbers as Python computes them: integers exactly at any size, everything else in doubles; what is not a number gives NaN. */
export const ARITHMETIC = {
  '+': arithmetic(
    (a, b) => a + b,
    (a, b) => a + b,
  ),
  '-': arithmetic(
    (a, b) => a - b,
    (a, b) => a - b,
  ),
  '*': arithmetic(
    (a, b) => a * b,
    (a, b) => a * b,
  ),
  '/': arithmetic((a, b) => a / b),
  '%': arithmetic(remainder, exactRemainder),
  '**': arithmetic((a, b) => a ** b, exactPower),
} as const;

export function isNumeric(value: Value | undefined): value is Numeric {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** `-value` for a number. */
export function negate(value: Value): Numeric {
  if (typeof value === 'bigint') return integerValue(-value);
  return typeof value === 'number' ? -value : Number.NaN;
}

/** Both operands exact integers and the double result not: only then the slow way, if there is one. */
function arithmetic(
  fast: (a: number, b: number) => number,
  exact?: (a: bigint, b: bigint) => bigint | undefined,
): (a: Value, b: Value) => Numeric {
  return (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') {
      const result = fast(a, b);
      if (Number.isSafeInteger(result) || !Number.isSafeInteger(a) || !Number.isSafeInteger(b)) return result;
      if (!Number.isInteger(result) && Number.isFinite(result)) return result;
    }
    return isNumeric(a) && isNumeric(b) ? wide(a, b, { fast, exact }) : Number.NaN;
  };
}

interface Ways {
  readonly fast: (a: number, b: number) => number;
  readonly exact: ((a: bigint, b: bigint) => bigint | undefined) | undefined;
}

function wide(a: Numeric, b: Numeric, { fast, exact }: Ways): Numeric {
  const inexact = [a, b].some((one) => typeof one === 'number' && !Number.isSafeInteger(one));
  const result = inexact ? undefined : exact?.(BigInt(a), BigInt(b));
  return result === undefined ? fast(Number(a), Number(b)) : integerValue(result);
}

/** The sign of the result is that of the divisor, as in Python. */
function remainder(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

function exactRemainder(a: bigint, b: bigint): bigint | undefined {
  if (b === 0n) return undefined;
  const rest = a % b;
  return rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest;
}

/** Beyond this size powers are doubles (mostly infinity): an exact one could fill the memory. */
const MAX_POWER_BITS = 4_096;

function exactPower(base: bigint, exponent: bigint): bigint | undefined {
  if (exponent < 0n) return undefined;
  const bits = BigInt(base.toString(16).length * 4);
  return bits * exponent > MAX_POWER_BITS ? undefined : base ** exponent;
}
