import type { CommandOption } from '../../code/commandLine/options.ts';
import type { CommandSignature } from '../../code/signature.ts';
import { commandText } from '../../value/commandText.ts';
import type { Check, TaskRule } from '../check.ts';
import { commandWords, type CommandWords, optionFor } from '../commandWords.ts';
import { givenNames } from '../../space/schemaDefaults.ts';
import { blockNames } from '../factors.ts';
import { problem } from '../problem.ts';

/** Options without which the script of a command refuses to run. */
export const missingOption: TaskRule = function* (check) {
  const { signature, scope, task } = check;
  const words = signature.kind === 'script' && !signature.open ? commandWords(check, signature) : undefined;
  if (signature.kind !== 'script' || !words || words.loose || (words.all && scope.open)) return;
  const names = new Set([...blockNames(task.space).keys(), ...task.schema.parameters.keys()]);
  const likely = new Set(words.all ? [...names].filter((name) => optionFor(`--${name}`, signature) === undefined) : []);
  for (const option of missingOf(check, signature, words)) {
    const [flag] = shown(option);
    // Told already, as a parameter that is written in another way.
    if ([...likely].some((name) => sameLetters(name, flag ?? ''))) continue;
    const called = flag ?? option.name;
    const value = names.has(option.name) ? `\${${option.name}}` : exampleOf(option);
    const argument = flag === undefined ? value : `${flag}=${value}`;
    yield problem('missing-argument', words.script, `\`${signature.name}\` needs \`${called}\`: add \`${argument}\` to the command.`, {
      related: [{ ...option.at, message: `\`${called}\` of \`${signature.name}\`` }],
      data: { argument },
    });
  }
};

function missingOf({ task }: Check, signature: CommandSignature, words: CommandWords): readonly CommandOption[] {
  const required = signature.options.filter((one) => one.required);
  const positional = signature.options.some((one) => one.flags.length === 0 && one.takes !== 1)
    ? []
    : required.filter((one) => one.flags.length === 0).slice(words.positional);
  const given = new Set(words.given.map(({ option }) => option));
  const names = words.all ? [...givenNames(task).keys()] : [];
  for (const name of names) {
    const option = optionFor(`--${name}`, signature);
    if (option !== undefined && option !== 'ambiguous') given.add(option);
  }
  // An unknown option is probably the missing one, misspelt.
  const misspelt = words.unknown.length;
  return [...required.filter((one) => one.flags.length > 0 && !given.has(one)).slice(misspelt), ...positional];
}

/** The long flags first. */
function shown({ flags }: CommandOption): readonly string[] {
  return flags.toSorted((a, b) => Number(b.startsWith('--')) - Number(a.startsWith('--')));
}

function sameLetters(name: string, flag: string): boolean {
  return name.replaceAll(/[-_.]/g, '').toLowerCase() === flag.replaceAll(/[-_.]/g, '').toLowerCase();
}

function exampleOf({ type, choices }: CommandOption): string {
  const [first] = choices ?? [];
  if (first !== undefined) return commandText(first);
  return type === 'int' || type === 'float' ? '0' : 'value';
}
