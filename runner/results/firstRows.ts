import type { Page, PageRequest } from '../../protocol/runner.ts';
import { finish } from '../steps.ts';
import type { Store } from '../store/store.ts';
import type { Plan } from '../tasks.ts';
import { QUICK } from '../tooMany.ts';
import { openTaskView } from '../taskView.ts';
import { pageOf } from './page.ts';

/** The first rows of a task whose items have not been looked up yet, which takes seconds for a million; undefined where that is quick, or other rows are asked for. */
export async function firstRows(store: Store, plan: Plan | undefined, request: PageRequest): Promise<Page | undefined> {
  const { early, where = '', sort, states, version, offset = 0 } = request;
  if (!plan || plan.items <= QUICK || plan.task.replicates > 1) return undefined;
  if (early !== true || where.trim() !== '' || sort !== undefined || states || version !== undefined || offset > 0) return undefined;
  const view = finish(openTaskView(store, { ...plan, items: FIRST }, { orphans: false }));
  const page = await pageOf({ store, view, live: new Map() }, { ...request, early: false, limit: FIRST });
  return { ...page, partial: true };
}

const FIRST = 100;
