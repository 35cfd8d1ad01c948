import { nearest } from '../value/suggest.ts';
import { type BinaryOperator, type Expression, type ExpressionError, FUNCTIONS, type FunctionName } from './ast.ts';
import { is, Reader, Refusal, refusal, unexpected } from './reader.ts';
import { scanner, type Token } from './token.ts';

/** `expression` when there is one, else the first thing that is wrong and where. */
export interface ParsedExpression {
  readonly expression?: Expression;
  readonly errors: readonly ExpressionError[];
}

/**
 * Reads an expression of task-file.md, "Expressions", with Python's precedence; never throws, takes linear time.
 * `a < b < c` becomes `a < b and b < c` in which `b` is one shared node (see chain.ts). `known` holds the names that may
 * contain dashes; any other dash subtracts. `pi` is always the constant.
 */
export function parseExpression(text: string, known?: ReadonlySet<string>): ParsedExpression {
  try {
    const reader = new Reader(scanner(text, known));
    const expression = parseOperators(reader, LOWEST);
    if (reader.token.kind !== 'end') throw foreignWord(reader.token, text) ?? unexpected(reader.token, 'an operator');
    return { expression, errors: [] };
  } catch (error) {
    if (error instanceof Refusal) return { errors: [error.error] };
    throw error;
  }
}

/** What people write between two operands who think of another language. */
function foreignWord(token: Token, text: string): Refusal | undefined {
  const start = /^\s*if\b/.test(text) ? text.indexOf('if') : -1;
  if (start !== -1) return new Refusal({ code: 'expression-syntax', span: { start, end: start + 2 }, message: NO_IF });
  if (is(token, 'if')) return refusal(token, NO_IF);
  if (is(token, ',')) return refusal(token, 'Only one condition stands here: join them with `and`, or write each as an entry of its own.');
  const meant = token.kind === 'name' ? WORDS_ELSEWHERE.get(token.text.toLowerCase()) : undefined;
  if (meant === undefined || token.kind !== 'name') return undefined;
  const message = `\`${token.text}\` is no operator here; write \`${meant}\`.`;
  return new Refusal({ code: 'expression-syntax', span: token.span, message, suggestion: meant });
}

const NO_IF = 'There is no `if` in expressions: where `a` holds, `b` must hold as well, is written `not (a) or b`.';

const WORDS_ELSEWHERE = new Map([
  ['and', 'and'],
  ['or', 'or'],
  ['is', '=='],
  ['equals', '=='],
]);

/** Bounds the recursion here. */
const MAX_DEPTH = 200;

const LOWEST = 0;
const NOT = 3;
const COMPARISON = 4;
const SIGN = 7;
const POWER = 8;
/** By the word that an operator begins with. */
const BINARY: ReadonlyMap<string, readonly [BinaryOperator, binding: number]> = new Map([
  ['or', ['or', 1]],
  ['and', ['and', 2]],
  ['==', ['==', COMPARISON]],
  ['!=', ['!=', COMPARISON]],
  ['<', ['<', COMPARISON]],
  ['<=', ['<=', COMPARISON]],
  ['>', ['>', COMPARISON]],
  ['>=', ['>=', COMPARISON]],
  ['in', ['in', COMPARISON]],
  ['not', ['not in', COMPARISON]],
  ['+', ['+', 5]],
  ['-', ['-', 5]],
  ['*', ['*', 6]],
  ['/', ['/', 6]],
  ['%', ['%', 6]],
  ['**', ['**', POWER]],
]);
const WORDS = new Set(['and', 'or', 'not', 'in']);

function parseOperators(reader: Reader, above: number): Expression {
  const start = reader.token.span.start;
  let left = parseOperand(reader, above);
  let compared: { readonly operand: Expression; readonly start: number } | undefined;
  for (;;) {
    const token = reader.token;
    const [operator, binding] = (token.kind === 'operator' || token.kind === 'name' ? BINARY.get(token.text) : undefined) ?? [];
    if (operator === undefined || binding === undefined || binding <= above) return left;
    advanceOperator(reader, operator);
    const rightStart = reader.token.span.start;
    const right = parseOperators(reader, binding === POWER ? SIGN - 1 : binding);
    if (compared === undefined || binding !== COMPARISON) {
      left = { kind: 'binary', operator, left, right, span: { start, end: reader.end } };
    } else {
      const link: Expression = {
        kind: 'binary',
        operator,
        left: compared.operand,
        right,
        span: { start: compared.start, end: reader.end },
      };
      left = { kind: 'binary', operator: 'and', left, right: link, span: { start, end: reader.end } };
    }
    compared = binding === COMPARISON ? { operand: right, start: rightStart } : undefined;
  }
}

