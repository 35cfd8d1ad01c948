import { randomBytes } from 'node:crypto';
import { totalmem } from 'node:os';
import { compileOutputs } from '../core/output/outputCheck.ts';
import type { Field } from '../core/task/task.ts';
import { RunnerError } from '../protocol/errors.ts';
import { runBuild } from './objective/build.ts';
import type { DeclaredOutputs } from './objective/finishOutcome.ts';
import { startWorker } from './objective/startWorker.ts';
import type { StartWorker, WorkerSetup } from './objective/worker.ts';
import { pythonFor } from './interpreter.ts';
import type { Plan } from './tasks.ts';

/** How the workers of one sweep are started. */
export interface PreparedObjective {
  readonly startWorker: StartWorker;
  /** Same for each of so many workers: they share the machine's memory. */
  setup(workers: number): WorkerSetup;
}

/** Chooses the interpreter, and runs `run.build` until `build` aborts, when something has to run. Throws `RunnerError` when the build fails. */
export async function prepareObjective(of: {
  readonly workspace: string;
  readonly plan: Plan;
  readonly python?: string;
  readonly build?: AbortSignal;
}): Promise<PreparedObjective> {
  const { workspace, plan } = of;
  const token = randomBytes(16).toString('hex');
  const outputs = declaredOutputs(plan.task.schema.outputs);
  const setup = (workers: number): WorkerSetup => ({
    run: plan.run,
    taskFile: plan.task.file,
    workspace,
    python: pythonFor(plan.task, workspace, of.python),
    memory: plan.task.execution.memory ?? Math.min(MOST_MEMORY, Math.floor(totalmem() / workers)),
    token,
    grace: GRACE,
    fileRoot: workspace,
    keepsFiles: true,
    ...(outputs && { outputs }),
  });
  const failure = of.build && (await runBuild({ run: plan.run, taskFile: plan.task.file, token }, of.build));
  if (failure) throw new RunnerError('task-invalid', failure.message);
  return { startWorker, setup };
}

function declaredOutputs(fields: ReadonlyMap<string, Field>): DeclaredOutputs | undefined {
  if (fields.size === 0) return undefined;
  return { check: compileOutputs(fields), files: [...fields.values()].filter((field) => field.type === 'file') };
}

/** The default cap of a worker's resident size: 4 GiB, or its share of the machine. */
const MOST_MEMORY = 4 * 1024 ** 3;
/** Milliseconds between SIGTERM and SIGKILL. */
const GRACE = 3_000;
