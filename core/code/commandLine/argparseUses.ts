import { fieldOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf, walk } from '../syntax.ts';

/** One place where a script does something with a parser of argparse or a group of it. */
export interface Use {
  /** `made`: the parser is created; `elsewhere`: one is created that no plain name holds; `other`: anything that is not understood. */
  readonly kind: 'made' | 'elsewhere' | 'add' | 'parse' | 'other';
  readonly call: SyntaxNode;
  /** Under a condition, or in a function that is handed the parser. */
  readonly conditional: boolean;
  /** Inside a loop. */
  readonly repeated: boolean;
}

/** Every use of every name that holds a parser or a group, in order. Names are taken as one wherever they stand. */
export function argparseUses(tree: SyntaxTree): readonly Use[] {
  const places = placesOf(tree.root);
  const names = parserNames(tree);
  const uses: Use[] = [];
  if (!names.settled) uses.push({ kind: 'other', call: tree.root, conditional: false, repeated: false });
  for (const place of places) {
    if (place.node.type === 'call' && isParserCall(tree, place.node)) uses.push({ ...contextOf(tree, place), ...creation(place) });
    else if (isParser(tree, place.node, names)) uses.push(...useOf(tree, place, names));
  }
  return uses;
}

interface Place {
  readonly node: SyntaxNode;
  readonly above: Place | undefined;
}

function placesOf(root: SyntaxNode): readonly Place[] {
  const found: Place[] = [];
  const stack: Place[] = [{ node: root, above: undefined }];
  for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
    found.push(place);
    for (const node of place.node.children.toReversed()) if (node.named) stack.push({ node, above: place });
  }
  return found;
}

interface Names {
  /** Variables that hold the parser or a group. */
  readonly variables: ReadonlySet<string>;
  readonly exclusive: ReadonlySet<string>;
  /** Functions that return the parser. */
  readonly builders: ReadonlySet<string>;
  /** The functions of the file with the names of their parameters; nothing for those that are defined twice. */
  readonly functions: ReadonlyMap<string, readonly string[]>;
  /** Every name was followed to its end. */
  readonly settled: boolean;
}

const GROUP = /^add_(argument|mutually_exclusive)_group$/;

/** Found in file order until nothing is added: a group of a group, a variable of what a function returns. */
function parserNames(tree: SyntaxTree): Names {
  const [variables, exclusive, builders] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const nodes = [...walk(tree.root)];
  let settled = false;
  for (let pass = 0; !settled && pass < MOST_PASSES; pass++) {
    const before = variables.size + builders.size;
    for (const node of nodes) {
      if (node.type === 'function_definition' && returnsOneOf(tree, node, variables)) builders.add(nameOf(tree, node));
      const [left, right] = node.type === 'assignment' ? [fieldOf(node, 'left'), fieldOf(node, 'right')] : [];
      if (left?.type !== 'identifier' || right?.type !== 'call') continue;
      const method = methodOf(tree, right);
      const isGroup = method !== undefined && GROUP.test(method.name) && variables.has(textOf(tree, method.object));
      const callee = fieldOf(right, 'function');
      if (!isGroup && !isParserCall(tree, right) && !(callee && builders.has(textOf(tree, callee)))) continue;
      variables.add(textOf(tree, left));
      if (isGroup && (method.name.includes('exclusive') || exclusive.has(textOf(tree, method.object)))) exclusive.add(textOf(tree, left));
    }
    settled = before === variables.size + builders.size;
  }
  return { variables, exclusive, builders, functions: functionsOf(tree, nodes), settled };
}

/** Names that are used before they are bound, in functions, need another pass each; people's scripts need two. */
const MOST_PASSES = 10;

function functionsOf(tree: SyntaxTree, nodes: readonly SyntaxNode[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const node of nodes) {
    if (node.type !== 'function_definition') continue;
    const name = nameOf(tree, node);
    found.set(name, found.has(name) ? [] : parameterNames(tree, node));
  }
  return found;
}

function returnsOneOf(tree: SyntaxTree, definition: SyntaxNode, variables: ReadonlySet<string>): boolean {
  return [...walk(definition)].some((node) => {
    const [value] = node.type === 'return_statement' ? namedChildren(node) : [];
    return value?.type === 'identifier' && variables.has(textOf(tree, value));
  });
}

function nameOf(tree: SyntaxTree, definition: SyntaxNode): string {
  const name = fieldOf(definition, 'name');
  return name ? textOf(tree, name) : '';
}

function isParserCall(tree: SyntaxTree, call: SyntaxNode): boolean {
  const callee = fieldOf(call, 'function');
  return callee !== undefined && /(^|\.)ArgumentParser$/.test(textOf(tree, callee));
}

/** An identifier that stands for a parser, or a call of a function that returns one. */
function isParser(tree: SyntaxTree, node: SyntaxNode, names: Names): boolean {
  if (node.type !== 'identifier' || node.field === 'attribute') return false;
  const name = textOf(tree, node);
  return names.variables.has(name) || names.builders.has(name);
}

function creation({ node, above }: Place): Pick<Use, 'kind' | 'call'> {
  const isHeld = above?.node.type === 'assignment' && fieldOf(above.node, 'left')?.type === 'identifier';
  return { kind: isHeld ? 'made' : 'elsewhere', call: node };
}

