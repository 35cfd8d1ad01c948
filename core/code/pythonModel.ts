import { decoratorOf } from './pythonDecorators.ts';
import { type Definition, pythonDottedDefinition, type PythonScope } from './pythonDefinition.ts';
import { keywordOf } from './pythonCall.ts';
import { parameterAt } from './pythonParameters.ts';
import type { Acceptance, SignatureParameter } from './signature.ts';
import type { SourceFile } from './sourceFiles.ts';
import { fieldOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf } from './syntax.ts';

type ClassDefinition = Extract<Definition, { kind: 'class' }>;

/**
 * The fields of a dataclass or pydantic model that an annotation names. `value`: the annotation is an ordinary type;
 * `unknown`: it may be a model, but its source is not in the workspace, or does not say.
 */
export function modelOfAnnotation(annotation: string, file: SourceFile, scope: PythonScope): Acceptance | 'value' | 'unknown' {
  const [, name, generic] = NAME.exec(annotation.replaceAll(/^['"]|['"]$/g, '').trim()) ?? [];
  if (name === undefined) return 'value';
  const found = pythonDottedDefinition(name, file, scope);
  // The type behind `Annotated[T, …]` counts, and what a generic class makes of itself is its own affair.
  if (generic !== undefined) return isValue(found) && !/(^|\.)Annotated$/.test(name) ? 'value' : 'unknown';
  return found.kind === 'class' ? modelFields(found, scope) : valueOrUnknown(found);
}

const NAME = /^((?:[\p{L}_][\p{L}\p{N}_]*)(?:\.[\p{L}_][\p{L}\p{N}_]*)*)(\[[^|]*\])?$/u;

function valueOrUnknown(found: Definition): 'value' | 'unknown' {
  return isValue(found) ? 'value' : 'unknown';
}

function isValue(found: Definition): boolean {
  return found.kind === 'absent' || (found.kind === 'foreign' && VALUE_MODULES.has(found.module.split('.')[0] ?? ''));
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

interface Model extends Acceptance {
  readonly pydantic: boolean;
  /** It fills itself in in its own way: any name may be accepted, and none is certainly needed. */
  readonly custom: boolean;
}

function modelFields(definition: ClassDefinition, scope: PythonScope): Model | 'value' | 'unknown' {
  const { tree, file, node } = definition;
  const inherited = readBases(definition, scope);
  const decorated = readDecorators(definition, scope);
  if (decorated.unknown) return 'unknown';
  const body = namedChildren(fieldOf(node, 'body')).map((one) => textOf(tree, one));
  if (!decorated.dataclass && !inherited.pydantic && !inherited.dataclass)
    return inherited.unknown || body.some((one) => /\b(model_validate|parse_obj)\b/.test(one)) ? 'unknown' : 'value';
  const fields = new Map(inherited.fields.map((one) => [one.name, one]));
  if (decorated.dataclass || inherited.pydantic)
    for (const one of ownFields({ tree, file, node }, inherited.pydantic)) fields.set(one.name, one);
  // Aliases give fields other names, and what fills a class in by itself may need none of them.
  const custom = inherited.custom || decorated.custom || body.some((one) => CUSTOM.test(one));
  const parameters = [...fields.values()].map((one) => (custom ? { ...one, required: false } : one));
  const { pydantic } = inherited;
  return { parameters, open: custom || inherited.open || inherited.unknown, pydantic, custom };
}

const CUSTOM =
  /^(async\s+)?def\s+__(init|new)__\b|^model_config\b|^class\s+Config\b|\b(validation_)?alias\w*\s*=|\b(model_validator|root_validator)\b/;

interface Decorated {
  readonly dataclass: boolean;
  /** The class has an `__init__` of its own. */
  readonly custom: boolean;
  /** A decorator that is not known may make anything of the class. */
  readonly unknown: boolean;
}

function readDecorators({ tree, file, decorators }: ClassDefinition, scope: PythonScope): Decorated {
  const names = decorators.map((one) => decoratorOf(one, file, scope) ?? '');
  return {
    dataclass: names.some((one) => DATACLASS.test(one)),
    custom: decorators.some((one) => /\binit\s*=\s*False\b/.test(textOf(tree, one))),
    unknown: names.some((one) => !DATACLASS.test(one) && !HARMLESS.test(one)),
  };
}

const DATACLASS = /^((pydantic\.)?dataclasses\.)?dataclass$/;

/** Decorators of classes that leave their fields alone. */
const HARMLESS =
  /^(functools\.total_ordering|(typing|typing_extensions)\.(final|runtime_checkable)|enum\.(unique|verify)|dataclasses_json\.dataclass_json)$/;

interface Inherited {
  readonly fields: readonly SignatureParameter[];
  readonly pydantic: boolean;
  readonly dataclass: boolean;
  readonly unknown: boolean;
  readonly open: boolean;
  readonly custom: boolean;
}

function readBases({ tree, file, node }: ClassDefinition, scope: PythonScope): Inherited {
  const bases = namedChildren(fieldOf(node, 'superclasses')).filter((one) => one.type !== 'keyword_argument');
  const models = bases.map((one) => baseModel(textOf(tree, one), file, scope));
  const known = models.filter((one) => typeof one === 'object');
  return {
    fields: known.flatMap((one) => one.parameters),
    pydantic: models.includes('pydantic') || known.some((one) => one.pydantic),
    dataclass: known.some((one) => !one.pydantic),
    unknown: models.includes('unknown'),
    open: known.some((one) => one.open),
    custom: known.some((one) => one.custom),
  };
}

function baseModel(base: string, file: SourceFile, scope: PythonScope): Model | 'pydantic' | 'value' | 'unknown' {
  const [, name, generic] = NAME.exec(base.replaceAll(/\s/g, '')) ?? [];
  if (name === undefined) return 'unknown';
  const found = pythonDottedDefinition(name, file, scope);
  if (found.kind === 'class') return generic === undefined ? modelFields(found, scope) : 'unknown';
  const isPydantic = found.kind === 'foreign' && found.module.startsWith('pydantic') && found.name === 'BaseModel';
  return isPydantic || (found.kind === 'absent' && name === 'BaseModel') ? 'pydantic' : valueOrUnknown(found);
}

function ownFields(
  { tree, file, node }: Pick<ClassDefinition, 'tree' | 'file' | 'node'>,
  pydantic: boolean,
): readonly SignatureParameter[] {
  return namedChildren(fieldOf(node, 'body')).flatMap((statement) => {
    const [assignment] = namedChildren(statement);
    const name = fieldOf(assignment, 'left');
    const annotation = fieldOf(assignment, 'type');
    if (statement.type !== 'expression_statement' || name?.type !== 'identifier' || !annotation) return [];
    if ((pydantic && textOf(tree, name).startsWith('_')) || /\b(ClassVar|KW_ONLY|PrivateAttr)\b/.test(textOf(tree, annotation))) return [];
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
  if (keywordOf(tree, value, 'init')?.type === 'false') return 'not-in-init';
  const positional = textOf(tree, callee).endsWith('Field') ? namedChildren(fieldOf(value, 'arguments'))[0] : undefined;
  const first = positional?.type === 'keyword_argument' || positional?.type === 'ellipsis' ? undefined : positional;
  return keywordOf(tree, value, 'default') ?? first;
}

function isRequired(tree: SyntaxTree, call: SyntaxNode): boolean {
  return keywordOf(tree, call, 'default_factory') === undefined;
}
