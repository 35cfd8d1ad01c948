import { dirname, join, resolve } from 'node:path';
import type { DebugCommand, DebugPlan, DebugRequest } from '../protocol/debug.ts';
import { RunnerError } from '../protocol/errors.ts';
import { commandItem, CommandLineError } from './objective/commandLine.ts';
import { functionFrames, prepareLaunch } from './objective/launch.ts';
import { setupTarget } from './objective/node.ts';
import type { Job, WorkerSetup } from './objective/worker.ts';
import { prepareObjective } from './prepare.ts';
import type { CommandRun, ShellRun } from '../core/task/task.ts';
import type { Plan } from './tasks.ts';

/** What a debugger is told to run one item as a worker would; nothing is started and nothing recorded. */
export async function debugItem(
  of: { readonly workspace: string; readonly plan: Plan; readonly python?: string },
  { item, folder }: Pick<DebugRequest, 'item' | 'folder'>,
): Promise<DebugPlan> {
  const { plan } = of;
  if (!Number.isSafeInteger(item) || item < 0 || item >= plan.items)
    throw new RunnerError('no-such-item', `The sweep has ${plan.items} items; there is no item ${item}.`);
  const setup = (await prepareObjective(of)).setup(1);
  const { run } = setup;
  const { point, replicate, seed } = plan.item(item);
  const key = Buffer.from(plan.keyer.key(point, seed)).toString('hex');
  const job: Job = {
    seq: 1,
    key,
    point: plan.given(point),
    parameters: plan.encodeParameters(point),
    seed,
    replicate,
    folder: join(folder, 'item'),
  };
  const common = { cwd: resolve(dirname(setup.taskFile), run.cwd ?? '.'), env: Object.fromEntries(run.env), python: setup.python };
  if (run.kind !== 'python' && run.kind !== 'node')
    return { kind: 'command', lines: [JSON.stringify(debugCommand(setup, run, { job, folder }))], ...common };
  const lines = [JSON.stringify(loadOf(setup)), `{"kind":"run","items":[${functionFrames(setup.fileRoot)(job)}]}`];
  return { kind: run.kind, lines, ...common };
}

/** The command line of the item, as the spawner would start it. */
function debugCommand(
  { workspace }: WorkerSetup,
  run: CommandRun | ShellRun,
  { job, folder }: { readonly job: Job; readonly folder: string },
): DebugCommand {
  try {
    const place = { workspace, parametersFile: join(folder, 'parameters.json'), foldered: true };
    const { file, arguments: rest, env, files } = commandItem(run, job, place);
    return { kind: 'command', file, arguments: rest, env, folder: job.folder, files };
  } catch (error) {
    if (!(error instanceof CommandLineError)) throw error;
    throw new RunnerError('bad-request', error.message);
  }
}

function loadOf(setup: WorkerSetup) {
  const { run } = setup;
  const home = dirname(setup.taskFile);
  if (run.kind !== 'node') return prepareLaunch(setup, 'python', run.kind === 'python' ? run.target : '').load;
  const { load } = prepareLaunch(setup, 'node', `${resolve(home, run.path)}#${run.export}`);
  return load.setup === undefined ? load : { ...load, setup: setupTarget(home, load.setup) };
}
