import { afterEach, describe, expect, it } from 'vitest';
import { startWorker } from '../../../runner/objective/startWorker.ts';
import { type CliWorkspace, cliWorkspace } from '../../support/cliWorkspace.ts';
import { commandRun, probe, workerSetup } from '../../support/objective.ts';

let opened: CliWorkspace | undefined;
afterEach(() => opened?.remove());

describe('what the system does not allow', () => {
  it('takes workers away from a sweep, and no result', async () => {
    opened = cliWorkspace({ 'a.sweep.yaml': 'run: { command: [sleep, "0.05"] }\nparameters: { x: { min: 1, max: 40, step: 1 } }\n' });
    const { code, stdout, stderr } = await opened.under('ulimit -n 64').run('run', 'a.sweep.yaml', '--workers', '24', '--json');
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ items: 40, done: 40, executed: 40 });
  });

  it('refuses a worker where its temporary folder cannot be made', async () => {
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = '/nonexistent/folder';
    const worker = probe(startWorker, workerSetup(commandRun([['true']])));
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    expect(await worker.ended).toMatchObject({
      kind: 'refused',
      failure: { kind: 'start', message: expect.stringMatching(/^A worker could not be started: ENOENT.*\/nonexistent\/folder/) },
    });
  });
});
