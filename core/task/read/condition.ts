import { problem } from '../../check/problem.ts';
import { checkExpression } from '../../expression/check.ts';
import { parseExpression } from '../../expression/parse.ts';
import type { At } from '../../text.ts';
import type { Condition } from '../task.ts';
import type { Node, ScalarNode } from '../tree.ts';
import { type Reading, scalarText } from './reading.ts';
import type { Scope } from './scope.ts';

/** An expression in a scalar, with errors at their exact place; `undefined` when it cannot be used. */
export function readCondition(reading: Reading, node: Node, scope: Scope): Condition | undefined {
  if (node.kind !== 'scalar') return undefined;
  const text = scalarText(node);
  const at = placeOf(node, text);
  const { expression, errors } = parseExpression(text, scope.names);
  const found = errors.length > 0 || !expression ? errors : checkExpression(expression, scope.types);
  let failed = expression === undefined;
  for (const error of found) {
    if (error.code === 'unknown-name' && scope.open) continue;
    failed = true;
    reading.problems.push(
      problem(
        error.code,
        at(error.span.start, error.span.end),
        error.message,
        error.suggestion === undefined ? {} : { data: { suggestion: error.suggestion } },
      ),
    );
  }
  if (failed || !expression) {
    reading.broken = true;
    return undefined;
  }
  return { text, expression, ...at(0, text.length) };
}

/** Places inside the text; the whole scalar where escapes or folding make the text differ from what is written. */
function placeOf(node: ScalarNode, text: string): (start: number, end: number) => At {
  if (node.style === 'block' || text !== node.source) return () => ({ file: node.file, span: node.span });
  return (start, end) => ({ file: node.file, span: { start: node.contentStart + start, end: node.contentStart + end } });
}
