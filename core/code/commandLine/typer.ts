import { annotationValues } from '../annotationValues.ts';
import { keywordOf, positionalOf } from '../pythonCall.ts';
import { pythonLiteral, pythonString, pythonText } from '../pythonLiteral.ts';
import { fieldOf, namedChildren, type SyntaxNode, type SyntaxTree, textOf, walk } from '../syntax.ts';
import { flagsOf } from './clickParameter.ts';
import type { CommandOption, CommandOptions, OptionType } from './options.ts';

/** The options of a script with one function that `typer.run(f)` or `@app.command()` makes a command. */
export function typerOptions(tree: SyntaxTree, path: string): CommandOptions | undefined {
  if (
    !/^\s*import\s+typer\s*$/m.test(tree.text) ||
    /(\.callback|\bfrom\s+typer\s+import|\badd_typer|\bauto_envvar_prefix|default_map)/.test(tree.text)
  )
    return undefined;
  const command = commandOf(tree);
  if (!command) return undefined;
  const parameters = namedChildren(fieldOf(command.definition, 'parameters'));
  const found = parameters
    .filter((one) => !/^\s*\w+\s*:\s*typer\.Context\b/.test(textOf(tree, one)))
    .map((one) => readParameter(tree, path, one));
  const { start, end } = fieldOf(command.definition, 'name') ?? command.definition;
  const at = { file: path, span: { start, end } };
  const own = (command.isApp ? ['--help', '--install-completion', '--show-completion'] : ['--help']).map(
    (flag): CommandOption => ({ flags: [flag], name: flag.slice(2), at, required: false, takes: 'none' }),
  );
  const options = found.filter((one) => one !== undefined);
  return { at, options: [...own, ...options], open: command.open || options.length < found.length, dialect: 'click' };
}

interface Command {
  readonly definition: SyntaxNode;
  readonly open: boolean;
  /** Of a `typer.Typer()`, which also offers completion for shells. */
  readonly isApp: boolean;
}

function commandOf(tree: SyntaxTree): Command | undefined {
  const nodes = [...walk(tree.root)];
  const definitions = nodes.filter((node) => node.type === 'function_definition');
  const runs = [...tree.text.matchAll(/\btyper\.run\(\s*(\w+)\s*\)/g)].map((match) => match[1]);
  const marked = nodes.filter((node) => node.type === 'decorator' && /\.command\b/.test(textOf(tree, node)));
  const [run] = runs;
  if (runs.length + marked.length !== 1) return undefined;
  if (run !== undefined) {
    const [definition, second] = definitions.filter((node) => textOf(tree, fieldOf(node, 'name') ?? node) === run);
    return definition && !second ? { definition, open: nodes.some((node) => isDecorated(node, definition)), isApp: false } : undefined;
  }
  const around = nodes.find((node) => node.type === 'decorated_definition' && marked.some((one) => node.children.includes(one)));
  const definition = fieldOf(around, 'definition');
  const [mark] = marked;
  const app = mark && /^@\s*(\w+)\.command\((?!.*(context_settings|cls|\*\*)).*\)$/s.exec(textOf(tree, mark))?.[1];
  const isStarted = app !== undefined && new RegExp(`^\\s*${app}\\(\\s*\\)\\s*$`, 'm').test(tree.text) && hasPlainApp(tree, app);
  const decorators = around?.children.filter((one) => one.type === 'decorator').length ?? 0;
  return definition && isStarted ? { definition, open: decorators > 1, isApp: true } : undefined;
}

function isDecorated(node: SyntaxNode, definition: SyntaxNode): boolean {
  return node.type === 'decorated_definition' && node.children.includes(definition);
}

function hasPlainApp(tree: SyntaxTree, app: string): boolean {
  return new RegExp(`^${app}\\s*=\\s*typer\\.Typer\\((?![^)]*(context_settings|cls|callback|\\*\\*))`, 'm').test(tree.text);
}

const PARAMETER = /^(identifier|typed_parameter|default_parameter|typed_default_parameter)$/;

function readParameter(tree: SyntaxTree, path: string, node: SyntaxNode): CommandOption | undefined {
  const name = node.type === 'identifier' ? node : (fieldOf(node, 'name') ?? namedChildren(node)[0]);
  if (!PARAMETER.test(node.type) || name?.type !== 'identifier') return undefined;
  const annotation = fieldOf(node, 'type');
  const value = fieldOf(node, 'value');
  const inside = [...(annotation ? walk(annotation) : [])].find((one) => isInfo(tree, one));
  const info = value && isInfo(tree, value) ? value : inside;
  // Without an annotation everything is text, whatever its default is.
  const kind = annotation ? typeInside(textOf(tree, annotation)) : 'str';
  return describe(tree, { name, info, inDefault: info !== undefined && info === value, value, kind, path });
}

interface Parts {
  readonly name: SyntaxNode;
  /** The call of `typer.Option` or `typer.Argument`. */
  readonly info: SyntaxNode | undefined;
  readonly inDefault: boolean;
  readonly value: SyntaxNode | undefined;
  readonly kind: string;
  readonly path: string;
}

