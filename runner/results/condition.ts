import { checkExpression, type NameType } from '../../core/expression/check.ts';
import type { Expression } from '../../core/expression/ast.ts';
import { parseExpression } from '../../core/expression/parse.ts';
import type { Page } from '../../protocol/runner.ts';

/** What a filter's text means, or why it cannot be read. */
export type ReadCondition =
  | { readonly kind: 'condition'; readonly expression: Expression }
  | { readonly kind: 'error'; readonly error: NonNullable<Page['error']> };

/** Reads a filter over the columns of a task. Names are resolved against known columns and never become SQL. */
export function readCondition(text: string, names: ReadonlySet<string>): ReadCondition {
  const types = new Map<string, NameType>(Array.from(names, (name) => [name, 'any']));
  const parsed = parseExpression(text, names);
  const first = parsed.errors[0] ?? (parsed.expression && checkExpression(parsed.expression, types)[0]);
  if (!first && parsed.expression) return { kind: 'condition', expression: parsed.expression };
  const error = {
    message: first?.message ?? 'This is not an expression.',
    start: first?.span.start ?? 0,
    end: first?.span.end ?? text.length,
  };
  return { kind: 'error', error };
}
