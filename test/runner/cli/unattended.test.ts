import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type CliWorkspace, cliWorkspace } from '../../support/cliWorkspace.ts';

const WAITS = `
import { existsSync, writeFileSync } from 'node:fs';
export async function f({ x }) {
  writeFileSync('begun', '');
  while (!existsSync('go')) await new Promise((resolve) => setTimeout(resolve, 20));
  if (x === 2) throw new Error('two');
  return { x };
}
`;

let here: CliWorkspace;
afterEach(() => here.remove());

function workspace(): CliWorkspace {
  here = cliWorkspace({ 'a.sweep.yaml': 'run: { node: ./f.mjs#f }\nparameters: { x: [1, 2] }\n', 'f.mjs': WAITS });
  return here;
}

describe('a run that nobody watches', () => {
  it('goes on when the terminal is closed, as under `nohup`', async () => {
    const running = workspace().start('run', 'a.sweep.yaml', '--json');
    await vi.waitFor(() => expect(existsSync(join(here.folder, 'begun'))).toBe(true), { timeout: 60_000 });
    running.kill('SIGHUP');
    here.write({ go: '' });
    const { code, json } = await running.ended;
    expect([code, json()]).toEqual([2, expect.objectContaining({ done: 1, failed: 1, executed: 2 })]);
  });

  it('goes on when what it says can be written nowhere', async () => {
    workspace().write({ go: '' });
    const { code, json } = await here.under('exec 2>/dev/full').run('run', 'a.sweep.yaml', '--json');
    expect([code, json()]).toEqual([2, expect.objectContaining({ done: 1, failed: 1, executed: 2 })]);
  });
});
