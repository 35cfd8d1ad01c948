import { sameValue } from '../value/equal.ts';
import { isValueList, type Value } from '../value/value.ts';
import { ARITHMETIC, isNumeric, negate } from './arithmetic.ts';
import type { BinaryOperator, Expression } from './ast.ts';
import { chainOf } from './chain.ts';
import { namesIn } from './check.ts';
import { CALLS } from './functions.ts';

/** The value of a name; `undefined` where the parameter is absent. */
export type Lookup = (name: string) => Value | undefined;
export type Evaluator = (lookup: Lookup) => Value | undefined;

/**
 * An expression as closures. `undefined` means that the value depends on something absent; `false and absent` is false,
 * `true or absent` is true, and any other operation on something absent is absent. `==` across types is false, `<` across
 * types too, arithmetic on what is not a number is NaN; numbers are falsy when 0, text and lists when empty.
 */
export function compileExpression(expression: Expression): Evaluator {
  switch (expression.kind) {
    case 'number':
    case 'text':
    case 'boolean':
      return constant(expression.value);
    case 'none':
      return constant(null);
    case 'list':
      return every(expression.items.map(compileExpression), (items) => items);
    case 'name': {
      const { name } = expression;
      return (lookup) => lookup(name);
    }
    case 'unary': {
      const { operator } = expression;
      return map(compileExpression(expression.operand), (value) => unary(operator, value));
    }
    case 'call':
      return every(expression.arguments.map(compileExpression), CALLS[expression.name]);
    case 'binary':
      return compileBinary(expression);
  }
}

/** Whether a condition holds; `undefined` when it names a parameter that is absent, wherever it names it. */
export function compileCondition(expression: Expression): (lookup: Lookup) => boolean | undefined {
  const names = [...new Set(namesIn(expression).map((use) => use.name))];
  const evaluate = compileExpression(expression);
  return (lookup) => {
    for (const name of names) if (lookup(name) === undefined) return undefined;
    return isTrue(evaluate(lookup) ?? null);
  };
}

function constant(value: Value): Evaluator {
  return () => value;
}

function map(operand: Evaluator, apply: (value: Value) => Value): Evaluator {
  return (lookup) => {
    const value = operand(lookup);
    return value === undefined ? undefined : apply(value);
  };
}

function every(operands: readonly Evaluator[], apply: (values: readonly Value[]) => Value): Evaluator {
  return (lookup) => {
    const values: Value[] = [];
    for (const operand of operands) {
      const value = operand(lookup);
      if (value === undefined) return undefined;
      values.push(value);
    }
    return apply(values);
  };
}

function isTrue(value: Value): boolean {
  if (isValueList(value)) return value.length > 0;
  return Boolean(value);
}

function unary(operator: '-' | '+' | 'not', value: Value): Value {
  if (operator === 'not') return !isTrue(value);
  if (operator === '-') return negate(value);
  return isNumeric(value) ? value : Number.NaN;
}

function compileBinary(expression: Extract<Expression, { kind: 'binary' }>): Evaluator {
  const chain = chainOf(expression);
  if (chain !== undefined) return compileChain(chain.operands.map(compileExpression), chain.operators.map(operation));
  const left = compileExpression(expression.left);
  const right = compileExpression(expression.right);
  if (expression.operator === 'and') return connect(left, right, false);
  if (expression.operator === 'or') return connect(left, right, true);
  const apply = operation(expression.operator);
  return (lookup) => {
    const a = left(lookup);
    if (a === undefined) return undefined;
    const b = right(lookup);
    return b === undefined ? undefined : apply(a, b);
  };
}

/** `decided` on one side decides (false for `and`, true for `or`), also when the other side is absent. */
function connect(left: Evaluator, right: Evaluator, decided: boolean): Evaluator {
  return (lookup) => {
    const a = left(lookup);
    if (a !== undefined && isTrue(a) === decided) return decided;
    const b = right(lookup);
    if (b !== undefined && isTrue(b) === decided) return decided;
    return a === undefined || b === undefined ? undefined : !decided;
  };
}

/** Each operand is computed once, none after the first comparison that fails. */
function compileChain([first = constant(null), ...rest]: readonly Evaluator[], operations: readonly Operation[]): Evaluator {
  return (lookup) => {
    let unknown = false;
    let left = first(lookup);
    for (let index = 0; index < rest.length; index++) {
      const right = rest[index]?.(lookup);
      if (left === undefined || right === undefined) unknown = true;
      else if (operations[index]?.(left, right) === false) return false;
      left = right;
    }
    return unknown ? undefined : true;
  };
}

type Operation = (a: Value, b: Value) => Value;

function operation(operator: BinaryOperator): Operation {
  switch (operator) {
    case '==':
      return equal;
    case '!=':
      return (a, b) => !equal(a, b);
    case '<':
      return order((a, b) => a < b);
    case '<=':
      return order((a, b) => a <= b);
    case '>':
      return order((a, b) => a > b);
    case '>=':
      return order((a, b) => a >= b);
    case 'in':
      return contains;
    case 'not in':
      return (a, b) => !contains(a, b);
    case 'and':
      return (a, b) => isTrue(a) && isTrue(b);
    case 'or':
      return (a, b) => isTrue(a) || isTrue(b);
    default:
      return ARITHMETIC[operator];
  }
}

/** As `sameValue`, but NaN equals nothing, as everywhere in arithmetic. */
function equal(a: Value, b: Value): boolean {
  return a === b || (a === a && b === b && sameValue(a, b));
}

type Ordered = number | bigint | string | boolean;

/** Only values of one type have an order: JavaScript's `<` is exact between numbers and big integers. */
function order(holds: (a: Ordered, b: Ordered) => boolean): Operation {
  return (a, b) => {
    if (isNumeric(a)) return isNumeric(b) && holds(a, b);
    if (typeof a === 'string') return typeof b === 'string' && holds(a, b);
    return typeof a === 'boolean' && typeof b === 'boolean' && holds(a, b);
  };
}

function contains(item: Value, container: Value): boolean {
  if (isValueList(container)) return container.some((one) => equal(item, one));
  return typeof container === 'string' && typeof item === 'string' && container.includes(item);
}
