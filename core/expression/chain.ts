import type { BinaryOperator, Expression } from './ast.ts';

/** A chained comparison `a < b <= c`, each operand once. `operators[i]` stands between `operands[i]` and `operands[i + 1]`. */
export interface Chain {
  readonly operands: readonly Expression[];
  readonly operators: readonly BinaryOperator[];
}

/**
 * The chain that the parser made an `and` of, known by the operand that two comparisons share as one object; `undefined`
 * for any other expression. What walks a tree has to ask this first: following both references would visit nested
 * chains exponentially often.
 */
export function chainOf(expression: Expression): Chain | undefined {
  const links: Binary[] = [];
  let rest: Expression = expression;
  while (rest.kind === 'binary' && rest.operator === 'and') {
    const { left, right } = rest;
    const before = left.kind === 'binary' && left.operator === 'and' ? left.right : left;
    if (right.kind !== 'binary' || before.kind !== 'binary' || before.right !== right.left) break;
    links.unshift(right);
    rest = left;
    if (before === left) return chainFrom(left, links);
  }
  return undefined;
}

/** The direct parts of an expression, each once. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'list':
      return expression.items;
    case 'call':
      return expression.arguments;
    case 'unary':
      return [expression.operand];
    case 'binary':
      return chainOf(expression)?.operands ?? [expression.left, expression.right];
    default:
      return [];
  }
}

type Binary = Extract<Expression, { kind: 'binary' }>;

function chainFrom(first: Binary, links: readonly Binary[]): Chain {
  return {
    operands: [first.left, first.right, ...links.map((link) => link.right)],
    operators: [first.operator, ...links.map((link) => link.operator)],
  };
}
