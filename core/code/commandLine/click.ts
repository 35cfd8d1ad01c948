import { fieldOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf, walk } from '../syntax.ts';
import { clickParameter } from './clickParameter.ts';
import type { CommandOption, CommandOptions } from './options.ts';

/** The options of a script that is one `@click.command`; `undefined` where it has none, several, or a group of commands. */
export function clickOptions(tree: SyntaxTree, path: string): CommandOptions | undefined {
  if (!/^\s*(import\s+click\b|from\s+click\s+import\b)/m.test(tree.text)) return undefined;
  if (/\b(group|add_command|CommandCollection|MultiCommand|auto_envvar_prefix|default_map)\b/.test(tree.text)) return undefined;
  const commands = [...walk(tree.root)].filter((node) => node.type === 'decorated_definition' && isCommand(tree, node));
  const [command, second] = commands;
  if (!command || second || !isStarted(tree, command)) return undefined;
  const found = decoratorsOf(command).map((one) => readDecorator(tree, path, one));
  const { start, end } = fieldOf(fieldOf(command, 'definition'), 'name') ?? command;
  const at = { file: path, span: { start, end } };
  const help: CommandOption = { flags: ['--help'], name: 'help', at, required: false, takes: 'none' };
  // Decorators are written from the outside in, and arguments are taken in that order.
  const options = found.flatMap((one) => (typeof one === 'object' ? [one] : []));
  return { at, options: [help, ...options], open: found.includes('unknown'), dialect: 'click' };
}

function decoratorsOf(definition: SyntaxNode): readonly SyntaxNode[] {
  return definition.children.filter((one) => one.type === 'decorator');
}

function calleeOf(tree: SyntaxTree, decorator: SyntaxNode): { readonly name: string; readonly call?: SyntaxNode } {
  const [node] = namedChildren(decorator);
  const callee = node?.type === 'call' ? fieldOf(node, 'function') : node;
  const name = callee ? textOf(tree, callee).replace(/^click\./, '') : '';
  return node?.type === 'call' ? { name, call: node } : { name };
}

function isCommand(tree: SyntaxTree, definition: SyntaxNode): boolean {
  return decoratorsOf(definition).some((one) => calleeOf(tree, one).name === 'command');
}

/** The command is called without arguments, so that it reads those of the process. */
function isStarted(tree: SyntaxTree, definition: SyntaxNode): boolean {
  const name = fieldOf(fieldOf(definition, 'definition'), 'name');
  const called = name && textOf(tree, name);
  const calls = [...walk(tree.root)].filter((node) => node.type === 'call' && textOf(tree, fieldOf(node, 'function') ?? node) === called);
  const [call, second] = calls;
  return call !== undefined && !second && /^\w+\(\s*(standalone_mode\s*=\s*\w+)?\s*\)$/.test(textOf(tree, call));
}

function readDecorator(tree: SyntaxTree, path: string, decorator: SyntaxNode): CommandOption | 'none' | 'unknown' {
  const { name, call } = calleeOf(tree, decorator);
  if (/^(pass_context|pass_obj)$/.test(name)) return 'none';
  if (name === 'command') return call && /\b(context_settings|cls|add_help_option|\*\*)/.test(textOf(tree, call)) ? 'unknown' : 'none';
  if (!call) return 'unknown';
  if (name === 'version_option') return versionOption(tree, path, call);
  return /^(option|argument)$/.test(name) ? (clickParameter(tree, path, call) ?? 'unknown') : 'unknown';
}

function versionOption(tree: SyntaxTree, file: string, call: SyntaxNode): CommandOption | 'unknown' {
  if (/["']-/.test(textOf(tree, call))) return 'unknown';
  return {
    flags: ['--version'],
    name: 'version',
    at: { file, span: { start: call.start, end: call.end } },
    required: false,
    takes: 'none',
  };
}
