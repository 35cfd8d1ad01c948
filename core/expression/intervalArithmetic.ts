import type { FunctionName } from './ast.ts';

/** Numbers from `low` to `high`, both included, never NaN. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Bounds of an operation over two intervals; `undefined` where it may give NaN, or integers that doubles do not tell apart. */
export function combine(operator: '+' | '-' | '*' | '/' | '%' | '**', a: Interval, b: Interval): Interval | undefined {
  switch (operator) {
    case '+':
      return hull([a.low + b.low, a.high + b.high]);
    case '-':
      return hull([a.low - b.high, a.high - b.low]);
    case '*':
      return hull(corners(a, b, (x, y) => x * y));
    case '/':
      return b.low <= 0 && b.high >= 0 ? undefined : hull(corners(a, b, (x, y) => x / y));
    case '%':
      return b.low > 0 && Number.isFinite(b.high) ? hull([0, b.high]) : undefined;
    case '**':
      return a.low > 0 ? widened(hull(corners(a, b, (x, y) => x ** y))) : undefined;
  }
}

/** Bounds of a function over intervals. */
export function callBounds(name: FunctionName, args: readonly Interval[]): Interval | undefined {
  const [first] = args;
  if (first === undefined) return undefined;
  if (name === 'min') return hull([least(args.map((arg) => arg.low)), least(args.map((arg) => arg.high))]);
  if (name === 'max') return hull([greatest(args.map((arg) => arg.low)), greatest(args.map((arg) => arg.high))]);
  return args.length === 1 ? boundsOfOne(name, first) : undefined;
}

/** `-a`. */
export function negated({ low, high }: Interval): Interval {
  return { low: -high, high: -low };
}

function boundsOfOne(name: FunctionName, of: Interval): Interval | undefined {
  switch (name) {
    case 'abs':
      return of.low <= 0 && of.high >= 0 ? hull([0, Math.max(-of.low, of.high)]) : hull([Math.abs(of.low), Math.abs(of.high)]);
    case 'floor':
      return hull([Math.floor(of.low), Math.floor(of.high)]);
    case 'ceil':
      return hull([Math.ceil(of.low), Math.ceil(of.high)]);
    case 'round':
      return hull([Math.floor(of.low), Math.ceil(of.high)]);
    case 'sqrt':
      return of.low >= 0 ? hull([Math.sqrt(of.low), Math.sqrt(of.high)]) : undefined;
    case 'exp':
      return widened(hull([Math.exp(of.low), Math.exp(of.high)]));
    case 'log':
      return of.low > 0 ? widened(hull([Math.log(of.low), Math.log(of.high)])) : undefined;
    case 'log10':
      return of.low > 0 ? widened(hull([Math.log10(of.low), Math.log10(of.high)])) : undefined;
    case 'log2':
      return of.low > 0 ? widened(hull([Math.log2(of.low), Math.log2(of.high)])) : undefined;
    case 'sin':
    case 'cos':
      return Number.isFinite(of.low) && Number.isFinite(of.high) ? { low: -1, high: 1 } : undefined;
    default:
      return undefined;
  }
}

/** Where an operation rises or falls in each operand alone, its extremes are at the corners. */
function corners(a: Interval, b: Interval, apply: (x: number, y: number) => number): readonly number[] {
  return [apply(a.low, b.low), apply(a.low, b.high), apply(a.high, b.low), apply(a.high, b.high)];
}

function hull(values: readonly number[]): Interval | undefined {
  const [low, high] = [least(values), greatest(values)];
  return low >= Number.MIN_SAFE_INTEGER && high <= Number.MAX_SAFE_INTEGER ? { low, high } : undefined;
}

function least(values: readonly number[]): number {
  return values.reduce((best, value) => Math.min(best, value), Number.POSITIVE_INFINITY);
}

function greatest(values: readonly number[]): number {
  return values.reduce((best, value) => Math.max(best, value), Number.NEGATIVE_INFINITY);
}

/** The elementary functions are right to a few units in the last place only, and need not rise where the exact ones do. */
function widened(interval: Interval | undefined): Interval | undefined {
  if (interval === undefined) return undefined;
  return { low: interval.low - INACCURACY * Math.abs(interval.low), high: interval.high + INACCURACY * Math.abs(interval.high) };
}

const INACCURACY = 16 * Number.EPSILON;
