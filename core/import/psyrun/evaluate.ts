import { pythonLiteral } from '../../code/pythonLiteral.ts';
import { fieldOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf } from '../../code/syntax.ts';
import { isValueList, isValueMap, type Value, type ValueMap, valueMap } from '../../value/value.ts';
import { callNumbers } from './numbers.ts';
import type { Column, PSpace } from './space.ts';

/** What an expression of a task file stands for; `unknown` is what only running it would tell, with its source. */
export type Meaning =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'space'; readonly space: PSpace }
  | { readonly kind: 'unknown'; readonly source: string };

/** Names that were assigned before. */
export type Names = Map<string, Meaning>;

/** Reads an expression without running it: literals, ranges, NumPy's ranges, arithmetic, comprehensions and the algebra of spaces. */
export function evaluate(tree: SyntaxTree, node: SyntaxNode, names: Names): Meaning {
  const literal = pythonLiteral(tree, node);
  if (literal !== undefined) return value(literal);
  const inner = namedChildren(node);
  switch (node.type) {
    case 'identifier':
      return names.get(textOf(tree, node)) ?? unknown(tree, node);
    case 'attribute':
      return constantOf(textOf(tree, node)) ?? unknown(tree, node);
    case 'parenthesized_expression':
      return inner[0] ? evaluate(tree, inner[0], names) : unknown(tree, node);
    case 'list':
    case 'tuple':
      return all(tree, inner, names) ?? unknown(tree, node);
    case 'dictionary':
      return dictionary(tree, inner, names) ?? unknown(tree, node);
    case 'unary_operator':
      return negated(tree, node, names) ?? unknown(tree, node);
    case 'binary_operator':
      return binary(tree, node, names) ?? unknown(tree, node);
    case 'list_comprehension':
    case 'generator_expression':
      return comprehension(tree, node, names) ?? unknown(tree, node);
    case 'call':
      return call(tree, node, names) ?? unknown(tree, node);
    default:
      return unknown(tree, node);
  }
}

function value(of: Value): Meaning {
  return { kind: 'value', value: of };
}

function unknown(tree: SyntaxTree, node: SyntaxNode): Meaning {
  return { kind: 'unknown', source: textOf(tree, node) };
}

function constantOf(name: string): Meaning | undefined {
  if (/^(math|np|numpy)\.pi$/.test(name)) return value(Math.PI);
  return /^(math|np|numpy)\.e$/.test(name) ? value(Math.E) : undefined;
}

function all(tree: SyntaxTree, nodes: readonly SyntaxNode[], names: Names): Meaning | undefined {
  const values: Value[] = [];
  for (const node of nodes) {
    const read = evaluate(tree, node, names);
    if (read.kind !== 'value') return undefined;
    values.push(read.value);
  }
  return value(values);
}

function dictionary(tree: SyntaxTree, pairs: readonly SyntaxNode[], names: Names): Meaning | undefined {
  const entries: [string, Value][] = [];
  for (const pair of pairs) {
    const [key, of] = [fieldOf(pair, 'key'), fieldOf(pair, 'value')].map((node) => node && evaluate(tree, node, names));
    if (key?.kind !== 'value' || typeof key.value !== 'string' || of?.kind !== 'value') return undefined;
    entries.push([key.value, of.value]);
  }
  return value(valueMap(entries));
}

function negated(tree: SyntaxTree, node: SyntaxNode, names: Names): Meaning | undefined {
  const argument = fieldOf(node, 'argument');
  const read = argument && evaluate(tree, argument, names);
  if (read?.kind !== 'value' || typeof read.value !== 'number') return undefined;
  return node.children[0]?.type === '-' ? value(-read.value) : undefined;
}

const ALGEBRA: Readonly<Record<string, 'product' | 'sum' | 'difference'>> = { '*': 'product', '+': 'sum', '-': 'difference' };

function binary(tree: SyntaxTree, node: SyntaxNode, names: Names): Meaning | undefined {
  const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')].map((one) => one && evaluate(tree, one, names));
  return left && right ? combined(fieldOf(node, 'operator')?.type ?? '', left, right) : undefined;
}

/** `left operator right`, of spaces, numbers or lists. */
export function combined(operator: string, left: Meaning, right: Meaning): Meaning | undefined {
  if (left.kind === 'space' && right.kind === 'space') {
    const kind = ALGEBRA[operator];
    return kind && { kind: 'space', space: { kind, left: left.space, right: right.space } };
  }
  if (left.kind !== 'value' || right.kind !== 'value') return undefined;
  const [a, b] = [left.value, right.value];
  if (operator === '+' && isValueList(a) && isValueList(b)) return value([...a, ...b]);
  if (operator === '*' && isValueList(a) && typeof b === 'number') return value(Array.from({ length: Math.min(b, MOST) }, () => a).flat(1));
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  const result = arithmetic(operator, a, b);
  return result === undefined || !Number.isFinite(result) ? undefined : value(result);
}