function advanceOperator(reader: Reader, operator: BinaryOperator): void {
  reader.count(reader.advance());
  if (operator === 'not in' && !reader.accept('in')) throw unexpected(reader.token, '`in` after `not`');
}

function parseOperand(reader: Reader, above: number): Expression {
  const token = reader.token;
  reader.depth += 1;
  if (reader.depth > MAX_DEPTH) throw refusal(token, `This is nested more than ${MAX_DEPTH} levels deep.`);
  const expression = parsePrefix(reader, above) ?? parseAtom(reader);
  reader.depth -= 1;
  return expression;
}

function parsePrefix(reader: Reader, above: number): Expression | undefined {
  const token = reader.token;
  const isNot = is(token, 'not');
  if (!isNot && !is(token, '-') && !is(token, '+')) return undefined;
  if (isNot && above >= NOT) throw refusal(token, 'Put "not …" in parentheses here.');
  reader.advance();
  reader.count(token);
  const operand = parseOperators(reader, isNot ? NOT - 1 : SIGN - 1);
  const operator = isNot ? 'not' : signOf(token);
  return { kind: 'unary', operator, operand, span: { start: token.span.start, end: reader.end } };
}

function signOf(token: Token): '-' | '+' {
  return is(token, '-') ? '-' : '+';
}

function parseAtom(reader: Reader): Expression {
  const token = reader.token;
  if (token.kind === 'number' || token.kind === 'text') {
    reader.advance();
    return token.kind === 'number'
      ? { kind: 'number', value: token.value, span: token.span }
      : { kind: 'text', value: token.text, span: token.span };
  }
  if (token.kind === 'name' && !WORDS.has(token.text)) return parseName(reader);
  if (reader.accept('(')) {
    const inner = parseOperators(reader, LOWEST);
    if (is(reader.token, ',')) throw refusal(token, 'A list is written in square brackets: `[1, 2]`.');
    reader.expect(')', token);
    return inner;
  }
  if (reader.accept('[')) {
    const items = parseItems(reader, ']', token);
    return { kind: 'list', items, span: { start: token.span.start, end: reader.end } };
  }
  throw unexpected(token, 'a value');
}

function parseName(reader: Reader): Expression {
  const token = reader.advance();
  const span = token.span;
  const name = token.kind === 'number' ? '' : token.text;
  switch (name) {
    case 'true':
    case 'false':
      return { kind: 'boolean', value: name === 'true', span };
    case 'none':
      return { kind: 'none', span };
    case 'pi':
      return parsePi(reader, span.start);
    default:
      return is(reader.token, '(') ? parseCall(reader, name, span.start) : { kind: 'name', name, span };
  }
}

/** Written `pi`, or `pi()` like the functions beside which the specification lists it. */
function parsePi(reader: Reader, start: number): Expression {
  const opening = reader.token;
  if (reader.accept('(')) reader.expect(')', opening);
  return { kind: 'number', value: Math.PI, span: { start, end: reader.end } };
}

function parseCall(reader: Reader, name: string, start: number): Expression {
  const functionName = FUNCTIONS.find((one) => one === name);
  if (functionName === undefined) throw unknownFunction(name, start);
  const opening = reader.advance();
  reader.count(opening);
  const args = parseItems(reader, ')', opening);
  return { kind: 'call', name: functionName, arguments: args, span: { start, end: reader.end } };
}

function unknownFunction(name: string, start: number): Refusal {
  const method = name.includes('.');
  const meant = nearest(name.replace(/^(np|numpy|math|torch|Math)\./, ''), FUNCTIONS) ?? FUNCTIONS.find((one) => name.endsWith(`.${one}`));
  const suggestion: FunctionName | undefined = FUNCTIONS.find((one) => one === meant);
  const message =
    suggestion === undefined
      ? `There is no function \`${name}\`; ${method ? 'values have no methods or attributes. There' : 'there'} are ${FUNCTIONS.join(', ')}.`
      : `There is no function \`${name}\`; did you mean \`${suggestion}\`?`;
  return new Refusal({ code: 'unknown-name', span: { start, end: start + name.length }, message, ...(suggestion && { suggestion }) });
}

function parseItems(reader: Reader, closing: ')' | ']', opening: Token): Expression[] {
  const items: Expression[] = [];
  while (!is(reader.token, closing)) {
    items.push(parseOperators(reader, LOWEST));
    if (!reader.accept(',')) break;
  }
  reader.expect(closing, opening);
  return items;
}
