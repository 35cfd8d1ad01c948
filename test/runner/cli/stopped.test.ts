import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { cliWorkspace } from '../../support/cliWorkspace.ts';

const WAITS = `
import { existsSync, writeFileSync } from 'node:fs';
export async function f({ x }) {
  writeFileSync('begun', '');
  while (!existsSync('go')) await new Promise((resolve) => setTimeout(resolve, 20));
  return { x };
}
`;

it('a run that was stopped by Ctrl+Z is named, what it has stored can be read, and it goes on', async () => {
  // Elsewhere the system does not tell of a stop.
  if (process.platform !== 'linux') return;
  const here = cliWorkspace({ 'a.sweep.yaml': 'run: { node: ./f.mjs#f }\nparameters: { x: [1, 2] }\n', 'f.mjs': WAITS });
  try {
    const running = here.start('run', 'a.sweep.yaml', '--json');
    await vi.waitFor(() => expect(existsSync(join(here.folder, 'begun'))).toBe(true), { timeout: 60_000 });
    running.kill('SIGSTOP');
    const said = `(process ${running.pid}) is stopped`;
    const status = await here.run('status', '--json');
    expect(status.stderr).toContain(said);
    expect(status.json()).toMatchObject([{ items: 2, pending: 2 }]);
    const second = await here.run('run', 'a.sweep.yaml');
    expect([second.code, second.stderr]).toEqual([1, expect.stringContaining(said)]);
    running.kill('SIGCONT');
    here.write({ go: '' });
    const first = await running.ended;
    expect(first.json()).toMatchObject({ done: 2, executed: 2 });
  } finally {
    here.remove();
  }
});
