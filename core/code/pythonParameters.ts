import type { Value } from '../value/value.ts';
import type { FunctionDefinition } from './pythonDefinition.ts';
import { pythonLiteral, pythonString } from './pythonLiteral.ts';
import type { Acceptance, SignatureParameter } from './signature.ts';
import { fieldOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf } from './syntax.ts';

/** The parameters of a function by whether keywords can reach them; those that are filled by position are left out. */
export function pythonParameters(definition: FunctionDefinition): Acceptance {
  const { node, preset, unbound } = definition;
  const all = namedChildren(fieldOf(node, 'parameters'));
  const slash = all.findIndex((one) => one.type === 'positional_separator');
  // `self` could be given by name, but a sweep has no instance to give.
  const hidden = all.slice(0, Math.max(slash, unbound ? 1 : 0));
  const first = Math.max(hidden.length + (slash >= 0 ? 1 : 0), preset.positional + (slash >= 0 && preset.positional > slash ? 1 : 0));
  const parameters = all.slice(first).flatMap((one) => readParameter(definition, one));
  const unreachable = hidden.slice(preset.positional).flatMap((one) => readParameter(definition, one));
  return {
    parameters: parameters.map((one) => (preset.named.includes(one.name) ? filled(one) : one)),
    open: all.some(isKeywordSplat),
    ...(unreachable.length > 0 && { unreachable }),
  };
}

/** One name with annotation and default, as parameters and class fields have them. */
export function parameterAt(source: { readonly tree: SyntaxTree; readonly path: string }, parts: ParameterParts): SignatureParameter {
  const { tree, path } = source;
  const { name, annotation, value } = parts;
  const literal = value && pythonLiteral(tree, value);
  return {
    name: textOf(tree, name),
    at: { file: path, span: { start: name.start, end: name.end } },
    ...(annotation ? { annotation: textOf(tree, annotation) } : {}),
    required: value === undefined,
    ...(literal === undefined ? {} : { default: literal satisfies Value }),
  };
}

export interface ParameterParts {
  readonly name: SyntaxNode;
  readonly annotation: SyntaxNode | undefined;
  readonly value: SyntaxNode | undefined;
}

/** The docstring of a function or class without its common indentation. */
export function pythonDocstring(tree: SyntaxTree, definition: SyntaxNode): string | undefined {
  const statement = namedChildren(fieldOf(definition, 'body'))[0];
  const [first, second] = namedChildren(statement);
  if (statement?.type !== 'expression_statement' || first?.type !== 'string' || second) return undefined;
  const text = pythonString(tree, first);
  return text === undefined ? undefined : dedent(text);
}

function readParameter({ tree, file }: FunctionDefinition, node: SyntaxNode): readonly SignatureParameter[] {
  const name = node.type === 'identifier' ? node : (fieldOf(node, 'name') ?? namedChildren(node)[0]);
  if (name?.type !== 'identifier' || node.type.endsWith('_splat_pattern')) return [];
  return [parameterAt({ tree, path: file.path }, { name, annotation: fieldOf(node, 'type'), value: fieldOf(node, 'value') })];
}

function isKeywordSplat(node: SyntaxNode): boolean {
  return (
    node.type === 'dictionary_splat_pattern' ||
    (node.type === 'typed_parameter' && namedChildren(node)[0]?.type === 'dictionary_splat_pattern')
  );
}

function filled(parameter: SignatureParameter): SignatureParameter {
  const { default: _, ...rest } = parameter;
  return { ...rest, required: false };
}

function dedent(text: string): string {
  const [first = '', ...rest] = text.split('\n');
  const indents = rest.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const common = indents.reduce((least, indent) => Math.min(least, indent), Number.POSITIVE_INFINITY);
  return [first.trim(), ...rest.map((line) => line.slice(common).trimEnd())].join('\n').trim();
}
