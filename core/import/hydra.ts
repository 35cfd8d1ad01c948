import { type Value, valueMap } from '../value/value.ts';
import { hydraSweep } from './hydraSweep.ts';
import { type Imported, newNotes, type Notes, type Refused, type SourceText } from './imported.ts';
import { apartFromGroups, parameterName } from './name.ts';
import { shellWords } from './shellWords.ts';

/** A command line that starts a Hydra application with `--multirun`, as it stands in a shell script or a README. */
export function importHydra(source: SourceText): Imported | Refused {
  const lines = shellWords(source.text).map(withoutPrompt).filter(isMultirun);
  const [words, second] = lines;
  if (!words) return { refused: `${source.path} has no command line with --multirun (or -m).` };
  if (second)
    return { refused: `${source.path} has ${lines.length} command lines with --multirun; keep one of them in a file, and import each.` };
  const notes = newNotes();
  const read: (string | Axis)[] = words.slice(0, begin(words));
  for (const word of words.slice(begin(words))) {
    const one = readWord(word, notes);
    if (typeof one === 'object' && 'refused' in one) return { refused: `${source.path}: ${one.refused}` };
    if (one !== undefined) read.push(one);
  }
  const axes = read.filter((one) => typeof one !== 'string');
  const names = apartFromGroups(
    axes.map(({ name }) => name),
    notes,
  );
  const command = read.map((one) => (typeof one === 'string' ? literal(one) : `${literal(one.override)}=\${${names.get(one.name)}}`));
  notes.add('hydra.sweep.dir', 'every item has a folder of its own, which Hydra is told to use.');
  notes.add('return value', 'the last line of standard output, when it is a JSON object, holds the outputs.');
  const twice = axes.find(({ name }, at) => axes.findIndex((other) => other.name === name) !== at);
  if (twice) return { refused: `${source.path} gives ${twice.name} two times.` };
  return {
    name: parameterName(scriptName(words), notes),
    task: valueMap([
      ['run', valueMap([['command', [...command, 'hydra.run.dir=${item.dir}']]])],
      ['parameters', valueMap(axes.map(({ name, values }) => [names.get(name) ?? name, values]))],
    ]),
    notes: notes.list,
  };
}

function withoutPrompt(words: readonly string[]): readonly string[] {
  return words[0] === '$' ? words.slice(1) : words;
}

function isMultirun(words: readonly string[]): boolean {
  return begin(words) > 0 && words.slice(begin(words)).some((word) => MULTIRUN.has(word));
}

const MULTIRUN = new Set(['-m', '--multirun']);

/** Where the words of the application begin: behind the script, or behind `python -m package`. */
function begin(words: readonly string[]): number {
  const module = words.findIndex((word, at) => word === '-m' && /python[\d.]*$/.test(words[at - 1] ?? ''));
  return module >= 0 ? module + 2 : words.findIndex((word) => !word.startsWith('-') && !/python[\d.]*$/.test(word)) + 1;
}

function scriptName(words: readonly string[]): string {
  const script = words[begin(words) - 1] ?? 'hydra';
  return (script.split('/').at(-1) ?? script).replace(/\.py$/, '');
}

interface Axis {
  readonly name: string;
  readonly override: string;
  readonly values: Value;
}

type Word = string | Axis | Refused | undefined;

/** A word that stays, a parameter, or nothing when Sweepdeck does what it asks for. */
function readWord(word: string, notes: Notes): Word {
  if (MULTIRUN.has(word)) return undefined;
  const equals = word.indexOf('=');
  if (equals < 0 || word.startsWith('-') || word.startsWith('~')) return word;
  const override = word.slice(0, equals);
  if (/^\+*hydra[./]/.test(override) && !/^\+*hydra[./](job|run|searchpath|output_subdir)/.test(override)) {
    notes.add(
      word,
      LAUNCHERS.test(override)
        ? '`execution: {workers: n}` says how many items run at once.'
        : 'what it configures is done here by the task file.',
    );
    return undefined;
  }
  const values = hydraSweep(word.slice(equals + 1), notes);
  if (values === undefined) return word;
  if ('refused' in values) return { refused: `${override}=… ${values.refused}` };
  const name = override.replace(/^\++/, '').replaceAll(/[/@:]/g, '.').replace(/\.+$/, '');
  return { name: parameterName(name, notes), override, values: values.values };
}

const LAUNCHERS = /launcher/;

/** `${` of Hydra's interpolation is text here. */
function literal(word: string): string {
  return word.replaceAll('${', () => '$${');
}
