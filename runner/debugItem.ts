import { dirname, resolve } from 'node:path';
import { type DebugPlan, ITEM_FOLDER } from '../protocol/debug.ts';
import { RunnerError } from '../protocol/errors.ts';
import { functionFrame, prepareLaunch } from './objective/launch.ts';
import { setupTarget } from './objective/node.ts';
import type { WorkerSetup } from './objective/worker.ts';
import { prepareObjective } from './prepare.ts';
import type { Plan } from './tasks.ts';

/** What a debugger is told to run one item as a worker would; nothing is started and nothing recorded. */
export async function debugItem(
  of: { readonly workspace: string; readonly plan: Plan; readonly python?: string },
  item: number,
): Promise<DebugPlan> {
  const { plan } = of;
  if (!Number.isSafeInteger(item) || item < 0 || item >= plan.items)
    throw new RunnerError('no-such-item', `The sweep has ${plan.items} items; there is no item ${item}.`);
  const setup = (await prepareObjective(of)).setup(1);
  const { run } = setup;
  if (run.kind !== 'python' && run.kind !== 'node') return { kind: 'command' };
  const { point, replicate, seed } = plan.item(item);
  const key = Buffer.from(plan.keyer.key(point, seed)).toString('hex');
  const frame = functionFrame({ seq: 1, key, point, parameters: plan.encodeParameters(point), seed, replicate, folder: ITEM_FOLDER });
  const load = loadOf(setup);
  const lines = { load: JSON.stringify(load), run: `{"kind":"run","items":[${frame}]}` };
  const env = Object.fromEntries(run.env);
  if (run.kind === 'node') return { kind: 'node', lines, cwd: load.cwd, env };
  return { kind: 'python', program: setup.python, lines, cwd: load.cwd, env };
}

function loadOf(setup: WorkerSetup) {
  const { run } = setup;
  const home = dirname(setup.taskFile);
  if (run.kind !== 'node') return prepareLaunch(setup, 'python', run.kind === 'python' ? run.target : '').load;
  const { load } = prepareLaunch(setup, 'node', `${resolve(home, run.path)}#${run.export}`);
  return load.setup === undefined ? load : { ...load, setup: setupTarget(home, load.setup) };
}
