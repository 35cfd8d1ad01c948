import { fieldOf, fieldsOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf } from './syntax.ts';

/** The value that a call gives to a keyword. */
export function keywordOf(tree: SyntaxTree, call: SyntaxNode, name: string): SyntaxNode | undefined {
  const argument = namedChildren(fieldOf(call, 'arguments')).find((one) => {
    const [key] = one.type === 'keyword_argument' ? fieldsOf(one, 'name') : [];
    return key !== undefined && textOf(tree, key) === name;
  });
  return fieldOf(argument, 'value');
}

/** The arguments of a call that stand by position; `undefined` where `*` or `**` hides some. */
export function positionalOf(call: SyntaxNode): readonly SyntaxNode[] | undefined {
  const all = namedChildren(fieldOf(call, 'arguments'));
  if (all.some((one) => one.type === 'list_splat' || one.type === 'dictionary_splat')) return undefined;
  return all.filter((one) => one.type !== 'keyword_argument');
}
