import { type Definition, pythonDefinition, type PythonScope } from './pythonDefinition.ts';
import { parameterAt } from './pythonParameters.ts';
import type { Acceptance, SignatureParameter } from './signature.ts';
import type { SourceFile } from './sourceFiles.ts';
import { fieldOf, fieldsOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf } from './syntax.ts';

type ClassDefinition = Extract<Definition, { kind: 'class' }>;

/**
 * The fields of a dataclass or pydantic model that an annotation names. `value`: the annotation is an ordinary type;
 * `unknown`: it may be a model, but its source is not in the workspace.
 */
export function modelOfAnnotation(annotation: string, file: SourceFile, scope: PythonScope): Acceptance | 'value' | 'unknown' {
  const name = annotation.replaceAll(/^['"]|['"]$/g, '').trim();
  if (!/^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(name)) return 'value';
  const found = definitionOf(name, file, scope);
  if (found.kind === 'class') return modelFields(found, scope);
  if (found.kind === 'foreign') return VALUE_MODULES.has(found.module.split('.')[0] ?? '') ? 'value' : 'unknown';
  return found.kind === 'absent' ? 'value' : 'unknown';
}

/** Modules whose types are never models. */
const VALUE_MODULES: ReadonlySet<string> = new Set([
  'typing',
  'typing_extensions',
  'collections',
  'pathlib',
  'datetime',
  'decimal',
  'fractions',
  'enum',
  'uuid',
  'numbers',
  'os',
  'io',
  'numpy',
  'pandas',
  'torch',
  'builtins',
  'abc',
]);

const PYDANTIC = /^(pydantic\.)?BaseModel$/;
const PLAIN_BASE = /^(object|ABC|abc\.ABC|(typing\.)?(Generic|Protocol)(\[.*)?)$/s;

function definitionOf(name: string, file: SourceFile, scope: PythonScope): Definition {
  const dot = name.indexOf('.');
  if (dot < 0) return pythonDefinition(name, file, scope);
  const first = name.slice(0, dot);
  return VALUE_MODULES.has(first) || first === 'np' || first === 'pd' ? { kind: 'foreign', module: 'typing' } : { kind: 'unknown' };
}

interface Model extends Acceptance {
  readonly pydantic: boolean;
}

function modelFields(definition: ClassDefinition, scope: PythonScope): Model | 'value' | 'unknown' {
  const { tree, file, node, decorators } = definition;
  const inherited = readBases(definition, scope);
  const dataclass = decorators.some((one) => /^@\s*([\w.]+\.)?dataclass\b/.test(textOf(tree, one)));
  if (!dataclass && !inherited.pydantic && !inherited.dataclass) return inherited.unknown ? 'unknown' : 'value';
  const fields = new Map(inherited.fields.map((one) => [one.name, one]));
  if (dataclass || inherited.pydantic) for (const one of ownFields(tree, file, node)) fields.set(one.name, one);
  const body = fieldOf(node, 'body');
  const custom = namedChildren(body).some((one) => /^(def\s+__init__\b|model_config\b|class\s+Config\b)/.test(textOf(tree, one)));
  const open = custom || inherited.open || inherited.unknown || usesAliases(tree, body);
  return { parameters: [...fields.values()], open, pydantic: inherited.pydantic };
}

interface Inherited {
  readonly fields: readonly SignatureParameter[];
  readonly pydantic: boolean;
  readonly dataclass: boolean;
  readonly unknown: boolean;
  readonly open: boolean;
}

function readBases({ tree, file, node }: ClassDefinition, scope: PythonScope): Inherited {
  const bases = namedChildren(fieldOf(node, 'superclasses')).filter((one) => one.type !== 'keyword_argument');
  const names = bases.map((one) => textOf(tree, one));
  const models = names.filter((one) => !PYDANTIC.test(one) && !PLAIN_BASE.test(one)).map((one) => baseModel(one, file, scope));
  const known = models.filter((one) => typeof one === 'object');
  return {
    fields: known.flatMap((one) => one.parameters),
    pydantic: names.some((one) => PYDANTIC.test(one)) || known.some((one) => one.pydantic),
    dataclass: known.some((one) => !one.pydantic),
    unknown: models.includes('unknown'),
    open: known.some((one) => one.open),
  };
}

function baseModel(name: string, file: SourceFile, scope: PythonScope): Model | 'value' | 'unknown' {
  const found = definitionOf(name, file, scope);
  return found.kind === 'class' ? modelFields(found, scope) : 'unknown';
}

function ownFields(tree: SyntaxTree, file: SourceFile, node: SyntaxNode): readonly SignatureParameter[] {
  return namedChildren(fieldOf(node, 'body')).flatMap((statement) => {
    const [assignment] = namedChildren(statement);
    const name = fieldOf(assignment, 'left');
    const annotation = fieldOf(assignment, 'type');
    if (statement.type !== 'expression_statement' || name?.type !== 'identifier' || !annotation) return [];
    if (textOf(tree, name).startsWith('_') || /\b(ClassVar|KW_ONLY|PrivateAttr)\b/.test(textOf(tree, annotation))) return [];
    const value = fieldOf(assignment, 'right');
    const shape = fieldValue(tree, value);
    if (shape === 'not-in-init') return [];
    const parameter = parameterAt({ tree, path: file.path }, { name, annotation, value: shape });
    return [shape === undefined && value !== undefined ? { ...parameter, required: isRequired(tree, value) } : parameter];
  });
}

/** The default behind `field(…)` and `Field(…)`; a value itself when it is neither. */
function fieldValue(tree: SyntaxTree, value: SyntaxNode | undefined): SyntaxNode | undefined | 'not-in-init' {
  const callee = value?.type === 'call' ? fieldOf(value, 'function') : undefined;
  if (!value || !callee || !/^([\w.]+\.)?[fF]ield$/.test(textOf(tree, callee))) return value;
  if (keyword(tree, value, 'init')?.type === 'false') return 'not-in-init';
  const positional = textOf(tree, callee).endsWith('Field') ? namedChildren(fieldOf(value, 'arguments'))[0] : undefined;
  const first = positional?.type === 'keyword_argument' || positional?.type === 'ellipsis' ? undefined : positional;
  return keyword(tree, value, 'default') ?? first;
}

function isRequired(tree: SyntaxTree, call: SyntaxNode): boolean {
  return keyword(tree, call, 'default_factory') === undefined;
}

function keyword(tree: SyntaxTree, call: SyntaxNode, name: string): SyntaxNode | undefined {
  const argument = namedChildren(fieldOf(call, 'arguments')).find((one) => {
    const [key] = one.type === 'keyword_argument' ? fieldsOf(one, 'name') : [];
    return key !== undefined && textOf(tree, key) === name;
  });
  return fieldOf(argument, 'value');
}

/** Aliases give fields other names, which are not followed. */
function usesAliases(tree: SyntaxTree, body: SyntaxNode | undefined): boolean {
  return body !== undefined && /\b(validation_)?alias\w*\s*=/.test(textOf(tree, body));
}
