import type { CommandOption } from '../../core/code/commandLine/options.ts';
import type { CommandSignature } from '../../core/code/signature.ts';
import { commandText } from '../../core/value/commandText.ts';
import { formatValue } from '../../core/value/format.ts';
import { lastPart } from '../paths.ts';
import { code, escaped } from './markdown.ts';
import { BUILT_IN, shownFlags } from './scriptOptions.ts';

/** An option or positional argument of a script: its flags, type, help, choices and default. */
export function aboutOption(option: CommandOption): string {
  const flags = shownFlags(option);
  const head = [...(flags.length > 0 ? flags : [option.name]), option.type ?? ''].map(code).filter((part) => part !== '');
  const facts = [option.help === undefined ? '' : escaped(option.help), choicesOf(option), `${kindOf(option)}: ${needOf(option)}.`];
  return [head.join(' · '), ...facts.filter((fact) => fact !== '')].join('\n\n');
}

/** A script with its options, those first without which it refuses to run. */
export function aboutScript({ name, options, open }: CommandSignature): string {
  const own = options.filter((option) => !BUILT_IN.has(option.name)).toSorted((a, b) => Number(b.required) - Number(a.required));
  const lines = own.slice(0, MOST_OPTIONS).map((option) => {
    const detail = optionDetail(option);
    return `- ${code(shownFlags(option)[0] ?? option.name)}${detail === '' ? '' : ` — ${code(detail)}`}`;
  });
  const more = own.length > MOST_OPTIONS ? ['- …'] : [];
  const others = open ? ['It may have more options than could be read from its source.'] : [];
  return [`${code(name)} — ${own.length === 1 ? 'one option' : `${own.length} options`}`, [...lines, ...more].join('\n'), ...others]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** More are read in the script. */
const MOST_OPTIONS = 30;

/** What a list of suggestions shows behind the name of an option. */
export function optionDetail({ type, takes, required, default: preset }: CommandOption): string {
  const kind = takes === 'none' ? 'flag' : (type ?? '');
  const known = preset === undefined || preset === null ? '' : `default ${formatValue(preset)}`;
  return [kind, required ? 'needed' : known].filter((part) => part !== '').join(', ');
}

function choicesOf({ choices = [] }: CommandOption): string {
  if (choices.length === 0) return '';
  const shown = choices.slice(0, MOST_CHOICES).map((value) => code(commandText(value)));
  return `One of ${shown.join(', ')}${choices.length > MOST_CHOICES ? ', …' : ''}`;
}

const MOST_CHOICES = 20;

function kindOf({ flags, at, takes }: CommandOption): string {
  const named = takes === 'none' ? 'Flag' : 'Option';
  return `${flags.length === 0 ? 'Argument by position' : named} of the script ${code(lastPart(at.file))}`;
}

function needOf({ required, default: preset }: CommandOption): string {
  if (required) return 'needed';
  return preset === undefined || preset === null ? 'optional' : `default ${code(formatValue(preset))}`;
}
