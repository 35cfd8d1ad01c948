import type { CommandOption } from '../../core/code/commandLine/options.ts';
import { type CommandWords, commandWords, optionFor } from '../../core/check/commandWords.ts';
import { blockNames } from '../../core/check/factors.ts';
import type { CommandSignature } from '../../core/code/signature.ts';
import type { At, Span } from '../../core/text.ts';
import type { Checked } from '../checked.ts';

/** The script that a command runs, and the command as that script reads it. */
export interface ScriptCommand {
  readonly signature: CommandSignature;
  readonly words: CommandWords;
}

/** What is known of the script of a command; `undefined` for other objectives, and where the words do not stand in the file one by one. */
export function scriptCommand({ analysis: { task, tree }, signature }: Checked): ScriptCommand | undefined {
  const words = signature.kind === 'script' && task && tree ? commandWords({ task, root: tree }, signature) : undefined;
  return signature.kind === 'script' && words ? { signature, words } : undefined;
}

/** Which option each parameter becomes: by a placeholder that is the whole value of one, or by its name through `${args}`. */
export function optionsOfParameters(checked: Checked): ReadonlyMap<string, CommandOption> {
  const command = scriptCommand(checked);
  const { task } = checked.analysis;
  const found = new Map<string, CommandOption>();
  if (!command || !task) return found;
  const { signature, words } = command;
  for (const { option, value } of words.given) {
    const [only, second] = value?.template ?? [];
    if (typeof only === 'object' && second === undefined && !found.has(only.name)) found.set(only.name, option);
  }
  if (!words.all) return found;
  for (const name of blockNames(task.space).keys()) {
    const option = optionFor(`--${name}`, signature);
    if (option !== undefined && option !== 'ambiguous' && !found.has(name)) found.set(name, option);
  }
  const taken = new Set(found.values());
  for (const option of signature.options)
    if (!taken.has(option) && !BUILT_IN.has(option.name)) for (const name of namesThroughArgs(option)) found.set(name, option);
  return found;
}

/** The option whose flag, or the script whose name, stands at an offset of a command. */
export function commandPartAt(
  checked: Checked,
  offset: number,
): (({ readonly option: CommandOption } | { readonly script: CommandSignature }) & { readonly span: Span }) | undefined {
  const command = scriptCommand(checked);
  const isHere = (at: At) => at.file === checked.file && at.span.start <= offset && offset <= at.span.end;
  if (command && isHere(command.words.script)) return { script: command.signature, span: command.words.script.span };
  const found = command?.words.given.find(({ at }) => isHere(at));
  return found && { option: found.option, span: found.at.span };
}

/** Options of every script that are not about its parameters. */
export const BUILT_IN: ReadonlySet<string> = new Set(['help', 'version', 'install-completion', 'show-completion']);

/** `${args}` writes names of parameters as they are behind two dashes. */
function namesThroughArgs({ flags }: CommandOption): readonly string[] {
  const [name] = flags.flatMap((flag) => /^--([A-Za-z_][\w-]*)$/.exec(flag)?.[1] ?? []);
  return name === undefined ? [] : [name];
}

/** The flags of an option, the long ones first. */
export function shownFlags({ flags }: CommandOption): readonly string[] {
  return flags.toSorted((a, b) => Number(b.startsWith('--')) - Number(a.startsWith('--')));
}
