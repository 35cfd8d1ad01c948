import type { CommandOption } from '../../core/code/commandLine/options.ts';
import { optionFor } from '../../core/check/commandWords.ts';
import type { CommandSignature } from '../../core/code/signature.ts';
import { child, type Node } from '../../core/task/tree.ts';
import { commandText } from '../../core/value/commandText.ts';
import type { Checked } from '../checked.ts';
import { aboutOption, optionDetail } from './aboutOption.ts';
import type { Cursor } from './cursor.ts';
import { spaceNames } from './expressionSuggestions.ts';
import { BUILT_IN, shownFlags } from './scriptOptions.ts';
import type { Suggestion } from './suggestion.ts';

/** Options of the script that a command runs, and behind one of them its choices and the parameters that may be passed. */
export function optionSuggestions(checked: Checked, cursor: Cursor): readonly Suggestion[] {
  const { signature } = checked;
  const before = wordsBefore(checked, cursor);
  if (signature.kind !== 'script' || before.length < signature.words) return [];
  const [, flag, value] = /^(--?[^=\s]+)=(.*)$/.exec(cursor.typed) ?? [];
  if (flag !== undefined && value !== undefined) return valuesOf(checked, cursor, { signature, flag, prefix: `${flag}=` });
  const last = before.at(-1) ?? '';
  const values = /^--?[^=\s]+$/.test(last) ? valuesOf(checked, cursor, { signature, flag: last, prefix: '' }) : [];
  return values.length > 0 ? values : flagsOf(checked, cursor, signature);
}

/** The words of the command in front of the cursor, as they are written. */
function wordsBefore({ tree }: Checked, { span }: Cursor): readonly string[] {
  const list: Node | undefined = child(child(tree, 'run'), 'command');
  const items = list?.kind === 'list' ? list.items.filter((item) => item.span.end <= span.start) : [];
  return items.map((item) => (item.kind === 'scalar' ? item.source : ''));
}

function flagsOf(checked: Checked, cursor: Cursor, { options }: CommandSignature): readonly Suggestion[] {
  const given = new Set(writtenFlags(checked, cursor));
  const names = spaceNames(checked).map(({ label }) => label);
  const left = options.filter(({ name, flags }) => flags.length > 0 && !BUILT_IN.has(name) && !flags.some((flag) => given.has(flag)));
  return left
    .toSorted((a, b) => Number(b.required) - Number(a.required))
    .map((option) => {
      const [flag = ''] = shownFlags(option);
      const name = names.find((one) => sameLetters(one, option.name));
      const value = name === undefined ? '' : `\${${name}}`;
      const word = option.takes === 'none' ? flag : `${flag}=${value}`;
      const detail = optionDetail(option);
      return {
        ...placed(checked, cursor, word),
        label: flag,
        kind: 'parameter',
        documentation: aboutOption(option),
        ...(detail !== '' && { detail }),
        ...(word.endsWith('=') && { again: true }),
      };
    });
}

/** Flags that the command holds already, but for the word that is being typed. */
function writtenFlags({ analysis: { task }, tree }: Checked, { span }: Cursor): readonly string[] {
  const list: Node | undefined = child(child(tree, 'run'), 'command');
  const items = list?.kind === 'list' && task ? list.items : [];
  const others = items.filter((item) => item.span.end < span.start || item.span.start > span.end);
  return others.flatMap((item) => (item.kind === 'scalar' ? (/^--?[^=\s]+/.exec(item.source)?.[0] ?? []) : []));
}

interface Begun {
  readonly signature: CommandSignature;
  readonly flag: string;
  /** What of the word stands before the value. */
  readonly prefix: string;
}

function valuesOf(checked: Checked, cursor: Cursor, { signature, flag, prefix }: Begun): readonly Suggestion[] {
  const option: CommandOption | 'ambiguous' | undefined = optionFor(flag, signature);
  if (option === undefined || option === 'ambiguous' || option.takes === 'none') return [];
  const choices = (option.choices ?? []).map(
    (value): Suggestion => ({ ...placed(checked, cursor, prefix + commandText(value)), label: commandText(value), kind: 'value' }),
  );
  const parameters = spaceNames(checked).map(
    (one): Suggestion => ({ ...one, ...placed(checked, cursor, `${prefix}\${${one.label}}`), label: `\${${one.label}}` }),
  );
  return [...choices, ...parameters];
}

/** Inside brackets, a word with a placeholder needs quotes. */
function placed({ text }: Checked, { span, style }: Cursor, word: string): Pick<Suggestion, 'insert' | 'filter'> {
  const isQuoted = /["']/.test(text[span.start - 1] ?? '');
  return { insert: style === 'flow' && !isQuoted && /[{}[\],]/.test(word) ? JSON.stringify(word) : word, filter: word };
}

function sameLetters(one: string, other: string): boolean {
  return one.replaceAll(/[-_.]/g, '').toLowerCase() === other.replaceAll(/[-_.]/g, '').toLowerCase();
}
