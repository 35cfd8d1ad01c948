import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResultSource } from '../../core/task/task.ts';
import { decode, encode } from '../../core/value/encode.ts';
import { readPattern } from '../../core/value/pattern.ts';
import { seriesOf } from '../../core/value/series.ts';
import { integerValue, isValueMap, type Value, valueMap } from '../../core/value/value.ts';

/** A result that cannot be had from what a command left behind; the message is for people. */
export class ResultError extends Error {}

/** The encoded outputs of a command that has ended well. `stdout` is the end of its standard output. */
export async function commandOutputs(source: ResultSource, stdout: string, folder: string): Promise<string> {
  switch (source.kind) {
    case 'return':
    case 'stdout':
      return encode(lastLine(stdout));
    case 'regex':
      return encode(byPatterns(source.patterns, stdout));
    case 'json':
      return encode(wholeFile(await resultFile(folder, source.path), source.path));
    case 'jsonl':
      return encode(lines(await resultFile(folder, source.path), source.path));
  }
}

const MAX_BYTES = 16 * 1024 * 1024;
/** As deep as outputs of functions may be (runner/host/outputs.ts). */
const MAX_DEPTH = 200;

/** The last line, when it is a JSON object; otherwise the command has no outputs. */
function lastLine(stdout: string): Value {
  const line = stdout.trimEnd().split('\n').at(-1)?.trim() ?? '';
  if (!line.startsWith('{')) return {};
  const value = json(line);
  return isValueMap(value) ? value : {};
}

/** The last match of each pattern; its first group, or all of it where there is none. Numbers are read as such. */
function byPatterns(patterns: ReadonlyMap<string, string>, stdout: string): Value {
  const found = new Map<string, Value>();
  for (const [name, pattern] of patterns) {
    const read = readPattern(pattern);
    if ('refusal' in read) throw new ResultError(`The pattern of the output ${name} (${pattern}) ${read.refusal}.`);
    const match = read.pattern.last(stdout);
    if (match === undefined)
      throw new ResultError(`The pattern of the output ${name} (${pattern}) matches nothing that the command printed.`);
    found.set(name, numberOrText(match));
  }
  return valueMap(found);
}

function numberOrText(text: string): Value {
  const trimmed = text.trim();
  if (/^[+-]?\d+$/.test(trimmed)) return integerValue(BigInt(trimmed.replace('+', '')));
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(trimmed)) return Number(trimmed);
  const special = /^([+-]?)(nan|inf(?:inity)?)$/i.exec(trimmed);
  if (special === null) return text;
  if (special[2]?.toLowerCase() === 'nan') return Number.NaN;
  return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function wholeFile(text: string, path: string): Value {
  const value = json(text);
  if (isValueMap(value)) return value;
  throw new ResultError(`The result file ${path} is not a JSON object.`);
}

/** One object a line, a step each: every member becomes a series; one line is the outputs themselves. */
function lines(text: string, path: string): Value {
  const rows = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(json);
  const steps = rows.filter(isValueMap);
  if (steps.length < rows.length) throw new ResultError(`The result file ${path} has a line that is not a JSON object.`);
  const [first] = steps;
  return steps.length === 1 && first ? first : seriesOf(steps);
}

async function resultFile(folder: string, path: string): Promise<string> {
  try {
    // A pipe or a device in its place must not be waited for, or read for ever.
    await using file = await open(join(folder, path), constants.O_RDONLY | constants.O_NONBLOCK);
    const found = await file.stat();
    if (!found.isFile()) throw new ResultError(`The result file ${path} is no plain file.`);
    if (found.size > MAX_BYTES) throw new ResultError(`The result file ${path} is larger than 16 MiB.`);
    return await file.readFile('utf8');
  } catch (error) {
    if (error instanceof ResultError) throw error;
    throw new ResultError(
      `The command left no result file ${path} in the item's folder; write it to "$SWEEPDECK_DIR/${path}" or \${item.dir}/${path}.`,
    );
  }
}

/** `undefined` when it is no JSON. */
function json(text: string): Value | undefined {
  try {
    return decode(readable(text));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Programs (Python's `json.dumps`) write NaN and Infinity into JSON although it has no word for them: they become our tags. */
function readable(text: string): string {
  const parts: string[] = [];
  let depth = 0;
  for (let from = 0; from < text.length; ) {
    const quote = text.indexOf('"', from);
    const outside = text.slice(from, quote < 0 ? undefined : quote);
    for (const [bracket] of outside.matchAll(/[[\]{}]/g)) {
      depth += '[{'.includes(bracket) ? 1 : -1;
      if (depth > MAX_DEPTH) throw new ResultError(`The result is nested deeper than ${MAX_DEPTH} levels; write less of it.`);
    }
    parts.push(outside.replace(/-?(?:NaN|Infinity)/g, (found) => `{"$":"${found}"}`));
    if (quote < 0) break;
    from = endOfString(text, quote);
    parts.push(text.slice(quote, from));
  }
  return parts.join('');
}

function endOfString(text: string, quote: number): number {
  for (let at = quote; ; ) {
    at = text.indexOf('"', at + 1);
    if (at < 0) return text.length;
    let slash = at;
    while (text[slash - 1] === '\\') slash--;
    if ((at - slash) % 2 === 0) return at + 1;
  }
}
