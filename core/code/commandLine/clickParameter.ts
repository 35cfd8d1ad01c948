import type { Value } from '../../value/value.ts';
import { keywordOf, positionalOf } from '../pythonCall.ts';
import { pythonLiteral, pythonString, pythonText } from '../pythonLiteral.ts';
import { fieldOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf } from '../syntax.ts';
import type { CommandOption, OptionType } from './options.ts';

/** One `@click.option(…)` or `@click.argument(…)` (click.palletsprojects.com); `undefined` where it cannot be read for certain. */
export function clickParameter(tree: SyntaxTree, path: string, call: SyntaxNode): CommandOption | undefined {
  const isArgument = textOf(tree, fieldOf(call, 'function') ?? call).endsWith('argument');
  const names = positionalOf(call)?.map((one) => (one.type === 'string' ? pythonString(tree, one) : undefined));
  const written = names?.filter((one) => one !== undefined);
  if (!names || !written || names.length === 0 || written.length < names.length || keywordOf(tree, call, 'cls')) return undefined;
  const flags = isArgument ? [] : flagsOf(written);
  if (!isArgument && flags.length === 0) return undefined;
  const takes = takesOf(tree, call, written);
  const value = keywordOf(tree, call, 'default');
  const literal = value && pythonLiteral(tree, value);
  const help = pythonText(tree, keywordOf(tree, call, 'help'));
  const place = namedChildren(fieldOf(call, 'arguments'))[0] ?? call;
  return {
    flags,
    name: nameOf(written),
    at: { file: path, span: { start: place.start, end: place.end } },
    ...(takes === 'none' ? {} : conversionOf(tree, call, literal)),
    required: isRequired(tree, call, { isArgument, takes }),
    ...(literal === undefined ? {} : { default: literal }),
    ...(help === undefined ? {} : { help }),
    takes,
  };
}

/** `--shout/--no-shout` are two flags. */
export function flagsOf(written: readonly string[]): readonly string[] {
  return written.flatMap((one) => one.split(/\s*\/\s*/)).filter((one) => one.startsWith('-'));
}

function nameOf(written: readonly string[]): string {
  const own = written.find((one) => !one.startsWith('-')) ?? written.find((one) => one.startsWith('--')) ?? written[0] ?? '';
  return (own.split('/')[0] ?? own).trim().replace(/^-+/, '').replaceAll('-', '_');
}

function takesOf(tree: SyntaxTree, call: SyntaxNode, written: readonly string[]): CommandOption['takes'] {
  const count = keywordOf(tree, call, 'nargs');
  const isFlag = keywordOf(tree, call, 'is_flag');
  if (written.some((one) => one.includes('/')) || isFlag?.type === 'true' || keywordOf(tree, call, 'flag_value')) return 'none';
  if (keywordOf(tree, call, 'count')?.type === 'true') return 'none';
  if (isFlag && isFlag.type !== 'false') return 'several';
  if (!count) return keywordOf(tree, call, 'type')?.type === 'tuple' ? 'several' : 1;
  const number = pythonLiteral(tree, count);
  return typeof number === 'number' && number > 0 ? number : 'several';
}

interface Kind {
  readonly isArgument: boolean;
  readonly takes: CommandOption['takes'];
}

/** What a default, a variable or a question can fill in need not be given. */
function isRequired(tree: SyntaxTree, call: SyntaxNode, { isArgument, takes }: Kind): boolean {
  if (['default', 'envvar', 'prompt', 'callback'].some((one) => keywordOf(tree, call, one) !== undefined)) return false;
  const required = keywordOf(tree, call, 'required');
  return isArgument ? !required && takes === 1 : required?.type === 'true';
}

const TYPES: readonly (readonly [RegExp, OptionType])[] = [
  [/^(int|(click\.)?(INT|IntRange\(.*\)))$/s, 'int'],
  [/^(float|(click\.)?(FLOAT|FloatRange\(.*\)))$/s, 'float'],
  [/^(str|(click\.)?STRING)$/, 'str'],
];

/** Without `type`, that of the default. */
function conversionOf(tree: SyntaxTree, call: SyntaxNode, value: Value | undefined): Pick<CommandOption, 'type' | 'choices'> {
  const node = keywordOf(tree, call, 'type');
  if (!node) return typeof value === 'string' || !keywordOf(tree, call, 'default') ? { type: 'str' } : numberType(tree, call);
  const text = textOf(tree, node);
  if (/^(click\.)?Choice\(/.test(text)) return choicesOf(tree, node);
  const [found] = TYPES.filter(([pattern]) => pattern.test(text));
  return found ? { type: found[1] } : {};
}

function numberType(tree: SyntaxTree, call: SyntaxNode): Pick<CommandOption, 'type'> {
  const type = keywordOf(tree, call, 'default')?.type;
  if (type === 'integer') return { type: 'int' };
  return type === 'float' ? { type: 'float' } : {};
}

function choicesOf(tree: SyntaxTree, call: SyntaxNode): Pick<CommandOption, 'type' | 'choices'> {
  const [list] = positionalOf(call) ?? [];
  const choices = list && pythonLiteral(tree, list);
  const isExact = !keywordOf(tree, call, 'case_sensitive');
  return isExact && Array.isArray(choices) && choices.length > 0 && choices.every((one) => typeof one === 'string')
    ? { type: 'str', choices }
    : {};
}
