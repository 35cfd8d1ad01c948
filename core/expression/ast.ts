import type { Span } from '../text.ts';

/** An expression of task-file.md, "Expressions"; spans are offsets in the expression's own text. */
export type Expression =
  | ({ readonly kind: 'number'; readonly value: number | bigint } & Spanned)
  | ({ readonly kind: 'text'; readonly value: string } & Spanned)
  | ({ readonly kind: 'boolean'; readonly value: boolean } & Spanned)
  | ({ readonly kind: 'none' } & Spanned)
  | ({ readonly kind: 'list'; readonly items: readonly Expression[] } & Spanned)
  | ({ readonly kind: 'name'; readonly name: string } & Spanned)
  | ({ readonly kind: 'unary'; readonly operator: '-' | '+' | 'not'; readonly operand: Expression } & Spanned)
  | ({ readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression } & Spanned)
  | ({ readonly kind: 'call'; readonly name: FunctionName; readonly arguments: readonly Expression[] } & Spanned);

interface Spanned {
  readonly span: Span;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '**' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in' | 'and' | 'or';

export const FUNCTIONS = [
  'abs',
  'min',
  'max',
  'sqrt',
  'exp',
  'log',
  'log10',
  'log2',
  'floor',
  'ceil',
  'round',
  'len',
  'sin',
  'cos',
  'tan',
] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

export interface ExpressionError extends Spanned {
  readonly code: 'expression-syntax' | 'expression-type' | 'unknown-name';
  readonly message: string;
  /** What was probably meant instead of the text at `span`: the edit of the quick fix. */
  readonly suggestion?: string;
}
