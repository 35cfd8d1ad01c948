import { parseDocument } from 'yaml';
import { deeperThan } from '../task/nesting.ts';
import { parseEncoded } from '../value/encode.ts';
import { integerValue, type Value, valueMap } from '../value/value.ts';
import type { Refused } from './imported.ts';

/** The value of a YAML or JSON file of another system; its length, its depth and its aliases are bounded. */
export function plainYaml(text: string, path: string): { readonly value: Value } | Refused {
  if (text.length > MOST_TEXT) return tooLong(path);
  if (deeperThan(text, DEEPEST) !== undefined) return tooDeep(path);
  const document = parseDocument(text, { intAsBigInt: true, uniqueKeys: false, logLevel: 'silent', merge: true });
  const [error] = document.errors;
  if (error) return { refused: `${path} is not YAML: ${error.message.split('\n')[0]}` };
  try {
    return { value: valueOf(document.toJS({ maxAliasCount: MOST_ALIASES, mapAsMap: true })) };
  } catch (failure) {
    if (failure instanceof ReferenceError || failure instanceof RangeError)
      return { refused: `${path} repeats itself too often by aliases.` };
    throw failure;
  }
}

function tooDeep(path: string): Refused {
  return { refused: `${path} is nested more than ${DEEPEST} levels deep.` };
}

function tooLong(path: string): Refused {
  return { refused: `${path} is longer than the 32 kB that are read as YAML: a file of settings has less.` };
}

/** What a JSON file holds: `decodeParsed` makes a value of any part of it. Python writes `NaN` and `Infinity` there, which YAML reads. */
export function parsedJson(text: string, path: string): { readonly value: unknown } | Refused {
  if (deeperThan(text, DEEPEST) !== undefined) return tooDeep(path);
  try {
    return { value: parseEncoded(text) };
  } catch (failure) {
    if (failure instanceof SyntaxError && text.length > MOST_TEXT) return tooLong(path);
    if (failure instanceof SyntaxError)
      return plainYaml(
        text.replaceAll(
          PYTHON_NUMBER,
          (_, before: string, sign: string, number: string) => `${before}${sign}${number === 'NaN' ? '.nan' : '.inf'}`,
        ),
        path,
      );
    throw failure;
  }
}

/** `NaN` and `-Infinity` as values, before what ends a value. */
const PYTHON_NUMBER = /([:[,]\s*)(-?)(NaN|Infinity)(?=\s*[,}\]])/g;
const MOST_ALIASES = 100;
/** The YAML parser needs some thousand times as much memory as the text has. */
const MOST_TEXT = 32_768;
const DEEPEST = 100;

function valueOf(given: unknown): Value {
  if (typeof given === 'bigint') return integerValue(given);
  if (typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean') return given;
  if (Array.isArray(given)) return given.map(valueOf);
  if (given instanceof Map) return valueMap([...given].map(([name, value]) => [String(name), valueOf(value)]));
  return null;
}
