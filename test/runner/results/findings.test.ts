import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Findings } from '../../../protocol/findings.ts';
import { type OpenRunner, openRunner } from '../../../runner/openRunner.ts';

const MODEL = `
export function run({ step, dt, method }) {
  if (method === 'euler' && dt === 0.5 && step >= 3) throw new Error('unstable at ' + step * dt);
  if (method === 'broken') missing();
  const end = performance.now() + 12;
  while (performance.now() < end);
  return { y: step };
}
`;
const TASK = `run: { node: ./model.mjs#run }
parameters:
  step: { min: 1, max: 4, step: 1 }
  dt: [0.1, 0.5]
cases:
  method:
    euler: {}
    rk4: {}
execution: { timeout: 1ms }
`;
let base: string;
let open: OpenRunner;
const before = { data: process.env['SWEEPDECK_DATA_DIR'], run: process.env['XDG_RUNTIME_DIR'] };

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'sd-fi-'));
  process.env['SWEEPDECK_DATA_DIR'] = join(base, 'data');
  process.env['XDG_RUNTIME_DIR'] = base;
  mkdirSync(join(base, 'w'));
  writeFileSync(join(base, 'w', 'model.mjs'), MODEL);
  open = await openRunner(join(base, 'w'));
});
afterAll(async () => {
  await open.close();
  rmSync(base, { recursive: true, force: true });
  for (const [name, value] of [
    ['SWEEPDECK_DATA_DIR', before.data],
    ['XDG_RUNTIME_DIR', before.run],
  ] as const) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

/** Runs a task to its end and answers what was found. */
async function findings(task: string): Promise<Findings> {
  const file = join(base, 'w', 'm.sweep.yaml');
  writeFileSync(file, task);
  await open.runner.start({ file });
  await open.runner.settled();
  return open.runner.findings({ file });
}

function marked(task: string, { start, end }: Findings['values'][number]['range']): string {
  return task.split('\n')[start.line]?.slice(start.character, end.character) ?? '';
}

it('groups failures by cause, with the condition that sets them apart and the values that they share', async () => {
  const task = TASK.replace('1ms', '1m');
  const found = await findings(task);
  expect(found).toMatchObject({
    failed: 2,
    examined: 2,
    causes: [{ count: 2, example: { label: 'step=3, dt=0.5, method=euler', error: { type: 'Error' } } }],
  });
  expect(found.causes[0]?.condition).toBe("step >= 3 and dt == 0.5 and method == 'euler'");
  expect(found.values.map((value) => [value.name, marked(task, value.range), value.failed, value.where])).toEqual([
    ['dt', '0.5', 2, 'dt == 0.5'],
    ['method', 'euler', 2, "method == 'euler'"],
  ]);
  expect(found.timeout).toBeUndefined();
  const page = await open.runner.page({ file: join(base, 'w', 'm.sweep.yaml'), where: `cause == '${found.causes[0]?.id}'` });
  expect(page.rows.map((row) => row.item)).toEqual([10, 14]);
});

it('points to the name of a range of which all failures have one value, and tells two causes apart', async () => {
  const task = TASK.replace('1ms', '1m').replace('max: 4', 'max: 3').replace('    rk4: {}\n', '    rk4: {}\n    broken: {}\n');
  const found = await findings(task);
  expect(found.causes.map(({ count, example, condition }) => [count, example.error.type, condition])).toEqual([
    [6, 'ReferenceError', "method == 'broken'"],
    [1, 'Error', "step == 3 and dt == 0.5 and method == 'euler'"],
  ]);
  expect(found.values.map((value) => `${value.name} ${value.text} ${value.failed}`)).toEqual([
    'dt 0.1 3',
    'dt 0.5 4',
    'method broken 6',
    'method euler 1',
  ]);
  const narrow = await findings(TASK.replace('1ms', '1m').replace('min: 1, max: 4', 'min: 2, max: 3'));
  expect(narrow.values.map((value) => `${value.name} ${value.text}`)).toEqual(['step 3', 'dt 0.5', 'method euler']);
  expect(narrow.values[0] && marked(TASK, narrow.values[0].range)).toBe('step');
});

it('says that a time limit is below what half of the successes took', async () => {
  await findings(TASK.replace('1ms', '1m'));
  const found = await findings(TASK);
  expect(found.timeout).toMatchObject({ limit: 1 });
  expect(found.timeout?.median).toBeGreaterThan(10);
  expect(found.timeout && marked(TASK, found.timeout.range)).toBe('1ms');
});
