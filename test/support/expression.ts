import type { Expression } from '../../core/expression/ast.ts';
import { parseExpression } from '../../core/expression/parse.ts';

/** The tree of an expression that is right. */
export function expressionOf(text: string, known?: ReadonlySet<string>): Expression {
  const { expression, errors } = parseExpression(text, known);
  if (expression === undefined) throw new Error(`${text}: ${errors.map((error) => error.message).join(' ')}`);
  return expression;
}

/** Text between `«` and `»` cut out: the text without the marks, and the range between them. */
export function marked(text: string): { readonly text: string; readonly span: { readonly start: number; readonly end: number } } {
  const start = text.indexOf('«');
  const end = text.indexOf('»') - 1;
  return { text: text.replace(/[«»]/g, ''), span: { start, end } };
}

/** Every operation in parentheses of its own. */
export function printed(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
    case 'boolean':
      return String(expression.value);
    case 'text':
      return JSON.stringify(expression.value);
    case 'none':
      return 'none';
    case 'name':
      return expression.name;
    case 'list':
      return `[${expression.items.map(printed).join(', ')}]`;
    case 'call':
      return `${expression.name}(${expression.arguments.map(printed).join(', ')})`;
    case 'unary':
      return `(${expression.operator} ${printed(expression.operand)})`;
    case 'binary':
      return `(${printed(expression.left)} ${expression.operator} ${printed(expression.right)})`;
  }
}
