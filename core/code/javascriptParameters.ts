import { javascriptLiteral, propertyName } from './javascriptLiteral.ts';
import type { Acceptance, SignatureParameter } from './signature.ts';
import type { SourceFile } from './sourceFiles.ts';
import { fieldOf, namedChildren, type SyntaxNode, type SyntaxTree } from './syntax.ts';
import { typeMembers, type TypeSource } from './typescriptTypes.ts';

/** The names that a function takes out of its first parameter, the object of all parameters. */
export function javascriptParameters(source: TypeSource, definition: SyntaxNode): Acceptance {
  const { tree, file } = source;
  const first = fieldOf(definition, 'parameter') ?? namedChildren(fieldOf(definition, 'parameters'))[0];
  if (!first) return OPEN;
  const pattern = patternOf(first);
  const annotation = fieldOf(first, 'type');
  const members = annotation ? typeMembers(source, annotation) : undefined;
  if (pattern?.type !== 'object_pattern') return members ?? OPEN;
  const taken = namedChildren(pattern);
  const parameters = taken.flatMap((one) => readProperty(tree, file, one));
  const open = taken.length !== parameters.length;
  return members ? merged({ parameters, open }, members) : { parameters, open };
}

const OPEN: Acceptance = { parameters: [], open: true };

function patternOf(parameter: SyntaxNode): SyntaxNode | undefined {
  if (parameter.type === 'assignment_pattern') return fieldOf(parameter, 'left');
  return fieldOf(parameter, 'pattern') ?? parameter;
}

/** One property of a pattern; nothing for a rest element or a computed name. */
function readProperty(tree: SyntaxTree, file: SourceFile, node: SyntaxNode): readonly SignatureParameter[] {
  const inner = node.type === 'pair_pattern' ? fieldOf(node, 'value') : node;
  const key = node.type === 'pair_pattern' ? fieldOf(node, 'key') : (fieldOf(node, 'left') ?? node);
  const name = node.type === 'rest_pattern' ? undefined : propertyName(tree, key);
  if (!key || name === undefined) return [];
  const value = inner?.type.endsWith('assignment_pattern') ? fieldOf(inner, 'right') : undefined;
  const literal = value && javascriptLiteral(tree, value);
  const at = { file: file.path, span: { start: key.start, end: key.end } };
  return [{ name, at, required: value === undefined, ...(literal === undefined ? {} : { default: literal }) }];
}

/** What is destructured says what is needed; the type adds annotations and the names that may be passed as well. */
function merged(taken: Acceptance, members: Acceptance): Acceptance {
  const types = new Map(members.parameters.map((one) => [one.name, one]));
  const own = taken.parameters.map((one): SignatureParameter => {
    const type = types.get(one.name);
    if (!type) return one;
    return { ...one, ...(type.annotation === undefined ? {} : { annotation: type.annotation }), required: one.required && type.required };
  });
  const names = new Set(own.map((one) => one.name));
  const others = members.parameters.filter((one) => !names.has(one.name)).map((one) => ({ ...one, required: false }));
  return { parameters: [...own, ...others], open: taken.open || members.open };
}

/** The text of the documentation comment directly above a declaration. */
export function javascriptDocstring(tree: SyntaxTree, definition: SyntaxNode): string | undefined {
  const above = tree.text.slice(0, definition.start);
  const match = /\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*(?:(?:export|default|const|let|var|async|[\w$]+\s*=)\s*)*$/.exec(
    above.slice(-LONGEST_COMMENT),
  );
  const text = match?.[1]?.split('\n').map((line) => line.replace(/^\s*\*? ?/, '').trimEnd());
  return text?.join('\n').trim();
}

const LONGEST_COMMENT = 4000;
