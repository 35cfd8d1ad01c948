import { javascriptString, propertyName } from './javascriptLiteral.ts';
import { fieldOf, fieldsOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf, walk } from './syntax.ts';

/** What an exported name stands for. */
export type Exported =
  /** A function, or an expression that may name one. */
  | { readonly kind: 'node'; readonly node: SyntaxNode }
  /** A name of this file's top level. */
  | { readonly kind: 'local'; readonly name: string }
  /** `export { original as … } from 'module'`. */
  | { readonly kind: 'from'; readonly module: string; readonly original: string };

/** The exports and top-level names of one module. */
export interface Exports {
  readonly names: ReadonlyMap<string, Exported>;
  readonly locals: ReadonlyMap<string, Exported>;
  /** Modules of `export * from`. */
  readonly stars: readonly string[];
  /** True where exports can appear that are not written: `Object.assign(exports, …)`, `module.exports = other()`. */
  readonly dynamic: boolean;
}

export function javascriptExports(tree: SyntaxTree): Exports {
  const table: Table = { tree, names: new Map(), locals: new Map(), stars: [], dynamic: false };
  for (const statement of namedChildren(tree.root)) readStatement(table, statement);
  return table;
}

interface Table {
  readonly tree: SyntaxTree;
  readonly names: Map<string, Exported>;
  readonly locals: Map<string, Exported>;
  readonly stars: string[];
  dynamic: boolean;
}

function readStatement(table: Table, node: SyntaxNode): void {
  if (node.type === 'export_statement') return readExport(table, node);
  if (node.type === 'import_statement') return readImport(table, node);
  if (node.type === 'expression_statement') return readCommonJs(table, namedChildren(node)[0]);
  for (const [name, exported] of declared(table.tree, node)) table.locals.set(name, exported);
  if (!DECLARATION.test(node.type) && /\bexports\b/.test(textOf(table.tree, node))) table.dynamic = true;
}

const DECLARATION = /_declaration$/;

function readExport(table: Table, node: SyntaxNode): void {
  const declaration = fieldOf(node, 'declaration');
  const value = fieldOf(node, 'value');
  const isDefault = node.children.some((child) => child.type === 'default');
  if (isDefault) {
    const target = value ?? declaration;
    if (target) table.names.set('default', { kind: 'node', node: target });
  }
  for (const [name, exported] of declaration ? declared(table.tree, declaration) : []) {
    table.locals.set(name, exported);
    if (!isDefault) table.names.set(name, exported);
  }
  readExportClause(table, node);
}

function readExportClause(table: Table, node: SyntaxNode): void {
  const { tree } = table;
  const source = fieldOf(node, 'source');
  const module = source && javascriptString(tree, source);
  if (module !== undefined && node.children.some((child) => child.type === '*')) table.stars.push(module);
  for (const specifier of namedChildren(node.children.find((child) => child.type === 'export_clause'))) {
    const original = exportName(tree, fieldOf(specifier, 'name'));
    const name = exportName(tree, fieldOf(specifier, 'alias')) ?? original;
    if (name === undefined || original === undefined) continue;
    table.names.set(name, module === undefined ? { kind: 'local', name: original } : { kind: 'from', module, original });
  }
}

function exportName(tree: SyntaxTree, node: SyntaxNode | undefined): string | undefined {
  return node?.type === 'string' ? javascriptString(tree, node) : node && textOf(tree, node);
}

function readImport(table: Table, node: SyntaxNode): void {
  const { tree } = table;
  const source = fieldOf(node, 'source');
  const module = source && javascriptString(tree, source);
  const clause = node.children.find((child) => child.type === 'import_clause');
  if (module === undefined) return;
  for (const part of namedChildren(clause)) {
    if (part.type === 'identifier') table.locals.set(textOf(tree, part), { kind: 'from', module, original: 'default' });
    if (part.type !== 'named_imports') continue;
    for (const specifier of namedChildren(part)) {
      const original = exportName(tree, fieldOf(specifier, 'name'));
      const name = exportName(tree, fieldOf(specifier, 'alias')) ?? original;
      if (name !== undefined && original !== undefined) table.locals.set(name, { kind: 'from', module, original });
    }
  }
}

/** Names that a declaration binds; those of a destructuring are bound to nothing that is followed. */
function* declared(tree: SyntaxTree, node: SyntaxNode): Generator<[string, Exported]> {
  const name = fieldOf(node, 'name');
  if (name && DECLARATION.test(node.type)) yield [textOf(tree, name), { kind: 'node', node }];
  for (const declarator of namedChildren(node)) {
    if (declarator.type !== 'variable_declarator') continue;
    const target = fieldOf(declarator, 'name');
    if (target?.type === 'identifier') yield [textOf(tree, target), { kind: 'node', node: fieldOf(declarator, 'value') ?? declarator }];
    else if (target)
      for (const inner of walk(target)) if (/identifier/.test(inner.type)) yield [textOf(tree, inner), { kind: 'node', node: declarator }];
  }
}

/** `exports.f = …`, `module.exports.f = …`, `module.exports = …`, also chained. */
function readCommonJs(table: Table, node: SyntaxNode | undefined): void {
  const { tree } = table;
  if (!node) return;
  const left = fieldOf(node, 'left');
  const target = node.type === 'assignment_expression' && left ? textOf(tree, left).replaceAll(/\s/g, '') : '';
  let value = fieldOf(node, 'right');
  if (value?.type === 'assignment_expression') readCommonJs(table, value);
  while (value?.type === 'assignment_expression') value = fieldOf(value, 'right');
  const name = /^(?:module\.)?exports\.([\p{L}\p{N}_$]+)$/u.exec(target)?.[1];
  if (name !== undefined && value) table.names.set(name, { kind: 'node', node: value });
  else if (target === 'module.exports' && value) readModuleExports(table, value);
  else if (/\bexports\b/.test(textOf(tree, node))) table.dynamic = true;
}

function readModuleExports(table: Table, value: SyntaxNode): void {
  const { tree, names } = table;
  names.set('default', { kind: 'node', node: value });
  if (value.type !== 'object') {
    table.dynamic ||= !FUNCTION.test(value.type);
    return;
  }
  for (const member of namedChildren(value)) {
    const [key] = [...fieldsOf(member, 'key'), ...fieldsOf(member, 'name')];
    const name = propertyName(tree, key ?? member);
    if (member.type === 'shorthand_property_identifier') names.set(textOf(tree, member), { kind: 'local', name: textOf(tree, member) });
    else if (name !== undefined) names.set(name, { kind: 'node', node: fieldOf(member, 'value') ?? member });
    else table.dynamic = true;
  }
}

/** Nodes that are functions, declared or written as a value. */
export const FUNCTION = /^((generator_)?function_(declaration|expression)|(generator_)?function|arrow_function|method_definition)$/;
