import { fieldOf, fieldsOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf, walk } from './syntax.ts';

/** What a name of a module stands for after its top level has run. */
export type Binding =
  | { readonly kind: 'function'; readonly node: SyntaxNode; readonly decorators: readonly SyntaxNode[] }
  | { readonly kind: 'class'; readonly node: SyntaxNode; readonly decorators: readonly SyntaxNode[] }
  | { readonly kind: 'value'; readonly node: SyntaxNode }
  /** `from module import original`; the module's text may begin with dots. */
  | { readonly kind: 'from'; readonly module: string; readonly original: string }
  /** `import module as …`: a whole module. */
  | { readonly kind: 'module'; readonly module: string }
  /** Bound by something that is not followed: a loop, `with`, unpacking. */
  | { readonly kind: 'other' };

/** The names of one module. */
export interface Bindings {
  /** The bindings that may be the last one: several when they stand under conditions. */
  of(name: string): readonly Binding[];
  /** Names of the functions that are defined here, in order. */
  readonly functions: readonly string[];
  /** Modules of `from … import *`. */
  readonly stars: readonly string[];
  /** True where names can appear that are not written: `globals()`, `__getattr__`, `exec`. */
  readonly dynamic: boolean;
}

/** Reads the top level of a module or the body of a class, and what stands there under `if`, `try`, `with` and loops. */
export function pythonBindings(tree: SyntaxTree, body: SyntaxNode = tree.root): Bindings {
  const table: Table = { tree, names: new Map(), functions: new Set(), stars: [] };
  for (const statement of namedChildren(body)) readStatement(table, statement, false);
  return {
    of: (name) => table.names.get(name) ?? [],
    functions: [...table.functions],
    stars: table.stars,
    dynamic: table.names.has('__getattr__') || /\b(globals|exec|setattr)\s*\(/.test(tree.text),
  };
}

interface Table {
  readonly tree: SyntaxTree;
  readonly names: Map<string, Binding[]>;
  readonly functions: Set<string>;
  readonly stars: string[];
}

function bind(table: Table, name: string, binding: Binding, conditional: boolean): void {
  const earlier = conditional ? table.names.get(name) : undefined;
  if (earlier) earlier.push(binding);
  else table.names.set(name, [binding]);
  if (binding.kind === 'function') table.functions.add(name);
}

function readStatement(table: Table, node: SyntaxNode, conditional: boolean): void {
  switch (node.type) {
    case 'function_definition':
    case 'class_definition':
    case 'decorated_definition':
      return readDefinition(table, node, conditional);
    case 'import_from_statement':
      return readFromImport(table, node, conditional);
    case 'import_statement':
      return readImport(table, node, conditional);
    case 'expression_statement':
      for (const part of namedChildren(node)) readAssignment(table, part, conditional);
      return;
    default:
      return readCompound(table, node);
  }
}

function readDefinition(table: Table, node: SyntaxNode, conditional: boolean): void {
  const definition = fieldOf(node, 'definition') ?? node;
  const name = fieldOf(definition, 'name');
  if (!name) return;
  const decorators = node.children.filter((child) => child.type === 'decorator');
  const kind = definition.type === 'class_definition' ? 'class' : 'function';
  bind(table, textOf(table.tree, name), { kind, node: definition, decorators }, conditional);
}

function readFromImport(table: Table, node: SyntaxNode, conditional: boolean): void {
  const from = fieldOf(node, 'module_name');
  if (!from) return;
  const module = textOf(table.tree, from);
  if (node.children.some((child) => child.type === 'wildcard_import')) table.stars.push(module);
  for (const imported of fieldsOf(node, 'name')) {
    const original = textOf(table.tree, fieldOf(imported, 'name') ?? imported);
    const alias = fieldOf(imported, 'alias');
    bind(table, alias ? textOf(table.tree, alias) : original, { kind: 'from', module, original }, conditional);
  }
}

function readImport(table: Table, node: SyntaxNode, conditional: boolean): void {
  for (const imported of fieldsOf(node, 'name')) {
    const module = textOf(table.tree, fieldOf(imported, 'name') ?? imported);
    const alias = fieldOf(imported, 'alias');
    const first = module.split('.')[0] ?? module;
    bind(table, alias ? textOf(table.tree, alias) : first, { kind: 'module', module: alias ? module : first }, conditional);
  }
}

/** `a = b = value`, `a: T = value`, `a, b = …`, `a += …`. */
function readAssignment(table: Table, node: SyntaxNode, conditional: boolean): void {
  if (node.type === 'augmented_assignment') return bindTargets(table, fieldOf(node, 'left'), { kind: 'other' }, conditional);
  if (node.type !== 'assignment') return;
  const targets: (SyntaxNode | undefined)[] = [];
  let value: SyntaxNode | undefined = node;
  while (value?.type === 'assignment') {
    targets.push(fieldOf(value, 'left'));
    value = fieldOf(value, 'right');
  }
  if (!value) return;
  for (const target of targets) bindTargets(table, target, { kind: 'value', node: value }, conditional);
}

function bindTargets(table: Table, target: SyntaxNode | undefined, binding: Binding, conditional: boolean): void {
  if (!target || target.type === 'attribute' || target.type === 'subscript') return;
  if (target.type === 'identifier') return bind(table, textOf(table.tree, target), binding, conditional);
  for (const child of namedChildren(target)) bindTargets(table, child, { kind: 'other' }, conditional);
}

/** Statements with blocks: what they bind is bound under a condition, except that `__main__` blocks never run on import. */
function readCompound(table: Table, node: SyntaxNode): void {
  const condition = fieldOf(node, 'condition');
  const main = condition !== undefined && /^\(?\s*__name__\s*==/.test(textOf(table.tree, condition));
  bindTargets(table, fieldOf(node, 'left'), { kind: 'other' }, true);
  for (const child of namedChildren(node)) {
    if (child.type === 'block') {
      if (!main || child.field !== 'consequence') for (const statement of namedChildren(child)) readStatement(table, statement, true);
    } else if (child.type.endsWith('_clause')) {
      readClause(table, child);
    }
  }
}

function readClause(table: Table, clause: SyntaxNode): void {
  for (const node of walkOutsideBlocks(clause)) {
    if (node.type === 'as_pattern_target') bindTargets(table, namedChildren(node)[0], { kind: 'other' }, true);
  }
  readCompound(table, clause);
}

function* walkOutsideBlocks(clause: SyntaxNode): Generator<SyntaxNode> {
  for (const child of namedChildren(clause)) if (child.type !== 'block') yield* walk(child);
}
