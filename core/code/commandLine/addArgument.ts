import type { Value } from '../../value/value.ts';
import { keywordOf, positionalOf } from '../pythonCall.ts';
import { pythonLiteral, pythonString, pythonText } from '../pythonLiteral.ts';
import { fieldOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf } from '../syntax.ts';
import type { CommandOption, OptionType } from './options.ts';

/** One `add_argument(…)` of argparse (docs.python.org/3/library/argparse.html); `undefined` where it cannot be read for certain. */
export function addedArgument(tree: SyntaxTree, path: string, call: SyntaxNode): CommandOption | undefined {
  const names = positionalOf(call)?.map((one) => (one.type === 'string' ? pythonString(tree, one) : undefined));
  const action = actionOf(tree, call);
  if (!names || names.length === 0 || action === undefined) return undefined;
  const written = names.filter((one) => one !== undefined);
  if (written.length < names.length) return undefined;
  const flags = written.filter((one) => one.startsWith('-'));
  const takes = takesOf(tree, call, action);
  if (takes === undefined || (flags.length > 0 && flags.length < written.length)) return undefined;
  const help = pythonText(tree, keywordOf(tree, call, 'help'));
  const place = namedChildren(fieldOf(call, 'arguments'))[0] ?? call;
  return {
    flags: action === 'negatable' ? [...flags, ...flags.filter((one) => one.startsWith('--')).map((one) => `--no-${one.slice(2)}`)] : flags,
    name: nameOf(tree, call, written),
    at: { file: path, span: { start: place.start, end: place.end } },
    ...conversionOf(tree, call),
    required: flags.length === 0 ? takes !== 'optional' && takes !== 'several' : isTrue(keywordOf(tree, call, 'required')),
    ...defaultOf(tree, keywordOf(tree, call, 'default')),
    ...(help === undefined ? {} : { help }),
    takes,
  };
}

type Action = 'value' | 'flag' | 'negatable' | 'own';

const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ['store', 'value'],
  ['append', 'value'],
  ['extend', 'value'],
  ['store_true', 'flag'],
  ['store_false', 'flag'],
  ['store_const', 'flag'],
  ['append_const', 'flag'],
  ['count', 'flag'],
  ['help', 'flag'],
  ['version', 'flag'],
]);

function actionOf(tree: SyntaxTree, call: SyntaxNode): Action | undefined {
  const node = keywordOf(tree, call, 'action');
  if (!node) return 'value';
  if (node.type === 'string') return ACTIONS.get(pythonString(tree, node) ?? '');
  // An action class decides itself what it does with values.
  return /^(argparse\.)?BooleanOptionalAction$/.test(textOf(tree, node)) ? 'negatable' : 'own';
}

function takesOf(tree: SyntaxTree, call: SyntaxNode, action: Action): CommandOption['takes'] | undefined {
  if (action === 'flag' || action === 'negatable') return 'none';
  const node = keywordOf(tree, call, 'nargs');
  if (!node || node.type === 'none') return action === 'own' ? 'several' : 1;
  const value = pythonLiteral(tree, node);
  if (value === '?') return 'optional';
  if (typeof value === 'number') return value > 0 ? value : 'several';
  // REMAINDER and PARSER swallow whatever follows, options too.
  return value === '*' || value === '+' ? 'several' : undefined;
}

function nameOf(tree: SyntaxTree, call: SyntaxNode, written: readonly string[]): string {
  const dest = keywordOf(tree, call, 'dest');
  const given = dest?.type === 'string' ? pythonString(tree, dest) : undefined;
  const own = written.find((one) => one.startsWith('--')) ?? written[0] ?? '';
  return given ?? (own.startsWith('-') ? own.replace(/^-+/, '').replaceAll('-', '_') : own);
}

const TYPES: ReadonlyMap<string, OptionType> = new Map([
  ['int', 'int'],
  ['float', 'float'],
  ['str', 'str'],
]);

/** Without `type` a value stays the text that it is. Choices are compared after the conversion. */
function conversionOf(tree: SyntaxTree, call: SyntaxNode): Pick<CommandOption, 'type' | 'choices'> {
  const node = keywordOf(tree, call, 'type');
  const type = node ? TYPES.get(textOf(tree, node)) : 'str';
  if (type === undefined) return {};
  const list = keywordOf(tree, call, 'choices');
  const choices = list && pythonLiteral(tree, list.type === 'set' ? { ...list, type: 'list' } : list);
  const wanted = type === 'str' ? 'string' : 'number';
  const fit = Array.isArray(choices) && choices.length > 0 && choices.every((one) => typeof one === wanted);
  return { type, ...(fit ? { choices } : {}) };
}

function isTrue(node: SyntaxNode | undefined): boolean {
  return node?.type === 'true';
}

function defaultOf(tree: SyntaxTree, node: SyntaxNode | undefined): { readonly default?: Value } {
  const value = node && pythonLiteral(tree, node);
  return value === undefined ? {} : { default: value };
}
