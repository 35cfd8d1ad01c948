import { keyHex } from '../../core/identity/key.ts';
import type { Failure } from '../../core/sweep/outcome.ts';
import { decode } from '../../core/value/encode.ts';
import { isValueMap, valueMap } from '../../core/value/value.ts';
import type { RunSummary } from '../../protocol/runner.ts';
import { FAILED, PENDING } from '../store/store.ts';
import type { TaskView } from '../taskView.ts';
import type { Recorded } from './recorded.ts';
import type { SweepResult } from './sweep.ts';

/** Failures that a summary may name: item and what is told of it. */
export type Failures = { readonly item: number; readonly entry: RunSummary['failures'][number] }[];

/** Notes what failed among committed rows, until there is enough to tell. */
export function collectFailures({ runs }: Recorded, replicates: number, failures: Failures): void {
  for (const at of runs.failed()) {
    const run = runs.at(at);
    if (!run?.failure || failures.length >= MOST_FAILURES) return;
    const { index: item, replicate } = run;
    const parameters = decode(run.parameters);
    const entry = {
      key: keyHex(run.key),
      index: (item - replicate) / replicates,
      parameters: isValueMap(parameters) ? parameters : valueMap(),
      error: run.failure,
    };
    failures.push({ item, entry });
  }
}

/** What is told of a sweep when its last result is on disk. */
export function summarize(of: {
  readonly view: TaskView;
  /** Items that were to run. */
  readonly selected: Float64Array;
  readonly id: number;
  readonly result: SweepResult;
  readonly failures: Failures;
  readonly seconds: number;
  /** Successes of other code than the sweep began with, and what is different by its end. */
  readonly changed: { readonly elsewhere: number; readonly parts: readonly string[] };
}): RunSummary {
  const { view, selected, id, result, failures, seconds, changed } = of;
  const { task, space } = view.plan;
  const account = view.account();
  const cancelled = result.end === 'cancelled' ? selected.filter((item) => (view.view.state[item] ?? PENDING) === PENDING).length : 0;
  const stillFailed = new Set(failures.filter(({ item }) => view.view.state[item] === FAILED).map(({ item }) => item));
  return {
    file: task.file,
    task: task.name,
    sweep: id,
    end: result.end,
    points: space.points,
    ...account,
    pending: account.pending - cancelled,
    cancelled,
    cached: Math.max(0, account.done - (result.executed - result.failed - (task.cache.stale === 'keep' ? 0 : changed.elsewhere))),
    executed: result.executed,
    selectedFailed: result.failed,
    seconds,
    failures: uniqueByItem(failures, stillFailed),
    hypotheses: task.hypotheses.length,
    ...(changed.parts.length > 0 && { changed: changed.parts }),
    ...(result.refused && { refused: refusalOf(view, result.refused) }),
    ...(result.lost && { lost: result.lost.message }),
  };
}

/** The last failure of each item, in item order; items that succeeded at a later attempt are left out. */
function uniqueByItem(failures: Failures, failed: ReadonlySet<number>): RunSummary['failures'] {
  const last = new Map(failures.filter(({ item }) => failed.has(item)).map(({ item, entry }) => [item, entry]));
  return [...last].sort(([a], [b]) => a - b).map(([, entry]) => entry);
}

const MOST_FAILURES = 100;

/** What user code said when it was loaded becomes a sentence that names the objective; our own reasons are sentences. */
function refusalOf(view: TaskView, failure: Failure): Failure {
  if (failure.trace === '') return failure;
  const { run } = view.plan;
  const what =
    failure.kind === 'setup'
      ? `run.setup of ${view.plan.task.name}`
      : `The objective ${'target' in run ? run.target : view.plan.task.name}`;
  return { ...failure, message: `${what} could not be loaded: ${failure.type}: ${failure.message}` };
}
