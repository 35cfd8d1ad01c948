import type { ExpressionError } from './ast.ts';
import type { Scanner, Token } from './token.ts';

/** The current token of an expression, where the last one ended, and how much may still come. */
export class Reader {
  token: Token;
  end = 0;
  depth = 0;
  operators = 0;
  readonly #scanner: Scanner;

  constructor(scan: Scanner) {
    this.#scanner = scan;
    this.token = this.#read(0);
  }

  advance(): Token {
    const token = this.token;
    this.end = token.span.end;
    this.token = this.#read(this.end);
    return token;
  }

  accept(text: string): boolean {
    const found = is(this.token, text);
    if (found) this.advance();
    return found;
  }

  expect(text: string, opening: Token): void {
    if (this.accept(text)) return;
    if (this.token.kind === 'end') throw refusal(opening, `This has no closing \`${text}\`.`);
    throw unexpected(this.token, `\`${text}\``);
  }

  count(token: Token): void {
    this.operators += 1;
    if (this.operators > MAX_OPERATORS) throw refusal(token, `This expression has more than ${MAX_OPERATORS} operators; split it.`);
  }

  #read(offset: number): Token {
    const token = this.#scanner.next(offset);
    if ('code' in token) throw new Refusal(token);
    return token;
  }
}

/** Bounds the depth of the tree, and so the recursion of everything that walks it: a third of what the stack of a main thread holds. */
const MAX_OPERATORS = 500;

/** How an error leaves the recursive parser, which catches it at its root. */
export class Refusal extends Error {
  readonly error: ExpressionError;
  constructor(error: ExpressionError) {
    super(error.message);
    this.error = error;
  }
}

/** Whether a token is this keyword or operator. */
export function is(token: Token, text: string): boolean {
  return (token.kind === 'operator' || token.kind === 'name') && token.text === text;
}

/** What to throw when a token is wrong. */
export function refusal(token: Token, message: string): Refusal {
  return new Refusal({ code: 'expression-syntax', span: token.span, message });
}

/** What to throw when something else should stand where a token is. */
export function unexpected(token: Token, wanted: string): Refusal {
  if (token.kind === 'end' && token.span.start === 0)
    return refusal(token, 'This expression is empty: write one such as `depth > 2`, or remove it.');
  if (token.kind === 'end') return refusal(token, `The expression ends where ${wanted} is missing.`);
  if (token.kind === 'operator' && token.text === '[') return refusal(token, 'There is no indexing in expressions.');
  return refusal(token, `Expected ${wanted} here.`);
}
