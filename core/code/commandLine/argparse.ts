import { fieldOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf } from '../syntax.ts';
import { addedArgument } from './addArgument.ts';
import { argparseUses, type Use } from './argparseUses.ts';
import type { CommandOption, CommandOptions } from './options.ts';

/**
 * The options of a script with one `argparse.ArgumentParser`. Everything that is done with the parser must be understood,
 * otherwise the options are `open`; `undefined` where there is no parser, or not exactly one.
 */
export function argparseOptions(tree: SyntaxTree, path: string): CommandOptions | undefined {
  if (!/\b(import\s+argparse|from\s+argparse\s+import)\b/.test(tree.text)) return undefined;
  const uses = argparseUses(tree);
  const [made, second] = uses.filter((one) => one.kind === 'made');
  if (!made || second || uses.some((one) => one.kind === 'elsewhere')) return undefined;
  const added = uses.filter((one) => one.kind === 'add').map((use) => ({ use, option: addedArgument(tree, path, use.call) }));
  const parses = uses.filter((one) => one.kind === 'parse');
  const open =
    parses.length !== 1 ||
    parses.some((one) => one.conditional || one.repeated || !readsCommandLine(tree, one.call)) ||
    uses.some((one) => one.kind === 'other') ||
    added.some(({ use, option }) => option === undefined || use.repeated) ||
    !isPlain(tree, made.call) ||
    argvIsTouched(tree);
  const options = added.flatMap(({ use, option }) => (option ? [weakened(option, use)] : []));
  const { start, end } = fieldOf(made.call, 'function') ?? made.call;
  return {
    at: { file: path, span: { start, end } },
    options: [...helpOption(tree, made.call, path), ...options],
    open,
    dialect: 'argparse',
  };
}

/** What is added under a condition or in one of several exclusive options need not be given. */
function weakened(option: CommandOption, use: Use): CommandOption {
  return use.conditional ? { ...option, required: false } : option;
}

/** Keywords of `ArgumentParser(…)` that leave its options as they are written. */
const PLAIN: ReadonlySet<string> = new Set(['prog', 'usage', 'description', 'epilog', 'formatter_class', 'add_help', 'exit_on_error']);

function isPlain(tree: SyntaxTree, call: SyntaxNode): boolean {
  return namedChildren(fieldOf(call, 'arguments')).every((one) => {
    if (one.type !== 'keyword_argument') return !one.type.endsWith('_splat');
    const key = fieldOf(one, 'name');
    return key !== undefined && PLAIN.has(textOf(tree, key));
  });
}

function helpOption(tree: SyntaxTree, call: SyntaxNode, file: string): readonly CommandOption[] {
  if (/\badd_help\s*=(?!\s*True)/.test(textOf(tree, call))) return [];
  const at = { file, span: { start: call.start, end: call.end } };
  return [{ flags: ['--help', '-h'], name: 'help', at, required: false, takes: 'none' }];
}

/** `parse_args()`, `parse_args(sys.argv[1:])`, or with the parameter of a `main(argv=None)`. */
function readsCommandLine(tree: SyntaxTree, call: SyntaxNode): boolean {
  const [given, second] = namedChildren(fieldOf(call, 'arguments'));
  if (second) return false;
  if (!given || /^sys\.argv\[1:\]$/.test(textOf(tree, given))) return true;
  const name = given.type === 'identifier' ? textOf(tree, given) : '';
  return /^(argv|args)$/.test(name) && !new RegExp(`(?<![\\w.])${name}\\s*(\\+?=(?!=|\\s*None\\s*[,)])|\\.\\w+\\()`).test(tree.text);
}

/** Anything else that is done with `sys.argv` may change what the parser sees. */
function argvIsTouched(tree: SyntaxTree): boolean {
  const rest = tree.text.replaceAll(/parse_args\(\s*sys\.argv\[1:\]\s*\)/g, '');
  return /\bsys\.argv\b|\bfrom\s+sys\s+import\b[^\n]*\bargv\b/.test(rest);
}
