import { fieldOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf, walk } from '../syntax.ts';
import { refused, type SourceRenaming } from './renaming.ts';

/**
 * Renames a parameter of a Python function and its uses inside. Refused wherever the name may also be reached in a way
 * that the text does not show, or the new name would be caught by another one.
 */
export function renamePythonArgument(tree: SyntaxTree, at: number, to: string): SourceRenaming {
  const definition = innermostFunction(tree, at);
  const parameters = fieldOf(definition, 'parameters');
  if (!tree.sound) return refused('its file has syntax errors');
  if (!definition || !parameters || at < parameters.start || at >= parameters.end)
    return refused('the name is a field of a class, which may be used anywhere');
  const declared = [...walk(parameters)].find((one) => one.type === 'identifier' && one.start === at);
  if (!declared) return refused('its parameters are not plain names');
  const reason = danger(tree, definition, { name: textOf(tree, declared), to });
  if (reason !== undefined) return refused(reason);
  const name = textOf(tree, declared);
  const body = fieldOf(definition, 'body');
  const uses = body ? readsOf(tree, body, name) : [];
  return { kind: 'edits', edits: [declared, ...uses].map(({ start, end }) => ({ start, end, text: to })) };
}

/** Words that are no names in Python. */
const KEYWORDS =
  /^(False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield)$/;

/** Whether a text can name a Python parameter. */
export function isPythonName(text: string): boolean {
  return /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(text) && !KEYWORDS.test(text);
}

function danger(
  tree: SyntaxTree,
  definition: SyntaxNode,
  { name, to }: { readonly name: string; readonly to: string },
): string | undefined {
  if (!isPythonName(to)) return `\`${to}\` cannot be a name in Python`;
  const nodes = [...walk(definition)];
  if (nodes.some((one) => one.type === 'dictionary_splat_pattern')) return 'it takes further keywords (`**`)';
  if (definition.field === 'definition') return 'it has a decorator, which may use the names of its parameters';
  const calls = nodes.filter((one) => one.type === 'call').map((one) => fieldOf(one, 'function'));
  const dynamic = calls.find((one) => one && /^(locals|vars|eval|exec|globals)$/.test(textOf(tree, one)));
  if (dynamic) return `it calls \`${textOf(tree, dynamic)}\`, which sees names`;
  if (nodes.some((one) => one.type === 'identifier' && textOf(tree, one) === to && !isLabel(tree, one)))
    return `it uses the name \`${to}\` already`;
  const inner = nodes.filter((one) => SCOPE.test(one.type) && one !== definition);
  return inner.some((scope) => binds(tree, scope, name)) ? `a nested function or comprehension binds \`${name}\` anew` : undefined;
}

const SCOPE = /^(function_definition|class_definition|lambda|(list|set|dictionary)_comprehension|generator_expression)$/;

/** Whether a nested scope gives the name another meaning. */
function binds(tree: SyntaxTree, scope: SyntaxNode, name: string): boolean {
  const isName = (node: SyntaxNode) => node.type === 'identifier' && textOf(tree, node) === name;
  return [...walk(scope)].some((node) => {
    if (node.type === 'parameters' || node.type === 'lambda_parameters')
      return namedChildren(node).some(
        (one) => isName(one) || isName(fieldOf(one, 'name') ?? one) || namedChildren(one).slice(0, 1).some(isName),
      );
    if (node.type === 'global_statement' || node.type === 'nonlocal_statement') return namedChildren(node).some(isName);
    const target = /^(assignment|augmented_assignment|for_in_clause|for_statement|named_expression)$/.test(node.type)
      ? (fieldOf(node, 'left') ?? fieldOf(node, 'name'))
      : undefined;
    return target !== undefined && [...walk(target)].some(isName);
  });
}

function readsOf(tree: SyntaxTree, body: SyntaxNode, name: string): readonly SyntaxNode[] {
  const labels = labelsOf(body);
  return [...walk(body)].filter((node) => node.type === 'identifier' && textOf(tree, node) === name && !labels.has(node));
}

/** Identifiers that name attributes and keywords of calls, not variables. */
function labelsOf(root: SyntaxNode): ReadonlySet<SyntaxNode> {
  const labels = new Set<SyntaxNode>();
  for (const node of walk(root)) {
    if (node.type !== 'attribute' && node.type !== 'keyword_argument') continue;
    const label = fieldOf(node, node.type === 'attribute' ? 'attribute' : 'name');
    if (label) labels.add(label);
  }
  return labels;
}

/** A guess from the text alone: behind a dot. */
function isLabel(tree: SyntaxTree, node: SyntaxNode): boolean {
  return /\.\s*$/.test(tree.text.slice(Math.max(0, node.start - 20), node.start));
}

function innermostFunction(tree: SyntaxTree, at: number): SyntaxNode | undefined {
  return [...walk(tree.root)].filter((one) => one.type === 'function_definition' && one.start <= at && at < one.end).at(-1);
}
