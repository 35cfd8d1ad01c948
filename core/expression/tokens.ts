import { FUNCTIONS } from './ast.ts';
import { scanner, type Token } from './token.ts';

/** Words of an expression that are no names. */
export const EXPRESSION_WORDS = ['and', 'or', 'not', 'in', 'true', 'false', 'none', 'pi'] as const;

/** What a word of an expression is, for colours and for finding names; also while the expression is half written. */
export type WordKind = 'number' | 'text' | 'operator' | 'word' | 'function' | 'name';

/** One word of an expression with its role. */
export interface ExpressionWord {
  readonly kind: WordKind;
  readonly token: Token;
}

/** The words of an expression up to the first character that has no meaning; at most 20,000. */
export function expressionWords(text: string, known?: ReadonlySet<string>): readonly ExpressionWord[] {
  const scan = scanner(text, known);
  const tokens: Token[] = [];
  for (let offset = 0; tokens.length < MOST_WORDS; ) {
    const token = scan.next(offset);
    if ('code' in token || token.kind === 'end') break;
    tokens.push(token);
    offset = token.span.end;
  }
  return tokens.map((token, index) => ({ token, kind: kindOf(token, tokens[index + 1]) }));
}

const MOST_WORDS = 20_000;

function kindOf(token: Token, next: Token | undefined): WordKind {
  if (token.kind !== 'name') return token.kind === 'end' ? 'operator' : token.kind;
  if (/^(and|or|not|in)$/.test(token.text)) return 'operator';
  if (EXPRESSION_WORDS.some((word) => word === token.text)) return 'word';
  const called = next?.kind === 'operator' && next.text === '(';
  return called && FUNCTIONS.some((name) => name === token.text) ? 'function' : 'name';
}
