import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { findMarked } from '../../runner/objective/processes.ts';
import { type Bench, type BenchWorkspace, CLI } from '../bench.ts';
import type { Contestant, Goal, Row } from '../row.ts';
import { type RunnerLink, startRunner } from '../runnerLink.ts';
import { gridTask } from './sweeps.ts';

/** Milliseconds that a person waits: for the first result of a sweep, and for its end. */
export function latencyRows(bench: Bench): readonly Row[] {
  const row = (name: string, work: string, goal: Goal, measure: () => Promise<number>): Row => {
    const contestant: Contestant = { by: 'sweepdeck', measure: async () => ({ value: await measure() }) };
    return { name, work, unit: 'ms', goals: [goal], contestants: [contestant] };
  };
  const cancels = Object.entries(STOPPED).flatMap(([kind, run]) => [
    row(`cancel${kind}`, `cancel: shown, ${kind}`, { most: 200 }, () => cancel(bench, run, 'shown')),
    row(`gone${kind}`, `cancel: no process left, ${kind}`, { most: 1000 }, () => cancel(bench, run, 'gone')),
  ]);
  return [
    row('shownWarm', 'first result shown, runner up', { most: 300 }, () => firstShown(bench, true)),
    row('shownCold', 'first result shown, no runner', { most: 1000 }, () => firstShown(bench, false)),
    ...cancels,
    row('goneCli', 'interrupt of the command line: exit, no process left', { most: 1000 }, () => interrupt(bench)),
  ];
}

/** Objectives that would not end by themselves. */
const STOPPED: Readonly<Record<string, string>> = {
  Python: 'python: endless:f',
  Command: 'command: [/bin/sh, -c, "sleep 1000 & sleep 1000"]',
};

let folders = 0;

function place(bench: Bench): BenchWorkspace {
  const made = bench.workspace(`latency${++folders}`);
  made.write('trivial.py', 'def f(a, b, c):\n    return {"result": a * b + c}\n');
  made.write('endless.py', 'from time import sleep\n\n\ndef f(a, b, c):\n    sleep(1000)\n');
  return made;
}

/** From the click to the row on the page: a status with a result, then the page of it. */
async function firstShown(bench: Bench, warm: boolean): Promise<number> {
  const { folder, env, write } = place(bench);
  const file = join(folder, write('grid.sweep.yaml', gridTask('python: trivial:f', 1000)));
  const data = env['SWEEPDECK_DATA_DIR'] ?? folder;
  const begun = performance.now();
  await using runner = await startRunner(folder, data);
  if (warm) await runner.api.status({ files: [file] });
  const clicked = warm ? performance.now() : begun;
  const first = runner.status(({ done }) => done > 0);
  const ended = runner.ended();
  await runner.api.start({ file, workers: 2, python: bench.python });
  await first;
  const { rows } = await runner.api.page({ file, limit: 200, states: ['done'] });
  if (rows.length === 0) throw new Error('The page shows no result although the status counts one.');
  const shown = performance.now() - clicked;
  await ended;
  return shown;
}

async function cancel(bench: Bench, run: string, until: 'shown' | 'gone'): Promise<number> {
  const { folder, env, write } = place(bench);
  const mark = randomBytes(8).toString('hex');
  const file = join(folder, write('endless.sweep.yaml', marked(run, mark)));
  await using runner = await startRunner(folder, env['SWEEPDECK_DATA_DIR'] ?? folder);
  await startTwo(runner, file, bench.python);
  const ended = runner.ended();
  const clicked = performance.now();
  void runner.api.cancel({ file });
  await ended;
  if (until === 'gone') await nothingLeft(mark);
  return performance.now() - clicked;
}

/** As Ctrl+C in a terminal: the command line is the runner, the interrupt reaches it alone. */
async function interrupt(bench: Bench): Promise<number> {
  const { folder, env, write } = place(bench);
  const mark = randomBytes(8).toString('hex');
  const file = write('endless.sweep.yaml', marked(STOPPED['Command'] ?? '', mark));
  const child = spawn(process.execPath, [CLI, 'run', file, '--workers', '2'], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
  while ((await findMarked(MARK, mark)).length < 2 + 2 * 3) await new Promise((resolve) => setImmediate(resolve));
  const begun = performance.now();
  child.kill('SIGINT');
  await once(child, 'exit');
  await nothingLeft(mark);
  return performance.now() - begun;
}

const MARK = 'SWEEP_BENCH_MARK';

function marked(run: string, mark: string): string {
  return gridTask(run, 1000).replace(`  ${run}`, `  ${run}\n  env: {${MARK}: "${mark}"}`);
}

/** Starts the sweep and waits until two items run. */
async function startTwo({ api }: RunnerLink, file: string, python: string): Promise<void> {
  await api.start({ file, workers: 2, python });
  for (let running = 0; running < 2; ) running = (await api.status({ files: [file] }))[0]?.active?.running ?? 0;
}

async function nothingLeft(mark: string): Promise<void> {
  while ((await findMarked(MARK, mark)).length > 0);
}
