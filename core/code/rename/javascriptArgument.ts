import { fieldOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf, walk } from '../syntax.ts';
import { refused, type SourceRenaming } from './renaming.ts';

/**
 * Renames a property that a JavaScript function takes out of its first parameter. The variable inside keeps its name
 * (`{ mu }` becomes `{ friction: mu }`) unless all its uses can be renamed with it.
 */
export function renameJavascriptArgument(tree: SyntaxTree, at: number, to: string): SourceRenaming {
  if (!tree.sound) return refused('its file has syntax errors');
  const patterns = [...walk(tree.root)].filter((one) => one.type === 'object_pattern' && one.start <= at && at < one.end);
  const property = namedChildren(patterns.at(-1)).find((one) => one.start <= at && at < one.end);
  if (!property) return refused('the name is a member of a type, which may be used anywhere');
  const definition = [...walk(tree.root)].filter((one) => FUNCTION.test(one.type) && one.start <= at && at < one.end).at(-1);
  const parameters = fieldOf(definition, 'parameters') ?? fieldOf(definition, 'parameter');
  if (!definition || !parameters || at >= parameters.end) return refused('its parameters are not plain names');
  if (namedChildren(patterns.at(-1)).some((one) => one.type === 'rest_pattern')) return refused('it takes all further properties (`...`)');
  if ([...walk(parameters)].some((one) => one.type === 'type_annotation'))
    return refused('the type of its parameter names the property, too');
  if (property.type === 'pair_pattern') {
    const key = fieldOf(property, 'key') ?? property;
    return { kind: 'edits', edits: [{ start: key.start, end: key.end, text: written(to) }] };
  }
  const variable = fieldOf(property, 'left') ?? property;
  const uses = isName(to) ? usesOf(tree, definition, { declared: variable, to }) : undefined;
  if (uses === undefined) return { kind: 'edits', edits: [{ start: variable.start, end: variable.start, text: `${written(to)}: ` }] };
  return { kind: 'edits', edits: [{ start: variable.start, end: variable.end, text: to }, ...uses] };
}

const FUNCTION = /^(function_declaration|function_expression|generator_function(_declaration)?|arrow_function|method_definition)$/;

const KEYWORDS =
  /^(await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|false|finally|for|function|if|import|in|instanceof|let|new|null|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield|arguments|eval)$/;

function isName(text: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text) && !KEYWORDS.test(text);
}

/** A key of an object pattern. */
function written(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`;
}

/** Edits of all uses of a variable, or nothing when one of them cannot be told from another variable's. */
function usesOf(
  tree: SyntaxTree,
  definition: SyntaxNode,
  { declared, to }: { readonly declared: SyntaxNode; readonly to: string },
): readonly { start: number; end: number; text: string }[] | undefined {
  const name = textOf(tree, declared);
  const nodes = [...walk(definition)].filter((one) => one !== declared && IDENTIFIER.test(one.type));
  if (nodes.some((one) => one.type !== 'property_identifier' && textOf(tree, one) === to)) return undefined;
  const same = nodes.filter((one) => textOf(tree, one) === name && one.type !== 'property_identifier');
  const isDeclaration = (one: SyntaxNode) => one.type === 'shorthand_property_identifier_pattern' || declares(definition, one);
  if (same.some(isDeclaration)) return undefined;
  return same.map((one) => ({
    start: one.start,
    end: one.end,
    text: one.type === 'shorthand_property_identifier' ? `${name}: ${to}` : to,
  }));
}

const IDENTIFIER = /^(identifier|shorthand_property_identifier(_pattern)?|property_identifier)$/;

/** Whether an identifier declares another variable: in a declaration, a parameter list, a catch or a loop. */
function declares(definition: SyntaxNode, identifier: SyntaxNode): boolean {
  const holds = (node: SyntaxNode) => node.start <= identifier.start && identifier.end <= node.end;
  return [...walk(definition)].some((node) => node !== definition && holds(node) && declaredBy(node).some(holds));
}

function declaredBy(node: SyntaxNode): readonly SyntaxNode[] {
  const fields = DECLARING.find(([type]) => type.test(node.type))?.[1] ?? [];
  return fields.flatMap((field) => fieldOf(node, field) ?? []);
}

const DECLARING: readonly (readonly [type: RegExp, fields: readonly string[]])[] = [
  [FUNCTION, ['name', 'parameters', 'parameter']],
  [/^variable_declarator$|^class_declaration$/, ['name']],
  [/^catch_clause$/, ['parameter']],
  [/^for_in_statement$/, ['left']],
];
