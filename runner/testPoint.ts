import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from '../core/sweep/outcome.ts';
import { decode } from '../core/value/encode.ts';
import { nest, type Point, type Value, valueMap } from '../core/value/value.ts';
import { RunnerError } from '../protocol/errors.ts';
import type { TestAnswer, TestRequest } from '../protocol/runner.ts';
import { toItemLog } from './inspect.ts';
import type { ItemOutput, Job, WorkerEnd, WorkerSetup, StartWorker } from './objective/worker.ts';
import { readPoint } from './point.ts';
import { prepareObjective } from './prepare.ts';
import type { Plan } from './tasks.ts';

/** Runs one point through the same worker path as a sweep; nothing is recorded and its folder is removed. */
export async function testPoint(of: { readonly workspace: string; readonly plan: Plan }, request: TestRequest): Promise<TestAnswer> {
  const { plan, workspace } = of;
  const point = request.point ? readPoint(plan, request.point) : indexedPoint(plan, request.index ?? 0);
  const seed = plan.seed(point, 0);
  const objective = await prepareObjective({
    workspace,
    plan,
    build: new AbortController().signal,
    ...(request.python !== undefined && { python: request.python }),
  });
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sweepdeck-test-')));
  try {
    const key = Buffer.from(plan.keyer.key(point, seed)).toString('hex');
    const timeout = plan.task.execution.timeout;
    const job: Job = {
      seq: 1,
      key,
      point: plan.given(point),
      parameters: plan.encodeParameters(point),
      seed,
      replicate: 0,
      folder: join(folder, 'item'),
      ...(timeout && 'milliseconds' in timeout && { timeout: timeout.milliseconds }),
    };
    const { outcome, output } = await runOne(objective.startWorker, { ...objective.setup(1), fileRoot: folder, keepsFiles: false }, job);
    return { kind: 'ran', parameters: nest(point), ...answerOf(outcome), log: toItemLog(output, false) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Ran {
  readonly outcome: Outcome;
  readonly output: ItemOutput | undefined;
}

function runOne(startWorker: StartWorker, setup: WorkerSetup, job: Job): Promise<Ran> {
  return new Promise((resolve) => {
    let ran: Ran = { outcome: { kind: 'cancelled' }, output: undefined };
    const end = (how: WorkerEnd): void => {
      resolve(how.kind === 'refused' ? { outcome: { kind: 'failure', failure: how.failure, seconds: 0 }, output: undefined } : ran);
    };
    const worker = startWorker(setup, {
      ready: () => worker.send([job]),
      outcomes: ([ended]) => {
        ran = ended ?? ran;
        void worker.stop();
      },
      returned: () => void worker.stop(),
      report: () => undefined,
      ended: end,
    });
  });
}

function answerOf(outcome: Outcome): {
  readonly outputs: Value;
  readonly error: Extract<TestAnswer, { kind: 'ran' }>['error'];
  readonly seconds: number;
} {
  switch (outcome.kind) {
    case 'value':
      return { outputs: decode(outcome.outputs), error: null, seconds: outcome.seconds };
    case 'failure':
      return {
        outputs: outcome.outputs === undefined ? valueMap() : decode(outcome.outputs),
        error: outcome.failure,
        seconds: outcome.seconds,
      };
    case 'cancelled':
      throw new RunnerError('internal', 'The worker ended without an answer.');
  }
}

function indexedPoint(plan: Plan, index: number): Point {
  if (plan.space.points === 0) throw new RunnerError('no-such-item', 'The space has no point to test.');
  if (index >= plan.space.points)
    throw new RunnerError('no-such-item', `The space has ${plan.space.points} points; there is no point ${index}.`);
  return plan.space.point(index);
}
