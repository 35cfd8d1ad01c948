import type { FunctionName } from '../../core/expression/ast.ts';
import type { EXPRESSION_WORDS } from '../../core/expression/tokens.ts';
import type { BUILT_IN_PLACEHOLDERS } from '../../core/task/placeholder.ts';

/** What functions of expressions do, each with an example. */
export const FUNCTION_HELP: Readonly<Record<FunctionName, string>> = {
  abs: 'The absolute value. `abs(-2)` is 2.',
  min: 'The smallest of several numbers, or of a list. `min(a, b, 3)`.',
  max: 'The largest of several numbers, or of a list. `max(a, b, 3)`.',
  sqrt: 'The square root. `sqrt(16)` is 4.',
  exp: 'e to the power of a number. `exp(0)` is 1.',
  log: 'The natural logarithm, or with a second number that to its base. `log(8, 2)` is 3.',
  log10: 'The logarithm to base 10. `log10(1000)` is 3.',
  log2: 'The logarithm to base 2. `log2(8)` is 3.',
  floor: 'The next whole number below. `floor(2.7)` is 2.',
  ceil: 'The next whole number above. `ceil(2.1)` is 3.',
  round: 'The nearest whole number, or with a second number that many decimals. `round(2.67, 1)` is 2.7.',
  len: 'The length of a list or a text. `len(layers) <= 3`.',
  sin: 'The sine of an angle in radians.',
  cos: 'The cosine of an angle in radians.',
  tan: 'The tangent of an angle in radians.',
};

/** What the words of expressions mean. */
export const WORD_HELP: Readonly<Record<(typeof EXPRESSION_WORDS)[number], string>> = {
  and: 'True when both sides are. `a > 1 and b > 1`.',
  or: 'True when one side is. `a > 1 or b > 1`.',
  not: 'True when the other is false. `not (a > 1)`.',
  in: "True when a list holds the value. `mode in ['fast', 'slow']`.",
  true: 'The value true.',
  false: 'The value false.',
  none: 'No value: what `null` is in YAML.',
  pi: 'The number 3.14159…',
};

/** What the built-in placeholders stand for. */
export const PLACEHOLDER_HELP: Readonly<Record<(typeof BUILT_IN_PLACEHOLDERS)[number], string>> = {
  args: 'All parameters as `--name=value`.',
  seed: 'The seed of this item.',
  replicate: 'The number of the replicate, from 0.',
  'item.dir': "The item's own folder, for files that it leaves behind.",
  'item.key': 'The key of the item, the same for the same parameters.',
  'item.parameters_file': 'A JSON file of all parameters.',
  workspace: 'The workspace folder.',
};
