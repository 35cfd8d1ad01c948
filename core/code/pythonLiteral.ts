import { integerValue, type Value, valueMap } from '../value/value.ts';
import { namedChildren, type SyntaxNode, type SyntaxTree, textOf } from './syntax.ts';

/** The value of a Python literal, where it is one that JSON could hold; `undefined` for any other expression. */
export function pythonLiteral(tree: SyntaxTree, node: SyntaxNode): Value | undefined {
  switch (node.type) {
    case 'none':
      return null;
    case 'true':
      return true;
    case 'false':
      return false;
    case 'integer':
      return integer(textOf(tree, node));
    case 'float':
      return float(textOf(tree, node));
    case 'string':
      return pythonString(tree, node);
    case 'unary_operator':
      return negated(tree, node);
    case 'parenthesized_expression':
      return only(tree, namedChildren(node));
    case 'list':
    case 'tuple':
      return list(tree, namedChildren(node));
    case 'dictionary':
      return dictionary(tree, namedChildren(node));
    default:
      return undefined;
  }
}

/** The text of a string literal without interpolation; `undefined` for bytes, f-strings and rare escapes. */
export function pythonString(tree: SyntaxTree, node: SyntaxNode): string | undefined {
  const match = STRING.exec(textOf(tree, node));
  const prefix = match?.[1]?.toLowerCase() ?? 'b';
  const body = match?.[3]?.replaceAll('\r\n', '\n');
  if (body === undefined || prefix.includes('b') || prefix.includes('f') || prefix.includes('t')) return undefined;
  if (prefix.includes('r') || !body.includes('\\')) return body;
  return RARE_ESCAPE.test(body) ? undefined : body.replaceAll(/\\(\n|.)/g, (_, escaped: string) => ESCAPES[escaped] ?? `\\${escaped}`);
}

/** The text of one string literal, or of several beside each other, which Python joins. */
export function pythonText(tree: SyntaxTree, node: SyntaxNode | undefined): string | undefined {
  if (node?.type === 'string') return pythonString(tree, node);
  if (node?.type !== 'concatenated_string') return undefined;
  const texts = namedChildren(node).map((one) => pythonString(tree, one));
  return texts.includes(undefined) ? undefined : texts.join('');
}

const STRING = /^([a-zA-Z]*)("""|'''|"|')([\s\S]*)\2$/;
const RARE_ESCAPE = /\\[0-7xuUN]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
};

function integer(text: string): Value | undefined {
  const digits = text.replaceAll('_', '');
  return /^(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|[0-9]+)$/.test(digits) && digits.length < 1000
    ? integerValue(BigInt(digits))
    : undefined;
}

function float(text: string): Value | undefined {
  const value = Number(text.replaceAll('_', ''));
  return Number.isFinite(value) ? value : undefined;
}

function negated(tree: SyntaxTree, node: SyntaxNode): Value | undefined {
  const value = only(tree, namedChildren(node));
  const sign = node.children[0]?.type;
  if (typeof value === 'bigint') return sign === '-' ? integerValue(-value) : undefined;
  if (typeof value !== 'number') return undefined;
  if (sign === '-') return -value;
  return sign === '+' ? value : undefined;
}

function only(tree: SyntaxTree, nodes: readonly SyntaxNode[]): Value | undefined {
  const [first, second] = nodes;
  return first && !second ? pythonLiteral(tree, first) : undefined;
}

function list(tree: SyntaxTree, nodes: readonly SyntaxNode[]): Value | undefined {
  const values: Value[] = [];
  for (const node of nodes) {
    const value = pythonLiteral(tree, node);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function dictionary(tree: SyntaxTree, pairs: readonly SyntaxNode[]): Value | undefined {
  const entries: [string, Value][] = [];
  for (const pair of pairs) {
    const [key, value] = namedChildren(pair);
    const name = pair.type === 'pair' && key ? pythonLiteral(tree, key) : undefined;
    const of = value && pythonLiteral(tree, value);
    if (typeof name !== 'string' || of === undefined) return undefined;
    entries.push([name, of]);
  }
  return valueMap(entries);
}