function arithmetic(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '//':
      return Math.floor(a / b);
    case '%':
      return a - b * Math.floor(a / b);
    case '**':
      return a ** b;
    default:
      return undefined;
  }
}

/** Longer lists are not made while a file is read. */
const MOST = 1_000_000;

/** `[x * 2 for x in range(3)]`, several `for` as well; conditions are not read. */
function comprehension(tree: SyntaxTree, node: SyntaxNode, names: Names): Meaning | undefined {
  const body = fieldOf(node, 'body');
  const clauses = namedChildren(node).filter((one) => one !== body);
  if (!body || clauses.some((one) => one.type !== 'for_in_clause')) return undefined;
  const values = nested(tree, { body, clauses }, names);
  return values && value(values);
}

function nested(
  tree: SyntaxTree,
  { body, clauses }: { readonly body: SyntaxNode; readonly clauses: readonly SyntaxNode[] },
  names: Names,
): readonly Value[] | undefined {
  const [clause, ...rest] = clauses;
  if (!clause) {
    const read = evaluate(tree, body, names);
    return read.kind === 'value' ? [read.value] : undefined;
  }
  const [left, right] = [fieldOf(clause, 'left'), fieldOf(clause, 'right')];
  const list = right && evaluate(tree, right, names);
  if (left?.type !== 'identifier' || list?.kind !== 'value' || !isValueList(list.value)) return undefined;
  const found: Value[] = [];
  for (const item of list.value) {
    const values = nested(tree, { body, clauses: rest }, new Map([...names, [textOf(tree, left), value(item)]]));
    if (!values || found.length > MOST) return undefined;
    found.push(...values);
  }
  return found;
}

interface Arguments {
  readonly positional: readonly Value[];
  readonly named: ValueMap;
}

function call(tree: SyntaxTree, node: SyntaxNode, names: Names): Meaning | undefined {
  const given = argumentsOf(tree, node, names);
  if (!given) return undefined;
  const name = textOf(tree, fieldOf(node, 'function') ?? node);
  const short = name.split('.').at(-1) ?? name;
  if (short === 'Param' && given.positional.length === 0) return param(given.named);
  if (short === 'dict' && given.positional.length === 0) return value(given.named);
  const [first] = given.positional;
  if (/^(list|tuple|sorted|array|asarray|tolist)$/.test(short) && isValueList(first) && given.positional.length === 1)
    return value(short === 'sorted' ? first.toSorted((a, b) => Number(a) - Number(b)) : first);
  const numbers = callNumbers(name, given);
  return numbers === undefined ? undefined : value(numbers);
}

/** Arguments by position and by name, `**mapping` among them. */
function argumentsOf(tree: SyntaxTree, node: SyntaxNode, names: Names): Arguments | undefined {
  const positional: Value[] = [];
  const named: [string, Value][] = [];
  const list = fieldOf(node, 'arguments');
  if (list?.type === 'generator_expression') {
    const read = evaluate(tree, list, names);
    return read.kind === 'value' ? { positional: [read.value], named: valueMap() } : undefined;
  }
  for (const argument of list ? namedChildren(list) : []) {
    if (argument.type === 'comment') continue;
    const of = argumentValue(argument);
    const read = of && evaluate(tree, of, names);
    if (read?.kind !== 'value') return undefined;
    if (argument.type === 'keyword_argument') named.push([textOf(tree, fieldOf(argument, 'name') ?? argument), read.value]);
    else if (argument.type !== 'dictionary_splat') positional.push(read.value);
    else if (isValueMap(read.value)) named.push(...Object.entries(read.value));
    else return undefined;
  }
  return { positional, named: valueMap(named) };
}

function argumentValue(argument: SyntaxNode): SyntaxNode | undefined {
  if (argument.type === 'keyword_argument') return fieldOf(argument, 'value');
  return argument.type === 'dictionary_splat' ? namedChildren(argument)[0] : argument;
}

/** Lists move together and are equally long; anything else is one value for all rows. */
function param(named: ValueMap): Meaning | undefined {
  const columns = Object.entries(named).map(([name, of]): Column => ({ name, values: isValueList(of) ? of : { constant: of } }));
  return { kind: 'space', space: { kind: 'param', columns } };
}
