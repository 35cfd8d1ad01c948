import type { BinaryOperator, Expression } from './ast.ts';
import { chainOf } from './chain.ts';
import { callBounds, combine, type Interval, negated } from './intervalArithmetic.ts';

/** What a condition is for all values of its names; `open` when that differs, or cannot be told from bounds alone. */
export type Decision = 'true' | 'false' | 'open';

/**
 * Decides a condition from the bounds of its names, without any value: so that a constraint that removes nothing, or
 * everything, is found in a space of any size. A name without an entry may be anything. Sound, not complete: every
 * occurrence of a name is taken by itself.
 */
export function decide(expression: Expression, ranges: ReadonlyMap<string, Interval>): Decision {
  return truth(abstract(expression, ranges));
}

/** All that a part of an expression may be: numbers within bounds, true or false, or anything. */
type Abstract = Interval | Decision | undefined;

function abstract(expression: Expression, ranges: ReadonlyMap<string, Interval>): Abstract {
  switch (expression.kind) {
    case 'number':
      return point(expression.value);
    case 'boolean':
      return decision(expression.value);
    case 'name':
      return ranges.get(expression.name);
    case 'unary':
      return abstractUnary(expression, ranges);
    case 'binary':
      return abstractBinary(expression, ranges);
    case 'call':
      return abstractCall(expression, ranges);
    case 'text':
    case 'none':
    case 'list':
      return undefined;
  }
}

function point(value: number | bigint): Interval | undefined {
  return typeof value === 'number' ? { low: value, high: value } : undefined;
}

function decision(value: boolean): Decision {
  return value ? 'true' : 'false';
}

function opposite(value: Decision): Decision {
  if (value === 'open') return 'open';
  return decision(value === 'false');
}

function isInterval(value: Abstract): value is Interval {
  return typeof value === 'object';
}

function truth(value: Abstract): Decision {
  if (!isInterval(value)) return value ?? 'open';
  if (value.low > 0 || value.high < 0) return 'true';
  return value.low === 0 && value.high === 0 ? 'false' : 'open';
}

function abstractUnary({ operator, operand }: Extract<Expression, { kind: 'unary' }>, ranges: ReadonlyMap<string, Interval>): Abstract {
  const value = abstract(operand, ranges);
  if (operator === 'not') return opposite(truth(value));
  if (!isInterval(value)) return undefined;
  return operator === '-' ? negated(value) : value;
}

function abstractBinary(expression: Extract<Expression, { kind: 'binary' }>, ranges: ReadonlyMap<string, Interval>): Abstract {
  const chain = chainOf(expression);
  if (chain !== undefined) {
    const values = chain.operands.map((operand) => abstract(operand, ranges));
    return chain.operators
      .map((operator, at) => compare(operator, { left: values[at], right: values[at + 1], list: chain.operands[at + 1], ranges }))
      .reduce(both);
  }
  const { operator, left, right } = expression;
  const pair: Pair = { left: abstract(left, ranges), right: abstract(right, ranges), list: right, ranges };
  switch (operator) {
    case 'and':
      return both(truth(pair.left), truth(pair.right));
    case 'or':
      return opposite(both(opposite(truth(pair.left)), opposite(truth(pair.right))));
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '**':
      return isInterval(pair.left) && isInterval(pair.right) ? combine(operator, pair.left, pair.right) : undefined;
    default:
      return compare(operator, pair);
  }
}

function both(a: Decision, b: Decision): Decision {
  if (a === 'false' || b === 'false') return 'false';
  return a === 'true' && b === 'true' ? 'true' : 'open';
}

interface Pair {
  readonly left: Abstract;
  readonly right: Abstract;
  /** The right operand itself, for `in`. */
  readonly list: Expression | undefined;
  readonly ranges: ReadonlyMap<string, Interval>;
}

function compare(operator: BinaryOperator, pair: Pair): Decision {
  if (operator === 'in') return isAmong(pair);
  if (operator === 'not in') return opposite(isAmong(pair));
  const { left, right } = pair;
  if (!isInterval(left) || !isInterval(right)) return 'open';
  switch (operator) {
    case '==':
      return equal(left, right);
    case '!=':
      return opposite(equal(left, right));
    case '<':
      return below(left, right);
    case '>=':
      return opposite(below(left, right));
    case '>':
      return below(right, left);
    case '<=':
      return opposite(below(right, left));
    default:
      return 'open';
  }
}

function below(a: Interval, b: Interval): Decision {
  if (a.high < b.low) return 'true';
  return a.low >= b.high ? 'false' : 'open';
}

function equal(a: Interval, b: Interval): Decision {
  if (a.high < b.low || b.high < a.low) return 'false';
  return a.low === b.high && a.high === b.low ? 'true' : 'open';
}

function isAmong({ left, list, ranges }: Pair): Decision {
  if (list?.kind !== 'list' || !isInterval(left)) return 'open';
  const matches = list.items.map((item): Decision => {
    if (item.kind === 'text' || item.kind === 'none' || item.kind === 'list' || item.kind === 'boolean') return 'false';
    const value = abstract(item, ranges);
    return isInterval(value) ? equal(left, value) : 'open';
  });
  if (matches.includes('true')) return 'true';
  return matches.every((one) => one === 'false') ? 'false' : 'open';
}

function abstractCall({ name, arguments: args }: Extract<Expression, { kind: 'call' }>, ranges: ReadonlyMap<string, Interval>): Abstract {
  const values = args.map((arg) => abstract(arg, ranges)).filter(isInterval);
  return values.length === args.length ? callBounds(name, values) : undefined;
}
