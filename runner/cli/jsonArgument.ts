import { decode } from '../../core/value/encode.ts';
import { isValueMap, type Value, type ValueMap } from '../../core/value/value.ts';
import { RunnerError } from '../../protocol/errors.ts';

/** A point given as JSON on the command line. */
export function readPoint(text: string): ValueMap {
  const value = readJson(text);
  if (value !== undefined && isValueMap(value)) return value;
  throw new RunnerError('bad-request', `--point takes a JSON object of parameters, such as '{"mu": 1.5, "dt": 0.01}'.`);
}

/** JSON with long integers and tagged numbers kept; `undefined` for text that is none. */
export function readJson(text: string): Value | undefined {
  try {
    return decode(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
