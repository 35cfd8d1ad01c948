import { parseDocument } from 'yaml';
import { decode } from '../value/encode.ts';
import { integerValue, type Value, valueMap } from '../value/value.ts';
import type { Refused } from './imported.ts';

/** The value of a YAML or JSON file of another system; aliases are bounded as in task files. */
export function plainYaml(text: string, path: string): { readonly value: Value } | Refused {
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

/** The value of a JSON file; Python writes `NaN` and `Infinity` there, which YAML reads. */
export function plainJson(text: string, path: string): { readonly value: Value } | Refused {
  try {
    return { value: decode(text) };
  } catch (failure) {
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

function valueOf(given: unknown): Value {
  if (typeof given === 'bigint') return integerValue(given);
  if (typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean') return given;
  if (Array.isArray(given)) return given.map(valueOf);
  if (given instanceof Map) return valueMap([...given].map(([name, value]) => [String(name), valueOf(value)]));
  return null;
}
