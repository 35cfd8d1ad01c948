import type { SourceFile } from './sourceFiles.ts';
import type { SyntaxNode, SyntaxTree } from './syntax.ts';

/**
 * A source file as text in which comments, blank lines and formatting do not show: the syntax tree with the text of its
 * tokens. Line breaks, indentation, spaces, optional semicolons and trailing commas are formatting; string contents,
 * quotes and docstrings are not (a docstring is a value, and may be a command line's help or a prompt).
 * `undefined` where the file cannot be parsed to its end: then its bytes count.
 */
export function normalizedSource(file: SourceFile): string | undefined {
  if (!file.tree?.sound || file.text.includes(REPLACEMENT)) return undefined;
  return normalizedNode(file.tree, file.tree.root);
}

/** The same for one node of a sound tree. */
export function normalizedNode(tree: SyntaxTree, node: SyntaxNode): string {
  const parts: string[] = [];
  emit(tree, node, parts);
  return parts.join('');
}

/** Stands where bytes were not UTF-8: two such texts may be equal while their bytes are not. */
const REPLACEMENT = '\uFFFD';

/** Kept whole: between the tokens inside there is text that belongs to no token. */
const WHOLE = /^(string|template_string|regex|jsx_text)$/;

const LAYOUT = /^(comment|line_continuation|html_comment|hash_bang_line)$/;

function emit(tree: SyntaxTree, node: SyntaxNode, parts: string[]): void {
  const stack: (SyntaxNode | typeof CLOSE)[] = [node];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next === CLOSE) parts.push(')');
    else if (next.children.length === 0 || WHOLE.test(next.type)) parts.push(token(tree, next));
    else {
      parts.push(`(${next.type} `);
      stack.push(CLOSE);
      for (const child of meaningful(next).toReversed()) stack.push(child);
    }
  }
}

const CLOSE = ')';

/** A token with its length before it, so that no token's text can look like another's end. */
function token(tree: SyntaxTree, node: SyntaxNode): string {
  const text = tree.text.slice(node.start, node.end).replaceAll(/\r\n?/g, '\n');
  return `${node.named ? `${node.type} ` : ''}${text.length}:${text}`;
}

function meaningful(parent: SyntaxNode): readonly SyntaxNode[] {
  const children = parent.children.filter((child) => !LAYOUT.test(child.type));
  return children.filter((child, index) => {
    if (child.type === ';') return parent.type === 'for_statement';
    if (child.type === ',' && MEMBERS.test(parent.type)) return false;
    if (child.type === ',') return !isTrailingComma(parent, children, index);
    return child.type !== 'empty_statement' || !/^(program|statement_block)$/.test(parent.type);
  });
}

/** Where commas, semicolons and line ends separate members alike. */
const MEMBERS = /^(interface_body|object_type)$/;

/** A comma before the closing bracket, in lists where it adds nothing: not `(1,)`, not `x[1,]`, not `[1,,]`. */
function isTrailingComma(parent: SyntaxNode, children: readonly SyntaxNode[], index: number): boolean {
  const after = children[index + 1];
  const before = children[index - 1];
  if (before?.type === ',' || before?.type === '[' || !after || !/^[)\]}>]$/.test(after.type)) return false;
  if (TRAILING.test(parent.type)) return true;
  return parent.type === 'tuple' && children.filter((child) => child.named).length > 1;
}

const TRAILING =
  /^(argument_list|parameters|lambda_parameters|list|set|dictionary|list_pattern|type_parameter|import_from_statement|future_import_statement|with_clause|arguments|formal_parameters|object|object_pattern|array|named_imports|export_clause|type_arguments|type_parameters|tuple_type|enum_body)$/;
