import { expect, it, onTestFinished } from 'vitest';
import { type CliWorkspace, cliWorkspace } from '../../support/cliWorkspace.ts';

const AXIS = '{ min: 1, max: 1000000, step: 1 }';
const FILES = {
  'f.mjs': 'export const f = (point) => point.a;\n',
  'small.sweep.yaml': 'run: { node: ./f.mjs#f }\nparameters: { a: [1, 2] }\n',
  'huge.sweep.yaml': `run: { node: ./f.mjs#f }\nparameters: { a: ${AXIS}, b: ${AXIS} }\n`,
};

function room(): CliWorkspace {
  const here = cliWorkspace(FILES);
  onTestFinished(() => here.remove());
  return here;
}

it('refuses a sweep of 10^12 items with a sentence, but counts and enumerates it', async () => {
  const here = room();
  for (const command of ['run', 'results']) {
    const { code, stdout, stderr } = await here.run(command, 'huge.sweep.yaml', '--limit', '3');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^huge has 1,000,000,000,000 items, and at most 10,000,000 can be run and kept: take larger steps, .*\n$/);
  }
  expect((await here.run('points', 'huge.sweep.yaml', '--offset', '999999999999')).stdout).toBe(
    '{"index":999999999999,"parameters":{"a":1000000,"b":1000000}}\n',
  );
});

it('shows and cleans the other tasks of a workspace that has one', async () => {
  const here = room();
  expect((await here.run('status', '--json')).json()).toMatchObject([
    { task: 'huge', items: 1e12, done: 0, pending: 1e12 },
    { task: 'small', items: 2, done: 0, pending: 2 },
  ]);
  const shown = await here.run('status', '-v');
  expect(shown.stdout).toMatch(/^huge .*too many items$/m);
  expect((await here.run('gc')).code).toBe(0);
});
