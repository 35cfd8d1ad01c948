import type { BinaryOperator, Expression } from '../../core/expression/ast.ts';
import { chainOf } from '../../core/expression/chain.ts';
import { namesIn } from '../../core/expression/check.ts';
import { compileCondition } from '../../core/expression/evaluate.ts';
import type { Value } from '../../core/value/value.ts';
import { ABSENT, NUMBER, type Vector } from './vector.ts';

/** Says for the items `from`, `from + 1`, … whether a condition holds, as 1 or 0, one for each place of `out`. */
export type Mask = (from: number, out: Uint8Array) => void;

/** Where a condition finds the values of a name. */
export interface NamedValues {
  /** The column, if it is held. */
  vector(name: string): Vector | undefined;
  /** The value at one item, of any column. */
  value(name: string, item: number): Value | undefined;
}

/** Items that a mask is asked about at once, at the most. */
export const MASK_BLOCK = 8192;

/**
 * A condition over columns, block by block: what concerns one column is decided once for each different value, or by
 * comparing doubles; only what joins several columns by arithmetic is computed item by item. It holds for the same
 * items as `compileCondition` says: nowhere where one of its names is absent.
 */
export function compileMask(expression: Expression, values: NamedValues): Mask {
  const names = [...new Set(namesIn(expression).map(({ name }) => name))];
  const vectors = names.flatMap((name) => values.vector(name) ?? []);
  const others = names.filter((name) => !values.vector(name));
  const truth = compileTruth(expression, values);
  return (from, out) => {
    truth(from, out);
    for (const { codes } of vectors) {
      for (let at = 0; at < out.length; at++) if (codes[from + at] === ABSENT) out[at] = 0;
    }
    for (const name of others) {
      for (let at = 0; at < out.length; at++) if (out[at] === 1 && values.value(name, from + at) === undefined) out[at] = 0;
    }
  };
}

/** Right where all names are present; anything elsewhere. */
function compileTruth(expression: Expression, values: NamedValues): Mask {
  const chain = chainOf(expression);
  if (chain) {
    const pairs = chain.operators.map((operator, at) => pair(operator, chain.operands[at], chain.operands[at + 1]));
    return pairs.map((one) => compileTruth(one, values)).reduce((left, right) => joined(left, right, 'and'));
  }
  if (expression.kind === 'binary' && (expression.operator === 'and' || expression.operator === 'or'))
    return joined(compileTruth(expression.left, values), compileTruth(expression.right, values), expression.operator);
  if (expression.kind === 'unary' && expression.operator === 'not') return negated(compileTruth(expression.operand, values));
  return compileLeaf(expression, values);
}

function pair(operator: BinaryOperator, left: Expression | undefined, right: Expression | undefined): Expression {
  const [a = NONE, b = NONE] = [left, right];
  return { kind: 'binary', operator, left: a, right: b, span: { start: a.span.start, end: b.span.end } };
}

const NONE: Expression = { kind: 'none', span: { start: 0, end: 0 } };

function joined(left: Mask, right: Mask, operator: 'and' | 'or'): Mask {
  const buffer = new Uint8Array(MASK_BLOCK);
  return (from, out) => {
    const other = buffer.subarray(0, out.length);
    left(from, out);
    right(from, other);
    if (operator === 'and') for (let at = 0; at < out.length; at++) out[at] = (out[at] ?? 0) & (other[at] ?? 0);
    else for (let at = 0; at < out.length; at++) out[at] = (out[at] ?? 0) | (other[at] ?? 0);
  };
}

function negated(mask: Mask): Mask {
  return (from, out) => {
    mask(from, out);
    for (let at = 0; at < out.length; at++) out[at] = 1 - (out[at] ?? 0);
  };
}

