import { problem } from '../../check/problem.ts';
import type { ExpressionError } from '../../expression/ast.ts';
import { checkExpression } from '../../expression/check.ts';
import { parseExpression } from '../../expression/parse.ts';
import type { Topic } from '../../memory.ts';
import type { Condition } from '../task.ts';
import type { Node, ScalarNode } from '../tree.ts';
import { type Part, readPart } from './part.ts';
import { type Reading, scalarText } from './reading.ts';
import type { Scope } from './scope.ts';
import { type Written, writtenIn } from './written.ts';

/** An expression in a scalar, with errors at their exact place; `undefined` when it cannot be used. */
export function readCondition(reading: Reading, node: Node, scope: Scope): Condition | undefined {
  if (node.kind !== 'scalar') return undefined;
  return readPart(reading, CONDITION, [node, scope], (own) => readExpression(own, node, scope));
}

const CONDITION: Topic<Part<Condition | undefined>> = { name: 'condition' };

function readExpression(reading: Reading, node: ScalarNode, scope: Scope): Condition | undefined {
  const text = scalarText(node);
  const written = writtenIn(reading.texts, node, text);
  const { expression, errors } = parseExpression(text, scope.names);
  const found = errors.length > 0 || !expression ? errors : checkExpression(expression, scope.types);
  let failed = expression === undefined;
  for (const error of found) {
    if (error.code === 'unknown-name' && scope.open) continue;
    failed = true;
    reading.problems.push(expressionProblem(error, written));
  }
  if (failed || !expression) {
    reading.broken = true;
    return undefined;
  }
  return { text, expression, ...written.at(0, text.length) };
}

/** An error of an expression as a problem of the scalar that it is written in, `shift` characters behind its beginning. */
export function expressionProblem({ code, span, message, suggestion }: ExpressionError, written: Written, shift = 0) {
  const data = suggestion !== undefined && written.exact ? { data: { suggestion: written.quote(suggestion) } } : {};
  return problem(code, written.at(shift + span.start, shift + span.end), message, data);
}
