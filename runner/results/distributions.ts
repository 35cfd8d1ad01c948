import type { Distribution, DistributionRequest } from '../../protocol/distribution.ts';
import type { Store } from '../store/store.ts';
import type { TaskView } from '../taskView.ts';
import { knownColumns } from './columns.ts';
import { distributionOf } from './distribution.ts';
import { loadColumns } from './loadColumns.ts';
import { outputNames } from './page.ts';
import type { LiveItems } from './rows.ts';
import { selectItems } from './select.ts';
import { stateVector } from './stateVector.ts';

interface Context {
  readonly store: Store;
  readonly view: TaskView;
  readonly live: LiveItems;
}

/** The spread of each column that is asked for and can be held; none while the filter cannot be read. */
export async function distributionsOf(context: Context, { where, columns }: DistributionRequest): Promise<readonly Distribution[]> {
  const { store, view, live } = context;
  const outputs = outputNames(store, view);
  const selected = await selectItems({ ...context, outputs }, { where }, { lane: 'behind' });
  if (selected.kind === 'error') return [];
  const { sourceOf } = knownColumns(view.plan.task, view.plan.space, outputs);
  const wanted = columns.slice(0, MOST_COLUMNS).flatMap((id) => {
    const source = sourceOf(id);
    return source && source.name !== 'key' ? [{ id, source }] : [];
  });
  // What has to be read comes first: a person may sort by it next.
  wanted.sort((a, b) => Number(b.source.kind === 'output') - Number(a.source.kind === 'output'));
  const found: Distribution[] = [];
  for (let first = 0; first < wanted.length; first += TOGETHER) {
    const some = wanted.slice(first, first + TOGETHER);
    const loaded = await loadColumns(
      context,
      some.map(({ source }) => source).filter(({ kind, name }) => kind !== 'item' || name !== 'state'),
    );
    for (const { id, source } of some) {
      const vector = source.kind === 'item' && source.name === 'state' ? stateVector(view, live) : loaded.get(source);
      if (vector) found.push(await view.memory.lanes.behind(distributionOf(id, vector, selected.items)));
    }
  }
  return found;
}

const MOST_COLUMNS = 400;
/** Columns that are read in one walk over the stored runs. */
const TOGETHER = 8;
