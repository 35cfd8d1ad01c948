import { EXPRESSION_WORDS } from '../../core/expression/tokens.ts';
import { BUILT_IN_PLACEHOLDERS } from '../../core/task/placeholder.ts';
import { BLOCK_KEYS, GENERATOR_KEYS } from '../../core/task/schemaSpace.ts';
import { RESERVED_NAMES } from '../../core/task/schemaParts.ts';
import type { NamedThing, Occurrence } from '../../core/task/occurrence/occurrence.ts';
import { type Checked, placeOf, rangeOf } from '../checked.ts';
import type { RenameAnswer, RenameStart } from '../serviceApi.ts';
import { lastPart } from '../paths.ts';
import { type Linked, linkedOccurrences, type Neighbourhood } from './linked.ts';
import { occurrenceAt } from './names.ts';
import { nameAround, placeAt } from './place.ts';
import { renameFileColumns } from './renameColumns.ts';
import { renameArgument } from './renameArgument.ts';
import { scriptCommand } from './scriptOptions.ts';
import { prepareObjectiveRename, renameObjective } from './renameObjective.ts';

/** What would be renamed at an offset, or why nothing can be. */
export function prepareRename(checked: Checked, offset: number): RenameStart {
  const occurrence = occurrenceAt(checked, offset);
  if (!occurrence) return prepareObjectiveRename(checked, offset) ?? { refused: refusal(checked, offset) };
  const reason = inexact(checked, [occurrence]);
  if (reason !== undefined) return { refused: reason };
  const { start, end } = occurrence.span;
  return { range: rangeOf(checked, occurrence.span), text: checked.text.slice(start, end) };
}

/** All edits that give a name another text, those in code apart, so that they are asked about. */
export function rename(checked: Checked, offset: number, to: string, neighbourhood: Neighbourhood): RenameAnswer {
  const occurrence = occurrenceAt(checked, offset);
  if (!occurrence) return renameObjective(checked, offset, to, neighbourhood) ?? { refused: refusal(checked, offset) };
  const { thing } = occurrence;
  const invalid = invalidName(thing, to);
  if (invalid !== undefined) return { refused: invalid };
  const linked = linkedOccurrences(checked, thing, neighbourhood);
  const problem = obstacle(checked, { thing, to, linked, neighbourhood });
  if (problem !== undefined) return { refused: problem };
  const edits = linked.occurrences.map((one) => ({ ...placeOf(checked, one), text: to }));
  const columns = renameFileColumns(checked, thing, { to, files: linked.files, open: neighbourhood.open });
  if (typeof columns === 'string') return { refused: columns };
  const asked = renameArgument(checked, thing, { to, linked, neighbourhood });
  return {
    edits: [...edits, ...columns],
    asked: { ...asked, left: [...asked.left, ...leftOutputs(checked, thing, to), ...leftOption(checked, thing, to)] },
  };
}

/** The code of an objective gives its outputs their names. */
function leftOutputs({ signature }: Checked, { kind, name }: NamedThing, to: string): readonly string[] {
  if (kind !== 'output' || signature.kind !== 'function') return [];
  return [`\`${signature.name}\` still has to return \`${to}\` instead of \`${name}\`: change it in ${lastPart(signature.at.file)}.`];
}

/** `${args}` passes a parameter by its name, which the script of a command has as an option. */
function leftOption(checked: Checked, thing: NamedThing, to: string): readonly string[] {
  const command = thing.kind === 'parameter' ? scriptCommand(checked) : undefined;
  const flag = `--${thing.name}`;
  if (!command?.words.all || !command.signature.options.some(({ flags }) => flags.includes(flag))) return [];
  return [
    `\`\${args}\` now passes \`--${renamed(thing, to).name}\`, but \`${command.signature.name}\` has \`${flag}\`: rename the option there as well.`,
  ];
}

