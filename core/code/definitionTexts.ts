import { normalizedNode } from './normalize.ts';
import type { SourceFile } from './sourceFiles.ts';
import { fieldOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf } from './syntax.ts';

/**
 * The normalised text of every function, method and class of a file by its name for people (`simulate`, `Net.forward`),
 * and of everything else at the file's top as `MODULE_LEVEL`. Empty where the file cannot be parsed to its end.
 */
export function definitionTexts(file: SourceFile): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const { tree } = file;
  if (!tree?.sound) return texts;
  for (const node of namedChildren(tree.root)) addStatement({ tree, texts, node, prefix: '' });
  return texts;
}

/** Statements of a file that belong to no definition. */
const MODULE_LEVEL = 'top level';

interface Statement {
  readonly tree: SyntaxTree;
  readonly texts: Map<string, string>;
  readonly node: SyntaxNode;
  /** Of the class that the statement stands in, with a dot. */
  readonly prefix: string;
}

function addStatement(at: Statement): void {
  const definition = unwrapped(at.node);
  const name = nameOf(at.tree, definition);
  if (name === undefined) return add(at, at.prefix === '' ? MODULE_LEVEL : at.prefix.slice(0, -1), at.node);
  const members = CLASS.test(definition.type) ? fieldOf(definition, 'body') : undefined;
  if (!members) return add(at, `${at.prefix}${name}`, at.node);
  for (const child of heading(at.node, definition, members)) add(at, `${at.prefix}${name}`, child);
  for (const member of namedChildren(members)) addStatement({ ...at, node: member, prefix: `${at.prefix}${name}.` });
}

/** Several statements of one name (overloads, top level) are one text, in order. */
function add({ tree, texts }: Statement, name: string, node: SyntaxNode): void {
  texts.set(name, `${texts.get(name) ?? ''}${normalizedNode(tree, node)}\n`);
}

/** What a class says besides its members: decorators, bases. */
function heading(outer: SyntaxNode, definition: SyntaxNode, members: SyntaxNode): readonly SyntaxNode[] {
  const around = outer === definition ? [] : outer.children.filter((child) => child !== definition);
  return [...around, ...definition.children.filter((child) => child !== members)].filter(
    (child) => child.named && child.type !== 'comment',
  );
}

const CLASS = /^(class_definition|class_declaration|abstract_class_declaration)$/;

/** Behind decorators and `export`. */
function unwrapped(node: SyntaxNode): SyntaxNode {
  const inner = fieldOf(node, 'definition') ?? fieldOf(node, 'declaration');
  return /^(decorated_definition|export_statement)$/.test(node.type) && inner ? inner : node;
}

function nameOf(tree: SyntaxTree, definition: SyntaxNode): string | undefined {
  if (NAMED.test(definition.type)) return nameText(tree, definition);
  if (!VARIABLES.test(definition.type)) return undefined;
  const [only, ...others] = namedChildren(definition);
  const holdsFunction = FUNCTION.test(fieldOf(only, 'value')?.type ?? '');
  return only && others.length === 0 && holdsFunction ? nameText(tree, only) : undefined;
}

function nameText(tree: SyntaxTree, node: SyntaxNode): string | undefined {
  const name = fieldOf(node, 'name') ?? fieldOf(node, 'property');
  return name && textOf(tree, name);
}

const NAMED =
  /^(function_definition|class_definition|(generator_)?function_declaration|(abstract_)?class_declaration|method_definition|(public_)?field_definition)$/;
const VARIABLES = /^(lexical_declaration|variable_declaration)$/;
const FUNCTION = /^(arrow_function|(generator_)?function(_expression)?)$/;
