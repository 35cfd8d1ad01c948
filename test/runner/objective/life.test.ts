import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Run } from '../../../core/task/task.ts';
import { startNodeWorker } from '../../../runner/objective/node.ts';
import { findMarked } from '../../../runner/objective/processes.ts';
import { startPythonWorker } from '../../../runner/objective/python.ts';
import { startWorker } from '../../../runner/objective/startWorker.ts';
import type { StartWorker } from '../../../runner/objective/worker.ts';
import { job, nodeRun, probe, pythonRun, shellRun, SPAWNERS, workerSetup } from '../../support/objective.ts';

const scratch = mkdtempSync(join(tmpdir(), 'sweepdeck-life-test-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const python = pythonRun('hostile:f');
const node = nodeRun('./hostile.mjs#f');
const shells: readonly (readonly [shape: string, run: Run, mode: string])[] = [
  ['a Python loop', python, 'endless'],
  ['a Python sleep', python, 'sleeps'],
  ['a Python item deaf to SIGTERM', python, 'deaf_to_sigterm'],
  ['a Python item with a child that grows', python, 'child_grows'],
  ['a Node loop', node, 'busy'],
  ['a Node promise', node, 'never'],
  ['a Node spawnSync', node, 'spawnsSync'],
];

const scripts: readonly (readonly [shape: string, run: Run, mode: string])[] = [
  ['a pipeline', shellRun('sleep 1000 | cat | cat'), ''],
  ['a script with background children', shellRun('sleep 1000 & (sleep 1000 &) ; sleep 1000'), ''],
  ['a script deaf to SIGTERM', shellRun('trap "" TERM INT HUP; while :; do sleep 0.05; done'), ''],
  ['a setsid grandchild', shellRun('setsid sleep 1000 & setsid sh -c "setsid sleep 1000 & sleep 1000" & wait'), ''],
  ['a nohup grandchild', shellRun('nohup sleep 1000 >/dev/null 2>&1 & wait'), ''],
];

const linux = process.platform === 'linux';
const started: readonly (readonly [shape: string, run: Run, mode: string, start: StartWorker])[] = [
  ...shells.map((row) => [...row, startWorker] as const),
  ...SPAWNERS.flatMap(({ spawner, start }) =>
    scripts.map(([shape, run, mode]) => [`${shape}, started by ${spawner},`, run, mode, start] as const),
  ),
];

describe('the end of a worker', () => {
  it.each(started)('leaves no process of %s when it is cancelled', async (shape, run, mode, start) => {
    const token = `cancel-${shape}`.replaceAll(' ', '-');
    const worker = probe(start, workerSetup(run, { token, grace: 0 }));
    await worker.ready;
    worker.worker.send([job(1, { mode }), job(2, { mode: 'innocent' })]);
    await running(token);
    await worker.worker.stop();
    expect(worker.outcome(1)).toEqual({ kind: 'cancelled' });
    expect(worker.told.returned).toEqual([2]);
    expect(worker.told.end).toEqual({ kind: 'stopped' });
    expect(await findMarked('SWEEPDECK_SWEEP', token)).toEqual([]);
  });

  it.each(SPAWNERS)('asks first: an item that listens may finish, and what it leaves is cancelled: $spawner', async ({ start }) => {
    const listening = probe(
      start,
      workerSetup(shellRun('trap "echo bye; exit 0" TERM; echo up; while :; do sleep 0.01; done'), { token: 'asks', grace: 10_000 }),
    );
    await listening.ready;
    listening.worker.send([job(1)]);
    await until(() => (listening.worker.peek()?.output.stdout.length ?? 0) > 0);
    await listening.worker.stop();
    expect(listening.outcome(1)).toMatchObject({ kind: 'value' });
    expect(listening.stdout(1)).toBe('up\nbye\n');
  });

  it('tells a Node item that it is cancelled', async () => {
    const path = join(scratch, 'aborted');
    const listening = probe(startNodeWorker, workerSetup(node, { token: 'tells', grace: 10_000 }));
    await listening.ready;
    listening.worker.send([job(1, { mode: 'listens', path }), job(2, { mode: 'innocent' })]);
    await until(() => (listening.worker.peek()?.output.stdout.length ?? 0) > 0);
    await listening.worker.stop();
    expect(listening.outcome(1)).toEqual({ kind: 'cancelled' });
    expect(readFileSync(path, 'utf8')).toBe('aborted');
    expect([...listening.told.outcomes.keys(), ...listening.told.returned]).toEqual([1, 2]);
  });

  it('stops an idle Python worker by asking, so that exit handlers run', async () => {
    const kept = join(scratch, 'exit-handler');
    const worker = probe(startPythonWorker, workerSetup(pythonRun('atexits:f'), { grace: 10_000 }));
    await worker.run([job(1, { path: kept })]);
    await worker.worker.stop();
    expect(readFileSync(kept, 'utf8')).toBe('ended well');
    expect(worker.told.end).toEqual({ kind: 'stopped' });
  });

  it('can be stopped before it is ready, twice, and after its end', async () => {
    for (const run of [python, node, shellRun('true')]) {
      const worker = probe(startWorker, workerSetup(run, { grace: 0 }));
      worker.worker.send([job(1)]);
      await Promise.all([worker.worker.stop(), worker.worker.stop()]);
      await worker.worker.stop();
      expect(worker.told).toMatchObject({ returned: [1], end: { kind: 'stopped' } });
    }
  });

  it('returns the jobs behind a timeout and charges only the one that ran', async () => {
    const worker = probe(startPythonWorker, workerSetup(python));
    await worker.run([
      job(1, { mode: 'innocent' }),
      job(2, { mode: 'sleeps' }, { timeout: 200 }),
      ...[3, 4, 5].map((seq) => job(seq, { mode: 'innocent' })),
    ]);
    expect(worker.outcome(1).kind).toBe('value');
    expect(worker.outcome(2)).toMatchObject({ kind: 'failure', failure: { kind: 'timeout' } });
    expect(worker.told.returned).toEqual([3, 4, 5]);
    expect(await worker.ended).toEqual({ kind: 'crashed' });
  });

  it('charges a crash to the item that ran, wherever it stands in a batch of 200', async () => {
    for (const at of [1, 100, 200]) {
      const worker = probe(startPythonWorker, workerSetup(python));
      await worker.run(Array.from({ length: 200 }, (_, index) => job(index + 1, { mode: index + 1 === at ? 'segfault' : 'innocent' })));
      expect([...worker.told.outcomes].filter(([, outcome]) => outcome.kind === 'failure').map(([seq]) => seq)).toEqual([at]);
      expect(worker.told.outcomes.size).toBe(at);
      expect(worker.told.returned).toHaveLength(200 - at);
    }
  });

  it.each(['endless', 'sleeps', 'child_grows', 'kills_its_group', 'deaf_to_sigterm'])(
    'does not outlive a runner that is killed while Python does %s',
    async (mode) => {
      await killRunner(`orphan-${mode}`, ['python', mode]);
    },
  );

  it.each(['busy', 'never', 'spawnsSync'])('does not outlive a runner that is killed while Node does %s', async (mode) => {
    await killRunner(`orphan-node-${mode}`, ['node', mode]);
  });

  it('does not outlive a runner that is killed while a command runs', async () => {
    await killRunner('orphan-command', ['shell', 'echo up; sleep 1000 & sleep 1000']);
  });
});

describe('a worker that cannot start', () => {
  const fake = (name: string, script: string): string => {
    const path = join(scratch, name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  };
  const old =
    "exec python3 -c \"import sys, runpy; sys.version_info = (3, 7, 1); sys.path.insert(0, '.'); runpy.run_module('sweepdeck.worker', run_name='__main__')\"";

  const refusals: readonly (readonly [name: string, run: Run, kind: string, message: RegExp])[] = [
    [
      'an interpreter that is not there',
      pythonRun('hostile:f', { interpreter: 'no-such-python' }),
      'start',
      /^no-such-python could not be started \(ENOENT\)\. Install Python 3\.8 or newer, or name one in the setting sweepdeck\.python or in run\.interpreter\.$/,
    ],
    ['a path through a file', pythonRun('hostile:f', { interpreter: '/etc/passwd/python' }), 'start', /could not be started \(ENOTDIR\)/],
    [
      'a Python that is too old',
      pythonRun('hostile:f', { interpreter: fake('python37', old) }),
      'start',
      /Python 3\.7 is too old: Sweepdeck needs 3\.8/,
    ],
    [
      'a program that is no Python',
      pythonRun('hostile:f', { interpreter: fake('python2', 'echo "Unknown option: -X" >&2; exit 2') }),
      'start',
      /ended with status 2 before it was ready \(Unknown option: -X\)\. Install Python/,
    ],
    ['a module that is not there', pythonRun('nowhere.module:f'), 'start', /there is no module nowhere in /],
    [
      'a function that is not there',
      pythonRun('api:nothing'),
      'start',
      /`run\.python` says api:nothing, but the module api has no nothing/,
    ],
    ['something that is no function', pythonRun('api:not_a_function'), 'start', /is not a function/],
    ['a module that fails', pythonRun('broken:f'), 'start', /invalid syntax|was never closed|expected/],
    ['a setup that fails', pythonRun('api:stream', { setup: 'api:failing_setup' }), 'setup', /^no data$/],
    ['a folder that does not exist', pythonRun('api:stream', { cwd: 'nowhere' }), 'start', /nowhere/],
    ['a JavaScript file that is not there', nodeRun('./nowhere.mjs#f'), 'start', /nowhere\.mjs does not exist/],
    ['an export that is not there', nodeRun('./trivial.mjs#g'), 'start', /the export g of .*exports only f/],
    ['a JavaScript setup that fails', nodeRun('./schema.mts#f', { setup: './schema.mts#failingSetup' }), 'setup', /^no data$/],
    ['a JavaScript folder that does not exist', nodeRun('./trivial.mjs#f', { cwd: 'nowhere' }), 'start', /nowhere/],
  ];

  it.each(refusals)('is refused in one sentence: %s', async (_name, run, kind, message) => {
    const worker = probe(startWorker, workerSetup(run));
    await worker.run([job(1, { a: 1 })]);
    const end = await worker.ended;
    expect(end).toMatchObject({ kind: 'refused', failure: { kind } });
    expect(end.kind === 'refused' ? end.failure.message : '').toMatch(message);
    expect(worker.told.returned).toEqual([1]);
    await worker.worker.stop();
  });

  it('is refused when its module takes more memory than it may', async () => {
    const worker = probe(startPythonWorker, workerSetup(pythonRun('heavy:f'), { memory: 128 * 1024 * 1024 }));
    expect(await worker.ended).toMatchObject({ kind: 'refused', failure: { kind: 'oom' } });
  });
});

describe('a worker that is fed', () => {
  it('keeps 4000 items for a worker that reads nothing without writing beyond the pipe', async () => {
    const worker = probe(startNodeWorker, workerSetup(node, { grace: 0 }));
    await worker.ready;
    const text = 'x'.repeat(10_000);
    worker.worker.send([
      job(0, { mode: 'busy' }),
      ...Array.from({ length: 4000 }, (_, index) => job(index + 1, { mode: 'innocent', text })),
    ]);
    await worker.worker.stop();
    expect(worker.told.returned).toHaveLength(4000);
  });
});

async function running(token: string): Promise<void> {
  if (linux) await until(async () => (await findMarked('SWEEPDECK_SWEEP', token)).length > 0);
}

/** Waits for something that no event tells, by turns of the event loop. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const limit = performance.now() + 10_000; !(await condition()); ) {
    if (performance.now() > limit) throw new Error('what was waited for did not happen');
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}

/** Starts a process that owns a worker, kills it with SIGKILL, and waits until nothing of the worker is left. */
async function killRunner(token: string, line: readonly string[]): Promise<void> {
  const script = fileURLToPath(new URL('../../support/runnerToKill.ts', import.meta.url));
  const runner = spawn(process.execPath, [script, token, ...line], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(runner.stdout, 'data');
  expect((await findMarked('SWEEPDECK_SWEEP', token)).length).toBeGreaterThan(0);
  runner.kill('SIGKILL');
  await once(runner, 'exit');
  await until(async () => (await findMarked('SWEEPDECK_SWEEP', token)).length === 0);
}