/** Why what stands at an offset has no name of the user's own. */
function refusal(checked: Checked, offset: number): string {
  const word = nameAround(checked.text, offset)?.name;
  const place = placeAt(checked.tree, offset);
  if (place?.entry) return `\`${place.entry.key}\` is a key of the format and cannot be renamed.`;
  if (word !== undefined && BUILT_IN_PLACEHOLDERS.some((one) => one === word || one.endsWith(`.${word}`)))
    return `\`${word}\` is built in and cannot be renamed.`;
  return 'There is no name of a parameter, output, case or function here: put the cursor on one.';
}

function invalidName(thing: NamedThing, to: string): string | undefined {
  if (YAML_VALUES.test(to)) return `\`${to}\` is read as a value in YAML: take another name.`;
  if (thing.kind === 'case')
    return /^[A-Za-z_][\w.+-]*$/.test(to) ? undefined : `\`${to}\` needs quotes; take letters, digits, \`_\` and \`-\`.`;
  if (to.includes('.')) return 'Type the new last part only: moving a parameter to another group is not a rename.';
  if (!/^[A-Za-z_][\w-]*$/.test(to))
    return `\`${to}\` cannot be a name: names start with a letter or \`_\` and go on with letters, digits, \`_\` or \`-\`.`;
  return takenWord(thing, to);
}

/** Names that mean something else where names of parameters stand. */
function takenWord(thing: NamedThing, to: string): string | undefined {
  const isOne = (words: readonly string[]) => words.includes(to);
  if (isOne(RESERVED_NAMES)) return `\`${to}\` is reserved and cannot be a name.`;
  if (isOne(EXPRESSION_WORDS)) return `\`${to}\` is a word of the expression language and cannot be a name.`;
  if (isOne(BUILT_IN_PLACEHOLDERS)) return `\`${to}\` is a placeholder of Sweepdeck and cannot be a name.`;
  if (isOne(BLOCK_KEYS)) return `\`${to}\` is a key of blocks and would be read as one in \`exclude\`: take another name.`;
  if (thing.name.includes('.') && isOne(GENERATOR_KEYS))
    return `\`${to}\` inside a group would make an axis of the group: take another name.`;
  return undefined;
}

const YAML_VALUES = /^(yes|no|on|off|true|false|null|y|n)$/i;

interface Wish {
  readonly thing: NamedThing;
  readonly to: string;
  readonly linked: Linked;
  readonly neighbourhood: Neighbourhood;
}

function obstacle(checked: Checked, { thing, to, linked, neighbourhood }: Wish): string | undefined {
  if (!linked.complete) return 'Too many task files share this name to look through them all in time: rename it file by file.';
  const taken = linkedOccurrences(checked, renamed(thing, to), neighbourhood).occurrences.find((one) => linked.files.has(one.file));
  if (taken)
    return `There is ${thing.kind === 'output' ? 'an' : 'a'} ${WORDS[thing.kind]} \`${to}\` already, in ${placed(checked, taken)}: take another name.`;
  for (const file of linked.files) {
    const other = file === checked.file ? checked : neighbourhood.open(file);
    if (other?.analysis.problems.some((one) => one.code === 'yaml-syntax' && one.file === file))
      return `${lastPart(file)} has a syntax error: mend it first, so that no place is missed.`;
  }
  return inexact(checked, linked.occurrences);
}

const WORDS = { parameter: 'parameter', output: 'output', zip: 'zip group', case: 'case' } as const;

function inexact(checked: Checked, found: readonly Occurrence[]): string | undefined {
  const one = found.find((each) => !each.exact);
  return (
    one &&
    `The name stands in an escaped, folded or aliased text in ${placed(checked, one)}, where it cannot be replaced safely: change that place first.`
  );
}

function renamed(thing: NamedThing, to: string): NamedThing {
  const dot = thing.kind === 'case' ? -1 : thing.name.lastIndexOf('.');
  return { ...thing, name: thing.name.slice(0, dot + 1) + to };
}

/** `pendulum.sweep.yaml, line 3`. */
function placed(checked: Checked, at: Occurrence): string {
  return `${lastPart(at.file)}, line ${placeOf(checked, at).range.start.line + 1}`;
}
