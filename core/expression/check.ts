import type { Span } from '../text.ts';
import { nearest } from '../value/suggest.ts';
import type { BinaryOperator, Expression, ExpressionError, FunctionName } from './ast.ts';
import { type Chain, chainOf, partsOf } from './chain.ts';

/** What is known of a name before any value is: `any` when nothing is. */
export type NameType = 'number' | 'text' | 'boolean' | 'list' | 'any';

/** A name as it stands in an expression. */
export interface NameUse {
  readonly name: string;
  readonly span: Span;
}

/** Every use of a name, in order of appearance. */
export function namesIn(expression: Expression): readonly NameUse[] {
  if (expression.kind === 'name') return [{ name: expression.name, span: expression.span }];
  return partsOf(expression).flatMap(namesIn);
}

/** What is wrong in an expression over these names: unknown names (with what was probably meant) and operations that can never make sense. */
export function checkExpression(expression: Expression, types: ReadonlyMap<string, NameType>): readonly ExpressionError[] {
  const errors: ExpressionError[] = [];
  typeOf(expression, { types, errors });
  return errors.sort((a, b) => a.span.start - b.span.start);
}

interface Check {
  readonly types: ReadonlyMap<string, NameType>;
  readonly errors: ExpressionError[];
}

type Type = NameType | 'none';

/** `wantsText` where it is compared with text: a word that nobody knows is then text without its quotes. */
function typeOf(expression: Expression, check: Check, wantsText = false): Type {
  switch (expression.kind) {
    case 'number':
    case 'text':
    case 'boolean':
    case 'none':
      return expression.kind;
    case 'list':
      for (const item of expression.items) typeOf(item, check, wantsText);
      return 'list';
    case 'name':
      return check.types.get(expression.name) ?? unknownName(expression, check, wantsText);
    case 'unary':
      return typeOfUnary(expression, check);
    case 'binary':
      return typeOfBinary(expression, check);
    case 'call':
      return typeOfCall(expression, check);
  }
}

const CONSTANTS = new Map([
  ['null', 'none'],
  ['nil', 'none'],
  ['none', 'none'],
  ['true', 'true'],
  ['false', 'false'],
]);

function unknownName({ name, span }: NameUse, check: Check, wantsText: boolean): Type {
  const member = [...check.types.keys()].find((known) => known.startsWith(`${name}.`));
  const known = member ?? CONSTANTS.get(name.toLowerCase()) ?? nearest(name, check.types.keys());
  const suggestion = known ?? (wantsText ? `'${name}'` : undefined);
  const what = member === undefined ? `There is nothing named \`${name}\` here` : `\`${name}\` is a group, not a value`;
  const asText = known === undefined && wantsText ? ' the text' : '';
  const message = suggestion === undefined ? `${what}.` : `${what}; did you mean${asText} \`${suggestion}\`?`;
  check.errors.push({ code: 'unknown-name', span, message, ...(suggestion !== undefined && { suggestion }) });
  return 'any';
}

function typeOfUnary(expression: Extract<Expression, { kind: 'unary' }>, check: Check): Type {
  const operand = typeOf(expression.operand, check);
  if (expression.operator === 'not') return 'boolean';
  wantNumber(`\`${expression.operator}\``, operand, expression.operand.span, check);
  return 'number';
}

function typeOfBinary(expression: Extract<Expression, { kind: 'binary' }>, check: Check): Type {
  const chain = chainOf(expression) ?? { operands: [expression.left, expression.right], operators: [expression.operator] };
  const wantsText = chain.operators.every((one) => EQUALITY.has(one)) && chain.operands.some((operand) => isText(operand, check));
  // A loop, since a function called back at every level would take twice the stack.
  const types: Type[] = [];
  for (const operand of chain.operands) types.push(typeOf(operand, check, wantsText));
  let result: Type = 'boolean';
  for (const [index, operator] of chain.operators.entries()) {
    result = checkPair(chain, index, { operator, left: types[index] ?? 'any', right: types[index + 1] ?? 'any' }, check);
  }
  return result;
}

const EQUALITY: ReadonlySet<BinaryOperator> = new Set<BinaryOperator>(['==', '!=', 'in', 'not in']);

