import { evaluate } from '../../core/hypothesis/evaluate.ts';
import { keyHex } from '../../core/identity/key.ts';
import type { Results } from '../../core/hypothesis/select.ts';
import { summarize } from '../../core/result/summarize.ts';
import type { HypothesesAnswer } from '../../protocol/hypotheses.ts';
import { FAILED, type Store } from '../store/store.ts';
import { codeAt, type TaskView, viewKey } from '../taskView.ts';
import { countsAsDone } from './countsAsDone.ts';
import { type Columns, loadColumns } from './loadColumns.ts';
import { plannedValue } from './plannedValue.ts';
import { rowReader } from './rowReader.ts';

interface Context {
  readonly store: Store;
  readonly view: TaskView;
}

/** What the results say of the hypotheses of a task, as they stand now. */
export async function testHypotheses(context: Context): Promise<HypothesesAnswer> {
  const { view } = context;
  const { hypotheses, seed } = view.plan.task;
  if (hypotheses.length === 0) return { revision: view.revision, reports: [] };
  const names = new Set(hypotheses.flatMap(({ expectation: { left, right } }) => [left.output, right.output]));
  const columns = await loadColumns(
    context,
    [...names].map((name) => ({ kind: 'output', name }) as const),
  );
  return { revision: view.revision, reports: evaluate(hypotheses, resultsOf(context, columns), seed) };
}

function resultsOf(context: Context, columns: Columns): Results {
  const { view } = context;
  const { plan } = view;
  return {
    items: plan.items,
    names: plan.space.names,
    parameter: (name) => plannedValue(view, { kind: 'parameter', name }),
    output(name) {
      const source = { kind: 'output', name } as const;
      const column = columns.get(source);
      const read = column ? (item: number) => column.at(item) : rowReader(context, source);
      const { metric } = plan.task;
      const how = metric?.name === name ? metric.summary : 'last';
      return (item) => summarize(read(item), how);
    },
    state: (item) => stateOf(view, item),
    replicate: (item) => item % plan.task.replicates,
    key: (item) => keyHex(viewKey(view, item)),
  };
}

function stateOf(view: TaskView, item: number): 'done' | 'failed' | 'missing' {
  if (codeAt(view.view.state, item) === FAILED) return 'failed';
  return countsAsDone(view, item) ? 'done' : 'missing';
}
