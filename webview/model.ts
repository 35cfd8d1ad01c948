import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Channel } from '../protocol/channel.ts';
import type { PageState, ResultsHost } from '../protocol/results.ts';
import type { Column, ItemDetail, Page, TaskStatus } from '../protocol/runner.ts';
import { newRowCache, type RowCache } from './rowCache.ts';

/** What the page shows now. Only the functions of the model change it. */
export interface Model {
  readonly status: ReadonlySignal<TaskStatus | null>;
  readonly columns: ReadonlySignal<readonly Column[]>;
  readonly total: ReadonlySignal<number>;
  readonly rows: ReadonlySignal<RowCache>;
  /** Raised when rows arrived. */
  readonly arrivals: ReadonlySignal<number>;
  readonly where: ReadonlySignal<string>;
  readonly sort: ReadonlySignal<{ readonly id: string; readonly descending: boolean } | null>;
  readonly selected: ReadonlySignal<ItemDetail | null>;
  /** What is wrong with the filter, or why rows cannot be had. */
  readonly trouble: ReadonlySignal<Trouble | null>;
  start(): Promise<void>;
  filter(where: string): void;
  sortBy(id: string): void;
  select(key: string | null): Promise<void>;
  changed(status: TaskStatus): void;
  rerun(select: 'missing' | 'failed', keys?: readonly string[]): Promise<void>;
  stop(): Promise<void>;
  copy(key: string): Promise<void>;
  openSource(key: string, frame: number): Promise<void>;
}

export interface Trouble {
  readonly kind: 'filter' | 'request';
  readonly message: string;
}

type Kept = Pick<PageState, 'where' | 'sort' | 'descending' | 'selected'>;

export function newModel(host: Channel<ResultsHost>, kept: Kept | undefined, keep: (state: PageState) => void): Model {
  const status = signal<TaskStatus | null>(null);
  const columns = signal<readonly Column[]>([]);
  const total = signal(0);
  const arrivals = signal(0);
  const where = signal(kept?.where ?? '');
  const sort = signal(kept?.sort ? { id: kept.sort, descending: kept.descending } : null);
  const selected = signal<ItemDetail | null>(null);
  const trouble = signal<Trouble | null>(null);
  const rows: Signal<RowCache> = signal(emptyCache());
  const failed = (error: unknown): void => {
    trouble.value = { kind: 'request', message: error instanceof Error ? error.message : String(error) };
  };
  const attempt = (work: Promise<void>): Promise<void> => work.catch(failed);
  let generation = 0;

  /** Starts a new order of rows; the old ones stay until the first new ones are there, so that nothing flickers. */
  const refresh = async (): Promise<void> => {
    const mine = ++generation;
    const fetch = (offset: number, limit: number): Promise<Page> => host.page({ offset, limit, ...(where.value.trim() !== '' && { where: where.value }), ...(sort.value && { sort: sort.value.id, descending: sort.value.descending }) });
    const first = await fetch(0, 1);
    if (mine !== generation) return;
    if (first.error) {
      trouble.value = { kind: 'filter', message: first.error.message };
      return;
    }
    const arrived = (page: Page): void => {
      if (mine !== generation) return;
      batch(() => {
        if (page.columns.length !== columns.value.length) columns.value = page.columns;
        total.value = page.total;
        arrivals.value++;
      });
    };
    batch(() => {
      trouble.value = null;
      columns.value = first.columns;
      total.value = first.total;
      rows.value = newRowCache({ fetch, arrived, failed });
    });
  };
  const save = (): void => keep({ where: where.value, sort: sort.value?.id ?? null, descending: sort.value?.descending ?? false, hidden: [], selected: selected.value?.key ?? null });
  const show = async (key: string | null): Promise<void> => {
    selected.value = key === null ? null : await host.item({ key });
    save();
  };

  return {
    status,
    columns,
    total,
    rows,
    arrivals,
    where,
    sort,
    selected,
    trouble,
    start: () =>
      attempt(
        (async () => {
          status.value = await host.ready();
          await refresh();
          if (kept?.selected) await show(kept.selected);
        })(),
      ),
    filter(text) {
      where.value = text;
      save();
      void attempt(refresh());
    },
    sortBy(id) {
      const now = sort.value;
      sort.value = now?.id !== id ? { id, descending: false } : now.descending ? null : { id, descending: true };
      save();
      void attempt(refresh());
    },
    select: (key) => attempt(show(key)),
    changed(next) {
      const moved = next.revision !== status.value?.revision || next.active?.sweep !== status.value?.active?.sweep || next.items !== status.value?.items;
      status.value = next;
      if (moved) void attempt(refresh());
    },
    rerun: (select, keys) => attempt(host.rerun({ select, ...(keys && { keys }) })),
    stop: () => attempt(host.stop()),
    copy: (key) => attempt(host.copy({ key, as: 'json' })),
    openSource: (key, frame) => attempt(host.openSource({ key, frame })),
  };
}

function emptyCache(): RowCache {
  return { row: () => undefined, want: () => undefined };
}