function isText(operand: Expression, { types }: Check): boolean {
  return operand.kind === 'text' || (operand.kind === 'name' && types.get(operand.name) === 'text');
}

interface Pair {
  readonly operator: BinaryOperator;
  readonly left: Type;
  readonly right: Type;
}

function checkPair(chain: Chain, index: number, pair: Pair, check: Check): Type {
  const left = chain.operands[index]?.span ?? NOWHERE;
  const right = chain.operands[index + 1]?.span ?? NOWHERE;
  switch (pair.operator) {
    case 'and':
    case 'or':
    case '==':
    case '!=':
      return 'boolean';
    case 'in':
    case 'not in':
      checkMembership(pair, right, check);
      return 'boolean';
    case '<':
    case '<=':
    case '>':
    case '>=':
      checkOrder(pair, { start: left.start, end: right.end }, check);
      return 'boolean';
    default:
      wantNumber(`\`${pair.operator}\``, pair.left, left, check);
      wantNumber(`\`${pair.operator}\``, pair.right, right, check);
      return 'number';
  }
}

const NOWHERE: Span = { start: 0, end: 0 };
const NOUN = {
  number: 'a number',
  text: 'text',
  boolean: 'true or false',
  list: 'a list',
  none: 'none',
  any: 'a value',
} as const satisfies Record<Type, string>;

function checkMembership(pair: Pair, span: Span, check: Check): void {
  if (pair.right === 'list' || pair.right === 'any') return;
  if (pair.right === 'text' && (pair.left === 'text' || pair.left === 'any')) return;
  const wanted = pair.right === 'text' ? 'text can only be searched for text' : `needs a list on its right, not ${NOUN[pair.right]}`;
  refuse(`\`${pair.operator}\` ${wanted}.`, span, check);
}

function checkOrder(pair: Pair, span: Span, check: Check): void {
  const unordered = [pair.left, pair.right].find((type) => type === 'list' || type === 'none');
  if (unordered !== undefined) return refuse(`\`${pair.operator}\` cannot compare ${NOUN[unordered]}; it has no order.`, span, check);
  if (pair.left === pair.right || pair.left === 'any' || pair.right === 'any') return;
  refuse(`\`${pair.operator}\` cannot compare ${NOUN[pair.left]} with ${NOUN[pair.right]}.`, span, check);
}

function wantNumber(what: string, type: Type, span: Span, check: Check): void {
  if (type !== 'number' && type !== 'any') refuse(`${what} needs a number, not ${NOUN[type]}.`, span, check);
}

function refuse(message: string, span: Span, check: Check): void {
  check.errors.push({ code: 'expression-type', span, message });
}

/** How many arguments a function takes where it is not exactly one. */
const ARITY: Partial<Record<FunctionName, readonly [least: number, most: number]>> = {
  min: [1, Number.POSITIVE_INFINITY],
  max: [1, Number.POSITIVE_INFINITY],
  log: [1, 2],
  round: [1, 2],
};

function typeOfCall(expression: Extract<Expression, { kind: 'call' }>, check: Check): Type {
  const { name, arguments: args, span } = expression;
  const [least, most] = ARITY[name] ?? [1, 1];
  if (args.length < least || args.length > most) {
    refuse(`\`${name}()\` takes ${arityText(least, most)}, not ${args.length}.`, span, check);
  }
  for (const arg of args) checkArgument(name, args.length, { type: typeOf(arg, check), span: arg.span }, check);
  return 'number';
}

function arityText(least: number, most: number): string {
  if (least === most) return 'one argument';
  return most === 2 ? 'one or two arguments' : 'at least one argument';
}

function checkArgument(name: FunctionName, count: number, given: { readonly type: Type; readonly span: Span }, check: Check): void {
  const lone = count === 1 && (name === 'min' || name === 'max');
  if (lone && given.type === 'list') return;
  if (name !== 'len') return wantNumber(`\`${name}()\``, given.type, given.span, check);
  if (given.type !== 'list' && given.type !== 'text' && given.type !== 'any')
    refuse(`\`len()\` needs text or a list, not ${NOUN[given.type]}.`, given.span, check);
}
