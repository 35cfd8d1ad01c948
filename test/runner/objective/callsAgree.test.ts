import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '../../../core/check/analyse.ts';
import { type Grammars, lazyGrammars } from '../../../core/code/grammars.ts';
import { schemaDefaults } from '../../../core/space/schemaDefaults.ts';
import { decode } from '../../../core/value/encode.ts';
import { isValueMap } from '../../../core/value/value.ts';
import { grammarFiles } from '../../../runner/grammarFiles.ts';
import { startWorker } from '../../../runner/objective/startWorker.ts';
import { openWorld } from '../../../runner/runnerWorld.ts';
import { type CallRow, NODE_CALLS, PYTHON_CALLS } from './calls.ts';
import { job, nodeRun, probe, pythonRun, workerSetup } from '../../support/objective.ts';

/**
 * What the checker says about the arguments of an objective is what its worker does with them: an error exactly where
 * a call is refused, or where a value that the sweep gives never arrives. Where the source does not tell, the checker is silent.
 */

const scratch = mkdtempSync(join(tmpdir(), 'sweepdeck-calls-test-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let grammars: Grammars;
let count = 0;

beforeAll(async () => {
  symlinkSync(join(import.meta.dirname, '../../../node_modules'), join(scratch, 'node_modules'), 'junction');
  grammars = lazyGrammars(grammarFiles);
  await grammars.load(['python', 'javascript', 'typescript']);
});

interface Called {
  readonly folder: string;
  readonly kind: 'python' | 'node';
  readonly target: string;
  readonly row: CallRow;
}

/** Codes about arguments, as the editor and `sweepdeck check` tell them, and what a run would give to the objective. */
function analysed({ folder, kind, target, row }: Called) {
  const file = join(folder, 'task.sweep.yaml');
  const schema = row.schema && { schema: { parameters: row.schema } };
  writeFileSync(file, JSON.stringify({ run: { [kind]: target }, ...schema, parameters: row.parameters }));
  const { problems, task } = analyse(file, openWorld(folder, grammars));
  const strange = problems.filter(({ code }) => !/^(unknown-argument|missing-argument|argument-type)$/.test(code));
  expect(strange.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  const defaults = Object.fromEntries((task ? schemaDefaults(task) : []).map((field) => [field.name, field.default]));
  const told = [...new Set(problems.map((one) => one.code))].toSorted().join(' ') || 'silent';
  return { told, given: { ...row.parameters, ...defaults } };
}

/** Whether the worker refuses the call; of Node also where something that is given does not come out, for rows return all that they take. */
async function isRefused({ folder, kind, target }: Called, given: CallRow['parameters']): Promise<boolean> {
  const run = kind === 'python' ? pythonRun(target) : nodeRun(target);
  const worker = probe(startWorker, workerSetup(run, { workspace: folder, taskFile: join(folder, 'task.sweep.yaml') }));
  await worker.run([job(1, given)]);
  await worker.worker.stop();
  if (worker.told.end?.kind === 'refused') return true;
  const outcome = worker.outcome(1);
  if (outcome.kind !== 'value' || kind === 'python') return outcome.kind !== 'value';
  const outputs = decode(outcome.outputs);
  return !Object.keys(given).every((name) => isValueMap(outputs) && Object.hasOwn(outputs, name.split('.')[0] ?? name));
}

function write(files: Readonly<Record<string, string>>): string {
  const folder = join(scratch, String(++count));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

describe.each([
  { kind: 'python', rows: PYTHON_CALLS, file: 'm.py', usual: 'm:f' },
  { kind: 'node', rows: NODE_CALLS, file: 'm.ts', usual: './m.ts#f' },
] as const)('the arguments of a $kind objective', ({ kind, rows, file, usual }) => {
  it.concurrent.each(rows.map((row) => ({ row, name: row.name })))('$name', async ({ row }) => {
    const folder = write({ [file]: row.code, ...row.files });
    const call: Called = { folder, kind, target: row.target ?? usual, row };
    const isError = row.expected !== 'ok' && row.expected !== 'undecided';
    const { told, given } = analysed(call);
    expect({ told, refused: await isRefused(call, given) }).toEqual({
      told: isError ? row.expected : 'silent',
      refused: row.expected !== 'ok',
    });
  });
});
