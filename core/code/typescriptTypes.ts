import { javascriptExports } from './javascriptExports.ts';
import { propertyName } from './javascriptLiteral.ts';
import { javascriptModule } from './javascriptModules.ts';
import type { Acceptance, SignatureParameter } from './signature.ts';
import type { SourceFile, SourceFiles } from './sourceFiles.ts';
import { fieldOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf } from './syntax.ts';

/** The members of an object type: a literal, or an interface or alias, also an imported one. Any other type is open. */
export function typeMembers({ tree, file, files }: TypeSource, annotation: SyntaxNode): Acceptance {
  const [type] = annotation.type === 'type_annotation' ? namedChildren(annotation) : [annotation];
  return type ? membersOf({ tree, file, files, budget: { left: MOST_TYPES } }, type) : OPEN;
}

/** Where a type is written, and where those that it imports are looked for. */
export interface TypeSource {
  readonly tree: SyntaxTree;
  readonly file: SourceFile;
  readonly files: SourceFiles;
}

const OPEN: Acceptance = { parameters: [], open: true };

/** Types of one signature that are looked into; circles of names end by it. */
const MOST_TYPES = 50;

interface Reader extends TypeSource {
  readonly budget: { left: number };
}

function membersOf(reader: Reader, type: SyntaxNode): Acceptance {
  reader.budget.left -= 1;
  if (reader.budget.left < 0) return OPEN;
  switch (type.type) {
    case 'object_type':
    case 'interface_body':
      return literalMembers(reader, type);
    case 'intersection_type':
      return joined(namedChildren(type).map((one) => membersOf(reader, one)));
    case 'parenthesized_type':
    case 'readonly_type':
      return joined(namedChildren(type).map((one) => membersOf(reader, one)));
    case 'type_identifier':
      return namedMembers(reader, textOf(reader.tree, type));
    case 'generic_type':
      return genericMembers(reader, type);
    default:
      return OPEN;
  }
}

function literalMembers({ tree, file }: Reader, type: SyntaxNode): Acceptance {
  const members = namedChildren(type);
  const parameters = members.flatMap((one): SignatureParameter[] => {
    const key = fieldOf(one, 'name');
    const name = one.type === 'property_signature' ? propertyName(tree, key) : undefined;
    if (!key || name === undefined) return [];
    const annotation = fieldOf(one, 'type');
    const at = { file: file.path, span: { start: key.start, end: key.end } };
    const required = !one.children.some((child) => child.type === '?');
    return [{ name, at, required, ...(annotation ? { annotation: textOf(tree, annotation).replace(/^:\s*/, '') } : {}) }];
  });
  return { parameters, open: parameters.length !== members.length };
}

function namedMembers(reader: Reader, name: string): Acceptance {
  const declarations = topLevel(reader.tree).filter((one) => TYPE.test(one.type) && isNamed(reader.tree, one, name));
  if (declarations.length > 0) return joined(declarations.map((one) => declarationMembers(reader, one)));
  const imported = javascriptExports(reader.tree).locals.get(name);
  return imported?.kind === 'from' ? importedMembers(reader, imported.module, imported.original) : OPEN;
}

/** A type that another file of the workspace exports. */
function importedMembers(reader: Reader, module: string, name: string): Acceptance {
  const file = javascriptModule(module, reader.file.path, reader.files);
  reader.budget.left -= 1;
  if (!file?.tree || reader.budget.left < 0) return OPEN;
  const there = { ...reader, tree: file.tree, file };
  const found = javascriptExports(file.tree).names.get(name);
  switch (found?.kind) {
    case 'from':
      return importedMembers(there, found.module, found.original);
    case 'local':
      return namedMembers(there, found.name);
    case 'node':
      return TYPE.test(found.node.type) ? namedMembers(there, name) : OPEN;
    default:
      return OPEN;
  }
}

const TYPE = /^(interface|type_alias)_declaration$/;

/** `Readonly<T>`, `Required<T>` and `Partial<T>` of a type that can be read. */
function genericMembers(reader: Reader, type: SyntaxNode): Acceptance {
  const name = fieldOf(type, 'name');
  const [argument, second] = namedChildren(fieldOf(type, 'type_arguments'));
  const wrapper = name && textOf(reader.tree, name);
  if (!argument || second || !wrapper || !/^(Readonly|Required|Partial)$/.test(wrapper)) return OPEN;
  const inner = membersOf(reader, argument);
  if (wrapper === 'Readonly') return inner;
  return { ...inner, parameters: inner.parameters.map((one) => ({ ...one, required: wrapper === 'Required' })) };
}

function declarationMembers(reader: Reader, declaration: SyntaxNode): Acceptance {
  const body = fieldOf(declaration, 'body') ?? fieldOf(declaration, 'value');
  const clause = declaration.children.find((one) => one.type === 'extends_type_clause');
  if (!body || fieldOf(declaration, 'type_parameters')) return OPEN;
  return joined([...namedChildren(clause), body].map((one) => membersOf(reader, one)));
}

function topLevel(tree: SyntaxTree): readonly SyntaxNode[] {
  return namedChildren(tree.root).map((one) => (one.type === 'export_statement' ? (fieldOf(one, 'declaration') ?? one) : one));
}

function isNamed(tree: SyntaxTree, declaration: SyntaxNode, name: string): boolean {
  const own = fieldOf(declaration, 'name');
  return own !== undefined && textOf(tree, own) === name;
}

function joined(parts: readonly Acceptance[]): Acceptance {
  const parameters = new Map(parts.flatMap((one) => one.parameters.map((parameter) => [parameter.name, parameter] as const)));
  return { parameters: [...parameters.values()], open: parts.some((one) => one.open) };
}
