import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseTree } from '../../core/task/parse.ts';
import { nodeValue } from '../../core/task/read/fit.ts';
import { lineIndex } from '../../core/text.ts';
import { isValueMap, type ValueMap } from '../../core/value/value.ts';
import { RunnerError } from '../../protocol/errors.ts';
import type { CliContext } from './context.ts';

/** The values of a parameters file: a mapping in YAML or JSON, groups nested or dotted, as `show --json` writes them. */
export function readParametersFile(context: CliContext, name: string): ValueMap {
  const text = textOf(resolve(context.cwd, name), name);
  const { root, problems } = parseTree(text, name);
  const [first] = problems.filter((one) => one.severity === 'error');
  if (first) throw new RunnerError('bad-request', `${name}:${lineIndex(text).position(first.span.start).line + 1}: ${first.message}`);
  const value = root === undefined ? undefined : nodeValue(root);
  if (isValueMap(value)) return value;
  throw new RunnerError('bad-request', `${name} is no mapping of parameter names to values.`);
}

function textOf(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new RunnerError('bad-request', `The parameters file ${name} cannot be read (${String(error.code)}).`);
  }
}
