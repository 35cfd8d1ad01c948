import { javascriptLiteral, javascriptString, propertyName } from './javascriptLiteral.ts';
import type { Acceptance, SignatureParameter } from './signature.ts';
import type { SourceFile } from './sourceFiles.ts';
import { fieldOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf } from './syntax.ts';

/** A text with its tree. */
interface Source {
  readonly tree: SyntaxTree;
  readonly file: SourceFile;
}

/**
 * What a zod schema accepts, which the worker applies before it calls the function. Any other schema, and every step of
 * a chain that is not known here, leaves it open: nothing is refused that zod might take.
 */
export function zodParameters(source: Source, schema: SyntaxNode): Acceptance {
  const [object, ...steps] = chainOf(source, schema) ?? [];
  const [shape] = object?.arguments ?? [];
  if (!object || !OBJECT.test(object.name) || shape?.type !== 'object' || !importsZod(source.tree)) return OPEN;
  if (steps.some((one) => !KEEPS_KEYS.test(one.name))) return OPEN;
  const members = namedChildren(shape);
  const parameters = members.flatMap((one) => field(source, one));
  const open = parameters.length !== members.length || [object, ...steps].some((one) => OPENS.test(one.name));
  const partial = steps.some((one) => one.name === 'partial');
  return { parameters: partial ? parameters.map((one) => ({ ...one, required: false })) : parameters, open };
}

const OPEN: Acceptance = { parameters: [], open: true };
const OBJECT = /^(object|strictObject|looseObject)$/;
const OPENS = /^(looseObject|loose|passthrough|catchall)$/;
const KEEPS_KEYS = /^(strict|strip|loose|passthrough|catchall|partial|refine|superRefine|transform|describe|meta|readonly|brand)$/;

interface Step {
  readonly name: string;
  readonly arguments: readonly SyntaxNode[];
}

/** `z.number().min(0)` as its calls in order; `undefined` for anything that is not a chain of calls from one name. */
function chainOf({ tree }: Source, node: SyntaxNode): readonly Step[] | undefined {
  const steps: Step[] = [];
  let rest: SyntaxNode | undefined = node;
  while (rest?.type === 'call_expression') {
    const callee = fieldOf(rest, 'function');
    const property = fieldOf(callee, 'property');
    if (callee?.type !== 'member_expression' || !property) return undefined;
    steps.unshift({ name: textOf(tree, property), arguments: namedChildren(fieldOf(rest, 'arguments')) });
    rest = fieldOf(callee, 'object');
  }
  return rest?.type === 'identifier' && /^z(od)?$/.test(textOf(tree, rest)) ? steps : undefined;
}

function importsZod(tree: SyntaxTree): boolean {
  return namedChildren(tree.root).some((one) => {
    const from = one.type === 'import_statement' ? fieldOf(one, 'source') : undefined;
    return from !== undefined && /^zod(\/|$)/.test(javascriptString(tree, from) ?? '');
  });
}

function field(source: Source, member: SyntaxNode): readonly SignatureParameter[] {
  const { tree, file } = source;
  const key = fieldOf(member, 'key');
  const name = member.type === 'pair' ? propertyName(tree, key) : undefined;
  const value = fieldOf(member, 'value');
  if (!key || name === undefined || !value) return [];
  const at = { file: file.path, span: { start: key.start, end: key.end } };
  return [{ name, at, ...typeOf(source, chainOf(source, value) ?? []) }];
}

function typeOf({ tree }: Source, [base, ...steps]: readonly Step[]): Omit<SignatureParameter, 'name' | 'at'> {
  const literalOf = (name: string) => {
    const [argument] = steps.findLast((one) => one.name === name)?.arguments ?? [];
    return argument && javascriptLiteral(tree, argument);
  };
  const type = base && annotationOf(tree, base, steps);
  const nullable = steps.some((one) => /^nulli?(able|sh)$/.test(one.name)) ? ' | null' : '';
  const preset = literalOf('default');
  const description = literalOf('describe');
  const bounds = type === 'number' || type === 'integer' ? boundsOf(literalOf) : {};
  return {
    required: type !== undefined && steps.every((one) => KEEPS_VALUES.test(one.name)),
    ...(type !== undefined && { annotation: `${type}${nullable}` }),
    ...(preset !== undefined && { default: preset }),
    ...(typeof description === 'string' && { description }),
    ...bounds,
  };
}

/** Steps after which a value is still needed, and must still be what the first step says. */
const KEEPS_VALUES =
  /^(min|max|int|gt|gte|lt|lte|positive|negative|nonnegative|nonpositive|finite|safe|multipleOf|step|regex|length|nonempty|trim|describe|meta|refine|superRefine|nullable|readonly|brand|transform)$/;

function boundsOf(literalOf: (name: string) => unknown): Pick<SignatureParameter, 'min' | 'max'> {
  const [min, max] = [literalOf('min') ?? literalOf('gte'), literalOf('max') ?? literalOf('lte')];
  return { ...(typeof min === 'number' && { min }), ...(typeof max === 'number' && { max }) };
}

/** The type as TypeScript would write it; `undefined` where a chain may accept other types than it begins with. */
function annotationOf(tree: SyntaxTree, { name, arguments: [first] }: Step, steps: readonly Step[]): string | undefined {
  if (steps.some((one) => !KEEPS_VALUES.test(one.name) && !/^(optional|nullish|default|prefault)$/.test(one.name))) return undefined;
  if (name === 'number') return steps.some((one) => one.name === 'int') ? 'integer' : 'number';
  if (name === 'int') return 'integer';
  if (name === 'string' || name === 'boolean') return name;
  if (name === 'array') return 'array';
  const literal = first && javascriptLiteral(tree, first);
  const members = Array.isArray(literal) ? literal : [literal];
  if (!/^(enum|literal)$/.test(name) || literal === undefined) return undefined;
  return members.every((one) => /^(string|number|boolean)$/.test(typeof one))
    ? members.map((one) => JSON.stringify(one)).join(' | ')
    : undefined;
}
