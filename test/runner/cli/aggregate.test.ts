import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CliWorkspace, cliWorkspace } from '../../support/cliWorkspace.ts';

/** `results --aggregate` sums up what the results page does: stale results that are kept, a series by its summary, computed columns. */

const TASK = (stale: string): string => `run: {python: "model:train"}
replicates: 2
parameters: {depth: [1, 2]}
cache: {stale: ${stale}}
metric: {name: loss, goal: minimize, summary: min}
views: {columns: ["double = 2 * size"]}
`;
const MODEL = 'def train(depth, replicate):\n    return {"loss": [9, depth + replicate, 7], "size": depth, "label": "text"}\n';

let workspace: CliWorkspace;
beforeAll(async () => {
  workspace = cliWorkspace({ 'kept.sweep.yaml': TASK('keep'), 'again.sweep.yaml': TASK('run'), 'model.py': MODEL });
  for (const name of ['kept', 'again']) expect((await workspace.run('run', `${name}.sweep.yaml`)).code).toBe(0);
}, 120_000);
afterAll(() => workspace.remove());

const PATIENCE = { timeout: 120_000 };
const SUMS = [
  { done: 2, stale: 0, outputs: { loss: { n: 2, mean: 1.5 }, size: { mean: 1 }, double: { mean: 2 } } },
  { done: 2, stale: 0, outputs: { loss: { n: 2, mean: 2.5 }, size: { mean: 2 }, double: { mean: 4 } } },
];

async function sums(name: string): Promise<unknown> {
  return (await workspace.run('results', `${name}.sweep.yaml`, '--aggregate', '--json')).json();
}

it('takes the summary of a series, and computed columns', PATIENCE, async () => {
  expect(await sums('again')).toMatchObject(SUMS);
  const { stdout } = await workspace.run('results', 'again.sweep.yaml', '--aggregate', '--format', 'csv');
  const [head] = stdout.split(/\r?\n/, 1);
  expect(head).toContain('size.n,double,double.sd,double.low,double.high,double.n');
  expect(head).not.toContain('label');
});

it('counts stale results only where the task keeps them', PATIENCE, async () => {
  workspace.write({ 'model.py': MODEL.replace('[9,', '[8,') });
  expect(await sums('kept')).toMatchObject(SUMS);
  expect(await sums('again')).toMatchObject([
    { done: 0, stale: 2, outputs: {} },
    { done: 0, stale: 2, outputs: {} },
  ]);
});
