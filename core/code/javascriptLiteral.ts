import { integerValue, type Value, valueMap } from '../value/value.ts';
import { fieldOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf } from './syntax.ts';

/** The value of a JavaScript literal, where JSON could hold it; `undefined` for any other expression. */
export function javascriptLiteral(tree: SyntaxTree, node: SyntaxNode): Value | undefined {
  switch (node.type) {
    case 'null':
      return null;
    case 'true':
      return true;
    case 'false':
      return false;
    case 'number':
      return number(textOf(tree, node));
    case 'string':
      return javascriptString(tree, node);
    case 'unary_expression':
      return negated(tree, node);
    case 'array':
      return list(tree, node);
    case 'object':
      return mapping(tree, namedChildren(node));
    default:
      return undefined;
  }
}

/** The text of a string literal; `undefined` where it has escapes beyond the common ones. */
export function javascriptString(tree: SyntaxTree, node: SyntaxNode): string | undefined {
  const body = textOf(tree, node).slice(1, -1);
  if (!body.includes('\\')) return body;
  return /\\[^\\'"nrt]/.test(body) ? undefined : body.replaceAll(/\\(.)/g, (_, escaped: string) => ESCAPES[escaped] ?? escaped);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function number(text: string): Value | undefined {
  const digits = text.replaceAll('_', '');
  if (digits.endsWith('n')) return digits.length < 1000 ? integerValue(BigInt(digits.slice(0, -1))) : undefined;
  const value = Number(digits);
  return Number.isFinite(value) ? value : undefined;
}

function negated(tree: SyntaxTree, node: SyntaxNode): Value | undefined {
  const argument = fieldOf(node, 'argument');
  const value = argument?.type === 'number' && node.children[0]?.type === '-' ? number(textOf(tree, argument)) : undefined;
  if (typeof value === 'bigint') return integerValue(-value);
  return typeof value === 'number' ? -value : undefined;
}

function list(tree: SyntaxTree, node: SyntaxNode): Value | undefined {
  const values: Value[] = [];
  for (const item of namedChildren(node)) {
    const value = javascriptLiteral(tree, item);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function mapping(tree: SyntaxTree, pairs: readonly SyntaxNode[]): Value | undefined {
  const entries: [string, Value][] = [];
  for (const pair of pairs) {
    const name = pair.type === 'pair' ? propertyName(tree, fieldOf(pair, 'key')) : undefined;
    const value = fieldOf(pair, 'value');
    const of = value && javascriptLiteral(tree, value);
    if (name === undefined || of === undefined) return undefined;
    entries.push([name, of]);
  }
  return valueMap(entries);
}

/** The name of a property where it is written out; `undefined` for computed ones. */
export function propertyName(tree: SyntaxTree, key: SyntaxNode | undefined): string | undefined {
  if (key?.type === 'string') return javascriptString(tree, key);
  return key && /identifier/.test(key.type) ? textOf(tree, key) : undefined;
}
