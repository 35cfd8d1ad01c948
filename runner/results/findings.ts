import { child, type MappingNode } from '../../core/task/tree.ts';
import { lineIndex, type Span } from '../../core/text.ts';
import type { Findings, TightTimeout } from '../../protocol/findings.ts';
import type { TextRange } from '../../protocol/language.ts';
import { DONE, FAILED, type Store } from '../store/store.ts';
import { codeAt, type TaskView } from '../taskView.ts';
import { evenly } from './evenly.ts';
import { failingValues } from './failingValues.ts';
import { failureCauses } from './failureCauses.ts';

export interface FindingsContext {
  readonly store: Store;
  readonly view: TaskView;
  /** The task file as it was read, for the places in it. */
  readonly text: string;
  readonly tree: MappingNode | undefined;
}

/** What the results say about the task file; looks at bounded numbers of items and reads fewer rows. */
export function findingsOf(context: FindingsContext): Findings {
  const { store, view, text } = context;
  const [failed, done] = [itemsIn(view, FAILED), itemsIn(view, DONE)];
  const [failures, successes] = [evenly(failed, MOST_FAILURES), evenly(done, MOST_SUCCESSES)];
  const lines = lineIndex(text);
  const rangeOf = (span: Span): TextRange => ({ start: lines.position(span.start), end: lines.position(span.end) });
  const timeout = tightTimeout(context, rangeOf);
  return {
    revision: view.revision,
    failed: failed.length,
    examined: failures.length,
    causes: failureCauses({ store, view }, { items: failures, of: failed.length }, { items: successes, of: done.length }),
    values: failingValues(view, evenly(failed, MOST_COUNTED), rangeOf),
    ...(timeout && { timeout }),
  };
}

/** Rows that are read for their errors; points of successes that are made; failed points that are counted by value. */
const MOST_FAILURES = 5_000;
const MOST_SUCCESSES = 20_000;
const MOST_COUNTED = 100_000;
/** Durations that the median is taken from. */
const MOST_DURATIONS = 500;

function itemsIn(view: TaskView, state: typeof DONE | typeof FAILED): readonly number[] {
  const found: number[] = [];
  const { state: states } = view.view;
  for (let item = 0; item < states.length; item++) if (codeAt(states, item) === state) found.push(item);
  return found;
}

function tightTimeout({ store, view, tree }: FindingsContext, rangeOf: (span: Span) => TextRange): TightTimeout | undefined {
  const { timeout } = view.plan.task.execution;
  const node = child(child(tree, 'execution'), 'timeout');
  if (!timeout || !('milliseconds' in timeout) || node?.file !== view.plan.task.file) return undefined;
  const done = evenly(itemsIn(view, DONE), MOST_DURATIONS).map((item) => view.view.run[item] ?? 0);
  const seconds = store
    .runs(done)
    .map((run) => run.seconds)
    .toSorted((a, b) => a - b);
  const median = 1000 * (seconds[Math.floor(seconds.length / 2)] ?? 0);
  return median > timeout.milliseconds ? { range: rangeOf(node.span), limit: timeout.milliseconds, median } : undefined;
}
