import { batch } from '@preact/signals';
import type { Channel } from '../protocol/channel.ts';
import type { ResultsHost } from '../protocol/results.ts';
import type { Page, PageRequest } from '../protocol/runner.ts';
import { newAsking } from './asking.ts';
import { fixedRows, newRowCache, type RowCache } from './rowCache.ts';
import type { Signals, Trouble } from './signals.ts';

/** Starts a new order of rows; the old ones stay until the first new ones are there, so that nothing flickers. */
export function newRefresh(host: Channel<ResultsHost>, signals: Signals): () => Promise<void> {
  const { columns, total, items, rows, arrivals, counting, trouble } = signals;
  // Only to tell askers apart; `crypto` is not everywhere, and an editor in a browser may be such a place.
  const asker = `page ${Math.random()}`;
  let generation = 0;
  return async () => {
    const mine = ++generation;
    const order = orderOf(signals);
    const fetch = (offset: number, limit: number): Promise<Page> => host.page({ ...order, offset, limit, asker });
    const first = (limit: number, early: boolean): Promise<Page | undefined> =>
      // An older question that a newer one has ended is nobody's trouble.
      host.page({ ...order, offset: 0, limit, asker, early }).catch((error: unknown) => {
        if (mine === generation) throw error;
        return undefined;
      });
    const arrived = (page: Page): void => {
      if (mine !== generation) return;
      batch(() => {
        if (page.columns.length !== columns.value.length) columns.value = page.columns;
        total.value = page.total;
        items.value = page.items;
        arrivals.value++;
      });
    };
    const failed = (error: unknown): void => {
      if (mine === generation) trouble.value = troubleOf(error);
    };
    const show = (page: Page | undefined, next: (page: Page) => RowCache): void => {
      if (mine !== generation || !page) return;
      if (page.error) {
        trouble.value = { kind: 'filter', message: page.error.message };
        return;
      }
      batch(() => {
        trouble.value = null;
        columns.value = page.columns;
        signals.suggested.value = page.shown;
        total.value = page.total;
        items.value = page.items;
        counting.value = page.partial === true;
        rows.value = next(page);
      });
    };
    const whole = (): RowCache => newRowCache({ fetch, arrived, failed, isCurrent: () => mine === generation, before: rows.value });
    const page = await first(FIRST_ROWS, true);
    show(page, page?.partial ? fixedRows : whole);
    if (page?.partial && mine === generation) show(await first(1, false), whole);
  };
}

/** Rows that are shown at once, while all of a filter are looked for. */
const FIRST_ROWS = 100;

/** The filter and the order of rows, as a request says them. */
export function orderOf({ where, sort, layout, unfolded }: Signals): Omit<PageRequest, 'file' | 'offset' | 'limit' | 'asker' | 'early'> {
  if (ORPHANS.test(where.value)) return { states: ['orphan'] };
  return {
    ...whereOf(where.value),
    ...(sort.value && { sort: sort.value.id, descending: sort.value.descending }),
    ...(layout.value.folded && { fold: { open: [...unfolded.value] } }),
  };
}

/** Items that are no longer in the space have no place among the others: exactly this filter shows them. */
const ORPHANS = /^\s*state\s*==\s*'orphan'\s*$/;

/** Asks how the columns are spread over the rows of the filter. */
export function newSpreading(host: Channel<ResultsHost>, signals: Signals): () => Promise<void> {
  const { columns, spreads, where } = signals;
  return newAsking(async () => {
    const ids = columns.value.filter(({ id }) => id !== 'key').map(({ id }) => id);
    const found = await host.distributions({ ...whereOf(where.value), columns: ids.slice(0, MOST_COLUMNS) });
    spreads.value = new Map(found.map((one) => [one.column, one]));
  });
}

/** The filter as a part of a request; nothing where there is none. */
export function whereOf(text: string): { readonly where?: string } {
  return text.trim() === '' ? {} : { where: text };
}

const MOST_COLUMNS = 400;

export function troubleOf(error: unknown): Trouble {
  return { kind: 'request', message: error instanceof Error ? error.message : String(error) };
}
