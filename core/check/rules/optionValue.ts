import type { CommandOption, OptionType } from '../../code/commandLine/options.ts';
import type { CommandSignature } from '../../code/signature.ts';
import { axisValues } from '../../space/axis.ts';
import type { Factor, Template } from '../../task/task.ts';
import type { At } from '../../text.ts';
import { commandText } from '../../value/commandText.ts';
import type { Check, TaskRule } from '../check.ts';
import { commandWords, type CommandWords, optionFor } from '../commandWords.ts';
import { factorsOf } from '../factors.ts';
import { problem, type Problem } from '../problem.ts';

/** Values in a command, written there or coming from an axis, that its script refuses. */
export const optionValue: TaskRule = function* (check) {
  const { signature } = check;
  const words = signature.kind === 'script' ? commandWords(check, signature) : undefined;
  if (signature.kind !== 'script' || !words) return;
  const told = new Set<string>();
  for (const { option, flag, values } of passedValues(check, signature, words)) {
    for (const value of values) {
      const found = refusal(option, flag, value, signature);
      const place = `${value.at.span.start} ${value.at.file}`;
      if (found && !told.has(place)) yield found;
      if (found) told.add(place);
    }
  }
};

interface Passed {
  readonly option: CommandOption;
  readonly flag: string;
  readonly values: readonly GivenValue[];
}

function* passedValues(check: Check, signature: CommandSignature, words: CommandWords): Iterable<Passed> {
  const factors = Map.groupBy(factorsOf(check.task.space), (one) => ('name' in one ? one.name : ''));
  for (const { option, flag, value } of words.given)
    if (value && (option.takes !== 'none' || value.joined)) yield { option, flag, values: valuesOf(factors, value) };
  if (!words.all) return;
  for (const name of factors.keys()) {
    const option = optionFor(`--${name}`, signature);
    if (option !== undefined && option !== 'ambiguous') yield { option, flag: `--${name}`, values: parameterValues(factors, name) };
  }
}

/** By the name of their parameter; those of many parameters are left out. */
type Factors = ReadonlyMap<string, readonly Factor[]>;

interface GivenValue {
  readonly text: string;
  readonly at: At;
}

/** More values than these are not looked at: the first of a range already show its kind. */
const MOST_VALUES = 1000;

function valuesOf(factors: Factors, { template, at }: { readonly template: Template; readonly at: At }): readonly GivenValue[] {
  const [only = '', second] = template;
  if (second !== undefined) return [];
  return typeof only === 'string' ? [{ text: only, at }] : parameterValues(factors, only.name);
}

/** What a parameter is at the points, as far as it is written in the file: lists and ranges, constants, cases. */
function parameterValues(factors: Factors, name: string): readonly GivenValue[] {
  return (factors.get(name) ?? []).flatMap((factor): readonly GivenValue[] => {
    if (factor.kind === 'constant') return [{ text: commandText(factor.value), at: factor.keyAt }];
    if (factor.kind !== 'axis') return [];
    const { size, at } = axisValues(factor.generator);
    const places = factor.generator.kind === 'values' ? factor.generator.places : [];
    return Array.from({ length: Math.min(size, MOST_VALUES) }, (_, index) => ({
      text: commandText(at(index)),
      at: places[index] ?? factor.keyAt,
    }));
  });
}

function refusal(option: CommandOption, flag: string, { text, at }: GivenValue, signature: CommandSignature): Problem | undefined {
  const wanted = wantedInstead(option, text);
  if (wanted === undefined) return undefined;
  return problem(
    'argument-type',
    { file: at.file, span: at.span },
    `\`${signature.name}\` would refuse \`${flag}=${text}\`: \`${flag}\` takes ${wanted}. Change one of the two.`,
    { related: [{ ...option.at, message: `\`${flag}\` of \`${signature.name}\`` }] },
  );
}

function wantedInstead({ takes, type, choices }: CommandOption, text: string): string | undefined {
  if (takes === 'none') return 'no value';
  if (type !== undefined && !NUMBERS[type].test(text)) return type === 'int' ? 'an integer' : 'a number';
  if (!choices) return undefined;
  const isOne = choices.some((one) => (typeof one === 'number' ? one === Number(text.replaceAll('_', '')) : one === text));
  return isOne ? undefined : choices.map((one) => `\`${commandText(one)}\``).join(', ');
}

/** What Python's `int(text)`, `float(text)` and `str(text)` accept. */
const NUMBERS: Readonly<Record<OptionType, RegExp>> = {
  int: /^\s*[+-]?\p{Nd}(_?\p{Nd})*\s*$/u,
  float: /^\s*[+-]?((\p{Nd}(_?\p{Nd})*(\.(\p{Nd}(_?\p{Nd})*)?)?|\.\p{Nd}(_?\p{Nd})*)(e[+-]?\p{Nd}(_?\p{Nd})*)?|inf|infinity|nan)\s*$/iu,
  str: /^/,
};