function describe(tree: SyntaxTree, parts: Parts): CommandOption | undefined {
  const { name, info, inDefault, kind, path } = parts;
  const given = info ? positionalOf(info) : [];
  if (!given || (info && HIDDEN.some((one) => keywordOf(tree, info, one)))) return undefined;
  const value = inDefault && info ? (keywordOf(tree, info, 'default') ?? given[0]) : parts.value;
  const names = given.slice(inDefault ? 1 : 0).map((one) => (one.type === 'string' ? pythonString(tree, one) : undefined));
  const isFilled = value !== undefined && value.type !== 'ellipsis';
  const isArgument = info ? textOf(tree, info).startsWith('typer.Argument') : !isFilled;
  const own = textOf(tree, name);
  const long = `--${own.toLowerCase().replaceAll('_', '-')}`;
  const written = names.filter((one) => one !== undefined);
  if (written.length < names.length) return undefined;
  const isFlag = kind === 'bool' && !isArgument;
  const implied = isFlag ? [long, `--no-${long.slice(2)}`] : [long];
  const named = flagsOf(written);
  const flags = named.length > 0 ? named : implied;
  const literal = value && pythonLiteral(tree, value);
  const help = info && pythonText(tree, keywordOf(tree, info, 'help'));
  const isFilledElsewhere = info !== undefined && ['envvar', 'prompt', 'default_factory'].some((one) => keywordOf(tree, info, one));
  return {
    flags: isArgument ? [] : flags,
    name: own,
    at: { file: path, span: { start: name.start, end: name.end } },
    ...conversionOf(tree, kind, info),
    required: !isFilled && !isFilledElsewhere,
    ...(literal === undefined ? {} : { default: literal }),
    ...(help === undefined ? {} : { help }),
    takes: isFlag ? 'none' : takesOf(kind, isArgument),
  };
}

/** Settings that change how a value is read, in ways that are not followed. */
const HIDDEN: readonly string[] = ['cls', 'is_flag', 'count', 'flag_value', 'click_type', 'parser'];

/** A tuple has as many values as types; the values of a list are one each for an option, and all that follow by position. */
function takesOf(kind: string, isArgument: boolean): CommandOption['takes'] {
  const types = /^(?:typing\.)?[Tt]uple\[([^[\]]*)\]$/.exec(kind)?.[1]?.split(',');
  if (types !== undefined && !types.some((one) => one.trim() === '...')) return types.length;
  return isArgument && /^(?:typing\.)?(?:list|tuple|sequence)\b/i.test(kind) ? 'several' : 1;
}

function isInfo(tree: SyntaxTree, node: SyntaxNode): boolean {
  const callee = node.type === 'call' ? fieldOf(node, 'function') : undefined;
  return callee !== undefined && /^typer\.(Option|Argument)$/.test(textOf(tree, callee));
}

const TYPES: ReadonlyMap<string, OptionType> = new Map([
  ['int', 'int'],
  ['float', 'float'],
  ['str', 'str'],
]);

/** What a value is converted to, and among which texts it is chosen: those of a `Literal` or an `Enum` of the same file. */
function conversionOf(tree: SyntaxTree, kind: string, info: SyntaxNode | undefined): Pick<CommandOption, 'type' | 'choices'> {
  const type = TYPES.get(kind);
  if (type) return { type };
  const listed = annotationValues(kind) ?? enumValues(tree, kind);
  const isExact = info === undefined || keywordOf(tree, info, 'case_sensitive') === undefined;
  const choices = isExact && listed?.every((one) => typeof one === 'string') ? listed : [];
  return choices.length > 0 ? { type: 'str', choices } : {};
}

/** The values of a class that says them all, each as a text. */
function enumValues(tree: SyntaxTree, name: string): readonly string[] | undefined {
  const [definition, second] = [...walk(tree.root)].filter(
    (node) => node.type === 'class_definition' && textOf(tree, fieldOf(node, 'name') ?? node) === name,
  );
  const bases = fieldOf(definition, 'superclasses');
  if (!bases || second || !/\b(\w+\.)?(Str)?Enum\b/.test(textOf(tree, bases))) return undefined;
  const members = namedChildren(fieldOf(definition, 'body')).flatMap((node) =>
    node.type === 'expression_statement' ? namedChildren(node) : [],
  );
  const values = members.flatMap((node) => (node.type === 'assignment' ? [pythonText(tree, fieldOf(node, 'right'))] : []));
  const known = values.filter((one) => one !== undefined);
  return known.length === values.length ? known : undefined;
}

/** The type inside `Annotated`, `Optional` and `| None`. */
function typeInside(annotation: string): string {
  return annotation
    .trim()
    .replace(/^(?:typing\.)?Annotated\s*\[\s*([\w.]+(?:\[[^[\]]*\])?(?:\s*\|\s*None)?)\s*,[\s\S]*\]$/, '$1')
    .replace(/^(?:typing\.)?Optional\[(.*)\]$/, '$1')
    .replace(/\s*\|\s*None$/, '');
}