function methodOf(tree: SyntaxTree, call: SyntaxNode): { readonly object: SyntaxNode; readonly name: string } | undefined {
  const callee = fieldOf(call, 'function');
  const [object, name] = callee?.type === 'attribute' ? [fieldOf(callee, 'object'), fieldOf(callee, 'attribute')] : [];
  return object && name ? { object, name: textOf(tree, name) } : undefined;
}

/** What changes nothing about the options. */
const HARMLESS = /^(print_help|print_usage|format_help|format_usage|error|exit)$/;
const TEXTS = /^(description|epilog|usage|prog)$/;

function useOf(tree: SyntaxTree, place: Place, names: Names): readonly Use[] {
  const name = textOf(tree, place.node);
  const isBuilder = names.builders.has(name);
  const parent = place.above;
  if (!parent || (isBuilder && parent.node.type === 'function_definition')) return [];
  if (parent.node.type === 'keyword_argument' && place.node.field === 'name') return [];
  const call = isBuilder ? parent : place;
  if (isBuilder && (parent.node.type !== 'call' || place.node.field !== 'function')) return [other(tree, place)];
  const around = call.above;
  if (!around) return [];
  if (isQuiet(tree, call, around, names)) return [];
  const outer = around.above;
  if (around.node.type !== 'attribute' || call.node.field !== 'object' || !outer) return [other(tree, place)];
  const attribute = fieldOf(around.node, 'attribute');
  const method = attribute ? textOf(tree, attribute) : '';
  if (outer.node.type !== 'call' || around.node.field !== 'function')
    return outer.node.type === 'assignment' && TEXTS.test(method) ? [] : [other(tree, place)];
  return methodUse(tree, { outer, method, name }, names);
}

interface MethodCall {
  readonly outer: Place;
  readonly method: string;
  /** The variable whose method is called. */
  readonly name: string;
}

function methodUse(tree: SyntaxTree, { outer, method, name }: MethodCall, names: Names): readonly Use[] {
  const context = contextOf(tree, outer);
  const held = outer.above?.node;
  if (HARMLESS.test(method)) return [];
  if (GROUP.test(method) && held?.type === 'assignment' && fieldOf(held, 'left')?.type === 'identifier') return [];
  if (method === 'parse_args') return [{ ...context, kind: 'parse', call: outer.node }];
  if (method !== 'add_argument') return [{ ...context, kind: 'other', call: outer.node }];
  return [{ ...context, kind: 'add', call: outer.node, conditional: context.conditional || names.exclusive.has(name) }];
}

/** Where a parser is bound, returned, or handed to a function of this file under the same name. */
function isQuiet(tree: SyntaxTree, place: Place, around: Place, names: Names): boolean {
  const { type } = around.node;
  if (type === 'assignment') {
    const [left, right] = [fieldOf(around.node, 'left'), fieldOf(around.node, 'right')];
    return (
      left?.type === 'identifier' &&
      right?.type === 'call' &&
      (place.node === left ? makesParser(tree, right, names) : place.node === right)
    );
  }
  if (type === 'return_statement') return place.node.type === 'identifier';
  if (type === 'parameters' || type === 'typed_parameter') return place.node.field !== 'value';
  const callee = type === 'argument_list' && around.above ? fieldOf(around.above.node, 'function') : undefined;
  if (!callee || place.node.type !== 'identifier') return false;
  return names.functions.get(textOf(tree, callee))?.includes(textOf(tree, place.node)) ?? false;
}

function makesParser(tree: SyntaxTree, call: SyntaxNode, { variables, builders }: Names): boolean {
  const callee = fieldOf(call, 'function');
  const method = methodOf(tree, call);
  if (method) return isParserCall(tree, call) || (GROUP.test(method.name) && variables.has(textOf(tree, method.object)));
  return isParserCall(tree, call) || (callee !== undefined && builders.has(textOf(tree, callee)));
}

function parameterNames(tree: SyntaxTree, definition: SyntaxNode): readonly string[] {
  return namedChildren(fieldOf(definition, 'parameters')).map((one) => textOf(tree, namedChildren(one)[0] ?? one));
}

function other(tree: SyntaxTree, place: Place): Use {
  return { ...contextOf(tree, place), kind: 'other', call: place.node };
}

const LOOPS = /^(for_statement|while_statement|\w+_comprehension|generator_expression|lambda)$/;
const CONDITIONS = /^(if_statement|try_statement|match_statement|conditional_expression|boolean_operator|class_definition)$/;

function contextOf(tree: SyntaxTree, place: Place): Pick<Use, 'conditional' | 'repeated'> {
  let [conditional, repeated] = [false, false];
  for (let at = place.above; at !== undefined; at = at.above) {
    const { node } = at;
    if (LOOPS.test(node.type)) repeated = true;
    if (CONDITIONS.test(node.type) && !isMain(tree, node)) conditional = true;
    if (node.type === 'function_definition' && place.node.type === 'call' && handsParser(tree, node, place)) conditional = true;
  }
  return { conditional, repeated };
}

/** `if __name__ == '__main__':` holds whenever the script is run. */
function isMain(tree: SyntaxTree, node: SyntaxNode): boolean {
  const condition = fieldOf(node, 'condition');
  return condition !== undefined && /^\(?\s*__name__\s*==/.test(textOf(tree, condition)) && !fieldOf(node, 'alternative');
}

/** A function that is handed the parser may be called or not. */
function handsParser(tree: SyntaxTree, definition: SyntaxNode, { node }: Place): boolean {
  const method = methodOf(tree, node);
  return method !== undefined && method.name === 'add_argument' && parameterNames(tree, definition).includes(textOf(tree, method.object));
}
