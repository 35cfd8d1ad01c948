import { fileURLToPath } from 'node:url';
import type { Outcome } from '../../core/sweep/outcome.ts';
import type { CommandRun, NodeRun, PythonRun, Run, ShellRun, Template } from '../../core/task/task.ts';
import { encode } from '../../core/value/encode.ts';
import { nest, type Value } from '../../core/value/value.ts';
import { type Spawner, startSpawner } from '../../runner/objective/command.ts';
import type { ItemOutput, Job, ObjectiveWorker, StartWorker, WorkerEnd, WorkerSetup } from '../../runner/objective/worker.ts';

const AT = { file: 'test.sweep.yaml', span: { start: 0, end: 0 } };
const BASE = { ...AT, env: new Map<string, string>(), successCodes: [0], result: { kind: 'return' } } as const;

/** Absolute path of a file of `test/data`. */
const dataPath = (name: string): string => fileURLToPath(new URL(`../data/${name}`, import.meta.url));

export function pythonRun(target: string, more: Partial<PythonRun> = {}): PythonRun {
  const [module = '', name = ''] = target.split(':');
  return { ...BASE, kind: 'python', target, module, function: name, ...more };
}

export function nodeRun(target: string, more: Partial<NodeRun> = {}): NodeRun {
  const [path = '', name = 'default'] = target.split('#');
  return { ...BASE, kind: 'node', target, path, export: name, ...more };
}

export function commandRun(line: readonly Template[], more: Partial<CommandRun> = {}): CommandRun {
  return { ...BASE, kind: 'command', arguments: line, result: { kind: 'stdout' }, ...more };
}

export function shellRun(script: string, more: Partial<ShellRun> = {}): ShellRun {
  return { ...BASE, kind: 'shell', script, result: { kind: 'stdout' }, ...more };
}

/** Both programs that start commands keep the same promises; the Python one only where it is used. */
export const SPAWNERS: readonly { readonly spawner: Spawner; readonly start: StartWorker }[] = (
  process.platform === 'linux' ? (['node', 'python'] as const) : (['node'] as const)
).map((spawner) => ({ spawner, start: (setup, events) => startSpawner(spawner, setup, events) }));

export function workerSetup(run: Run, more: Partial<WorkerSetup> = {}): WorkerSetup {
  const taskFile = dataPath('hostile/test.sweep.yaml');
  const workspace = dataPath('hostile');
  const folders = { workspace, fileRoot: workspace, keepsFiles: true };
  return { run, taskFile, ...folders, python: 'python3', memory: 4 * 1024 ** 3, token: 'test', grace: 2000, ...more };
}

export function job(seq: number, parameters: Readonly<Record<string, Value>> = {}, more: Partial<Job> = {}): Job {
  const point = new Map(Object.entries(parameters));
  return {
    seq,
    key: seq.toString(16).padStart(32, '0'),
    point,
    parameters: encode(nest(point)),
    seed: 42,
    replicate: 0,
    folder: `/nonexistent/${seq}`,
    ...more,
  };
}

export interface Told {
  readonly outcomes: Map<number, Outcome>;
  readonly outputs: Map<number, ItemOutput | undefined>;
  readonly returned: number[];
  readonly reports: (readonly [number, string])[];
  end?: WorkerEnd;
}

/** A worker with everything that it tells, and promises for what a test waits for. */
export interface WorkerProbe {
  readonly worker: ObjectiveWorker;
  readonly told: Told;
  readonly ready: Promise<void>;
  readonly ended: Promise<WorkerEnd>;
  /** Sends jobs and waits until each has ended, one way or the other. */
  run(jobs: readonly Job[]): Promise<void>;
  outcome(seq: number): Outcome;
  stdout(seq: number): string;
  stderr(seq: number): string;
}

export function probe(
  start: StartWorker,
  setup: WorkerSetup,
  onReport: (seq: number, metrics: string) => void = () => undefined,
): WorkerProbe {
  const told: Told = { outcomes: new Map(), outputs: new Map(), returned: [], reports: [] };
  const ready = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<WorkerEnd>();
  let waiting: (() => void)[] = [];
  const changed = (): void => {
    for (const look of waiting) look();
  };
  const worker = start(setup, {
    ready: () => ready.resolve(),
    outcomes: (some) => {
      for (const { seq, outcome, output } of some) {
        if (told.outcomes.has(seq) || told.returned.includes(seq)) throw new Error(`job ${seq} ended twice`);
        told.outcomes.set(seq, outcome);
        told.outputs.set(seq, output);
      }
      changed();
    },
    returned: (seqs) => {
      told.returned.push(...seqs);
      changed();
    },
    report: (seq, metrics) => {
      told.reports.push([seq, metrics]);
      onReport(seq, metrics);
    },
    ended: (end) => {
      told.end = end;
      ready.resolve();
      ended.resolve(end);
    },
  });
  const text = (stream: 'stdout' | 'stderr', seq: number): string =>
    Buffer.from(told.outputs.get(seq)?.[stream] ?? new Uint8Array(0)).toString('utf8');
  return {
    worker,
    told,
    ready: ready.promise,
    ended: ended.promise,
    run(jobs) {
      const all = new Promise<void>((resolve) => {
        const look = (): void => {
          if (jobs.every(({ seq }) => told.outcomes.has(seq) || told.returned.includes(seq))) {
            waiting = waiting.filter((one) => one !== look);
            resolve();
          }
        };
        waiting.push(look);
      });
      worker.send(jobs);
      return all;
    },
    outcome(seq) {
      const outcome = told.outcomes.get(seq);
      if (outcome === undefined)
        throw new Error(`job ${seq} has no outcome; returned: ${told.returned.join()}; end: ${JSON.stringify(told.end)}`);
      return outcome;
    },
    stdout: (seq) => text('stdout', seq),
    stderr: (seq) => text('stderr', seq),
  };
}