function compileLeaf(expression: Expression, values: NamedValues): Mask {
  const holds = compileCondition(expression);
  const [name, ...others] = new Set(namesIn(expression).map((use) => use.name));
  const vector = name !== undefined && others.length === 0 ? values.vector(name) : undefined;
  if (!vector) {
    return (from, out) => {
      for (let at = 0; at < out.length; at++) out[at] = holds((one) => values.value(one, from + at)) === true ? 1 : 0;
    };
  }
  const test = (value: Value | undefined): number => (holds(() => value) === true ? 1 : 0);
  const table = Uint8Array.from(vector.dictionary, (value, code) => (code <= NUMBER ? 0 : test(value)));
  const { codes, numbers } = vector;
  if (!numbers) return (from, out) => lookUp(codes, table, { from, out });
  const range = rangeOf(expression);
  if (range) return (from, out) => compare({ codes, numbers, table }, range, { from, out });
  return (from, out) => {
    for (let at = 0; at < out.length; at++) {
      const code = codes[from + at] ?? ABSENT;
      out[at] = code === NUMBER ? test(numbers[from + at]) : (table[code] ?? 0);
    }
  };
}

interface Where {
  readonly from: number;
  readonly out: Uint8Array;
}

function lookUp(codes: Vector['codes'], table: Uint8Array, { from, out }: Where): void {
  for (let at = 0; at < out.length; at++) out[at] = table[codes[from + at] ?? ABSENT] ?? 0;
}

interface Compared {
  readonly codes: Vector['codes'];
  readonly numbers: Float64Array;
  readonly table: Uint8Array;
}

function compare({ codes, numbers, table }: Compared, { low, high, hole, inside }: Range, { from, out }: Where): void {
  for (let at = 0; at < out.length; at++) {
    const code = codes[from + at] ?? ABSENT;
    const value = numbers[from + at] ?? 0;
    if (code === NUMBER) out[at] = (value >= low && value <= high && value !== hole) === inside ? 1 : 0;
    else out[at] = table[code] ?? 0;
  }
}

/** The doubles for which a comparison with a number holds: those in `[low, high]` without `hole`, or all others. */
interface Range {
  readonly low: number;
  readonly high: number;
  /** NaN where there is none. */
  readonly hole: number;
  readonly inside: boolean;
}

/** `name < 3` and the like, either way round; `undefined` for anything else. */
function rangeOf(expression: Expression): Range | undefined {
  if (expression.kind !== 'binary') return undefined;
  const { left, right, operator } = expression;
  if (left.kind === 'name') return rangeBeside(operator, numberOf(right));
  return right.kind === 'name' ? rangeBeside(TURNED.get(operator), numberOf(left)) : undefined;
}

function numberOf(expression: Expression): number | undefined {
  if (expression.kind === 'unary' && expression.operator === '-' && expression.operand.kind === 'number') {
    const { value } = expression.operand;
    return typeof value === 'number' ? -value : undefined;
  }
  return expression.kind === 'number' && typeof expression.value === 'number' ? expression.value : undefined;
}

/** The operator with its sides exchanged. */
const TURNED: ReadonlyMap<BinaryOperator, BinaryOperator> = new Map([
  ['<', '>'],
  ['<=', '>='],
  ['>', '<'],
  ['>=', '<='],
  ['==', '=='],
  ['!=', '!='],
]);

function rangeBeside(operator: BinaryOperator | undefined, limit: number | undefined): Range | undefined {
  if (limit === undefined) return undefined;
  const [all, none] = [Number.POSITIVE_INFINITY, Number.NaN];
  switch (operator) {
    case '<':
      return { low: -all, high: limit, hole: limit, inside: true };
    case '<=':
      return { low: -all, high: limit, hole: none, inside: true };
    case '>':
      return { low: limit, high: all, hole: limit, inside: true };
    case '>=':
      return { low: limit, high: all, hole: none, inside: true };
    case '==':
      return { low: limit, high: limit, hole: none, inside: true };
    case '!=':
      return { low: limit, high: limit, hole: none, inside: false };
    default:
      return undefined;
  }
}
