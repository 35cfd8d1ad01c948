import type { CommandSignature } from '../../code/signature.ts';
import { nearest } from '../../value/suggest.ts';
import type { TaskRule } from '../check.ts';
import { commandWords, optionFor } from '../commandWords.ts';
import { givenNames } from '../../space/schemaDefaults.ts';
import { problem } from '../problem.ts';

/** Options in a command that its script does not have, and parameters that `${args}` would hand over as such. */
export const unknownOption: TaskRule = function* (check) {
  const { signature } = check;
  const words = signature.kind === 'script' && !signature.open ? commandWords(check, signature) : undefined;
  if (signature.kind !== 'script' || !words) return;
  const flags = signature.options.flatMap((one) => one.flags);
  const taken = new Set(words.given.flatMap(({ option }) => option.flags));
  const free = flags.filter((flag) => !taken.has(flag));
  for (const { flag, at } of words.unknown) {
    const suggestion = nearest(flag, free) ?? nearest(flag, flags);
    const advice = suggestion === undefined ? 'Remove it here, or add it to the script.' : `Did you mean \`${suggestion}\`?`;
    const data = suggestion === undefined ? {} : { suggestion };
    yield problem('unknown-argument', at, `\`${signature.name}\` has no option \`${flag}\`. ${advice}`, { data });
  }
  if (!words.all) return;
  for (const [name, at] of givenNames(check.task)) {
    if (optionFor(`--${name}`, signature) !== undefined) continue;
    const suggestion = nearest(
      `--${name}`,
      free.filter((one) => one.startsWith('--')),
    )?.slice(2);
    yield problem('unknown-argument', at, adviceFor(name, suggestion, signature), {
      data: suggestion === undefined ? { name } : { name, suggestion },
    });
  }
};

/** `${args}` writes a parameter's name as it is; argparse knows only what `add_argument` says. */
function adviceFor(name: string, suggestion: string | undefined, signature: CommandSignature): string {
  const what = `\`\${args}\` passes \`--${name}=…\`, but \`${signature.name}\``;
  if (suggestion !== undefined)
    return `${what} has only \`--${suggestion}\`: rename the parameter to \`${suggestion}\`, or write \`--${suggestion}=\${${name}}\` instead of \`\${args}\`.`;
  return signature.options.some((one) => one.flags.length === 0 && one.name === name)
    ? `${what} takes \`${name}\` by position: write \`\${${name}}\` and the other options instead of \`\${args}\`.`
    : `${what} has no such option: remove the parameter here, or add the option to the script.`;
}
