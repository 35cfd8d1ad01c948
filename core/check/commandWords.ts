import type { CommandOption } from '../code/commandLine/options.ts';
import type { CommandSignature } from '../code/signature.ts';
import type { Template } from '../task/task.ts';
import { child, type Node } from '../task/tree.ts';
import type { At } from '../text.ts';
import type { Check } from './check.ts';

/** A command as its script reads it. */
export interface CommandWords {
  readonly given: readonly GivenOption[];
  /** Words that look like options and are none of the script's. */
  readonly unknown: readonly { readonly flag: string; readonly at: At }[];
  /** How many words stand by position. */
  readonly positional: number;
  /** The command holds `${args}`: every parameter follows as `--name=value`. */
  readonly all: boolean;
  /** Some word may be anything, so that nothing is missing for certain. */
  readonly loose: boolean;
  /** The word that names the script. */
  readonly script: At;
}

export interface GivenOption {
  readonly option: CommandOption;
  readonly flag: string;
  readonly at: At;
  /** Its only value, and whether it is joined by `=`. */
  readonly value?: { readonly template: Template; readonly at: At; readonly joined: boolean };
}

/** The option that a flag means: argparse also takes an unambiguous beginning of a long one. */
export function optionFor(
  flag: string,
  { options, dialect }: Pick<CommandSignature, 'options' | 'dialect'>,
): CommandOption | 'ambiguous' | undefined {
  const exact = options.find((one) => one.flags.includes(flag));
  if (exact || flag.length < 3 || dialect === 'click') return exact;
  const [only, second] = options.filter((one) => one.flags.some((other) => other.startsWith(flag)));
  return second ? 'ambiguous' : only;
}

/** Reads the words of a command behind its script; `undefined` where they do not stand in the file one by one. */
export function commandWords({ task: { run }, root }: Pick<Check, 'task' | 'root'>, signature: CommandSignature): CommandWords | undefined {
  const list = child(child(root, 'run'), 'command');
  if (run?.kind !== 'command' || list?.kind !== 'list' || list.items.length !== run.arguments.length) return undefined;
  const words = list.items.flatMap((node, index) => ({ node, template: run.arguments[index] ?? [] }));
  const script = words[signature.words - 1]?.node;
  if (!script) return undefined;
  const reader: Reader = {
    signature,
    words: words.slice(signature.words),
    given: [],
    unknown: [],
    positional: 0,
    all: false,
    loose: false,
  };
  for (let index = 0; index < reader.words.length; ) index = readWord(reader, index);
  const { given, unknown, positional, all, loose } = reader;
  return { given, unknown, positional, all, loose, script: { file: script.file, span: script.span } };
}

interface Word {
  readonly node: Node;
  readonly template: Template;
}

interface Reader {
  readonly signature: CommandSignature;
  readonly words: readonly Word[];
  readonly given: GivenOption[];
  readonly unknown: { flag: string; at: At }[];
  positional: number;
  all: boolean;
  loose: boolean;
}

/** Reads one word and the values that belong to it; answers where the next one is. */
function readWord(reader: Reader, index: number): number {
  const word = reader.words[index];
  const [head = ''] = word?.template ?? [];
  if (!word) return index + 1;
  if (head === '--' && word.template.length === 1) {
    reader.positional += reader.words.length - index - 1;
    return reader.words.length;
  }
  if (typeof head === 'object') {
    if (head.name === 'args' && word.template.length === 1) reader.all = true;
    else reader.loose = true;
  } else if (isFlag(head)) return readFlag(reader, word, index);
  else reader.positional += 1;
  return index + 1;
}

/** A number is a value, and so is what has a space in it. */
function isFlag(text: string): boolean {
  return /^-(?!\.?\d)\S/.test(text) && !/^[^=]*\s/.test(text);
}

function readFlag(reader: Reader, word: Word, index: number): number {
  const [head = ''] = word.template;
  const text = typeof head === 'string' ? head : '';
  const equals = text.indexOf('=');
  const flag = equals < 0 ? text : text.slice(0, equals);
  const isWhole = equals >= 0 || word.template.length === 1;
  const option = isWhole ? optionFor(flag, reader.signature) : 'ambiguous';
  const at = placeOf(word.node, flag);
  if (option === 'ambiguous' || (option === undefined && isShort(flag, reader.signature))) {
    reader.loose = true;
    return index + 1;
  }
  if (option === undefined) {
    reader.unknown.push({ flag, at });
    // Whether what follows is a value of it, nobody can tell.
    if (equals < 0) reader.loose = true;
    return index + 1;
  }
  if (equals >= 0) {
    const template = [text.slice(equals + 1), ...word.template.slice(1)].filter((part) => part !== '');
    reader.given.push({ option, flag, at, value: { template, at: word.node, joined: true } });
    return index + 1;
  }
  const count = valuesAfter(reader, option, index);
  const next = reader.words[index + 1];
  const value = count === 1 && next ? { template: next.template, at: next.node, joined: false } : undefined;
  reader.given.push({ option, flag, at, ...(value ? { value } : {}) });
  return index + 1 + count;
}

/** `-n5` and `-abc`: one dash and a known letter. */
function isShort(flag: string, { options }: CommandSignature): boolean {
  return /^-[^-]/.test(flag) && options.some((one) => one.flags.includes(flag.slice(0, 2)));
}

function valuesAfter({ words, signature }: Reader, { takes }: CommandOption, index: number): number {
  if (takes === 'none') return 0;
  const limits = { optional: 1, several: words.length } as const;
  const most = typeof takes === 'number' ? takes : limits[takes];
  let count = 0;
  if (signature.dialect === 'click' && typeof takes === 'number') return Math.min(takes, words.length - index - 1);
  while (count < most && isValue(words[index + 1 + count])) count += 1;
  return count;
}

function isValue(word: Word | undefined): boolean {
  const [head = ''] = word?.template ?? [];
  if (!word) return false;
  return typeof head === 'string' ? !isFlag(head) && head !== '--' : head.name !== 'args';
}

/** The flag inside its word, or the whole word where it is escaped. */
function placeOf(node: Node, flag: string): At {
  const exact = node.kind === 'scalar' && node.source.startsWith(flag) && node.style !== 'block';
  return exact
    ? { file: node.file, span: { start: node.contentStart, end: node.contentStart + flag.length } }
    : { file: node.file, span: node.span };
}
