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
  readonly sort: ReadonlySignal<Sort | null>;
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

export interface Sort {
  readonly id: string;
  readonly descending: boolean;
}

export interface Trouble {
  readonly kind: 'filter' | 'request';
  readonly message: string;
}

type Kept = Pick<PageState, 'where' | 'sort' | 'descending' | 'selected'>;

interface Signals {
  readonly status: Signal<TaskStatus | null>;
  readonly columns: Signal<readonly Column[]>;
  readonly total: Signal<number>;
  readonly rows: Signal<RowCache>;
  readonly arrivals: Signal<number>;
  readonly where: Signal<string>;
  readonly sort: Signal<Sort | null>;
  readonly selected: Signal<ItemDetail | null>;
  readonly trouble: Signal<Trouble | null>;
}

export function newModel(host: Channel<ResultsHost>, kept: Kept | undefined, keep: (state: PageState) => void): Model {
  const signals = newSignals(kept);
  const { status, where, sort, selected, trouble } = signals;
  const attempt = (work: Promise<void>): Promise<void> =>
    work.catch((error: unknown) => {
      trouble.value = troubleOf(error);
    });
  const refresh = newRefresh(host, signals);
  const save = (): void => keep({ where: where.value, sort: sort.value?.id ?? null, descending: sort.value?.descending ?? false, hidden: [], selected: selected.value?.key ?? null });
  const show = async (key: string | null): Promise<void> => {
    selected.value = key === null ? null : await host.item({ key });
    save();
  };
  const start = async (): Promise<void> => {
    status.value = await host.ready();
    await refresh();
    if (kept?.selected) await show(kept.selected);
  };
  return {
    ...signals,
    start: () => attempt(start()),
    filter(text) {
      where.value = text;
      save();
      void attempt(refresh());
    },
    sortBy(id) {
      sort.value = nextSort(sort.value, id);
      save();
      void attempt(refresh());
    },
    select: (key) => attempt(show(key)),
    changed(next) {
      const moved = isMoved(status.value, next);
      status.value = next;
      if (moved) void attempt(refresh());
    },
    rerun: (select, keys) => attempt(host.rerun({ select, ...(keys && { keys }) })),
    stop: () => attempt(host.stop()),
    copy: (key) => attempt(host.copy({ key, as: 'json' })),
    openSource: (key, frame) => attempt(host.openSource({ key, frame })),
  };
}

function newSignals(kept: Kept | undefined): Signals {
  return {
    status: signal(null),
    columns: signal([]),
    total: signal(0),
    rows: signal({ row: () => undefined, want: () => undefined }),
    arrivals: signal(0),
    where: signal(kept?.where ?? ''),
    sort: signal(kept?.sort ? { id: kept.sort, descending: kept.descending } : null),
    selected: signal(null),
    trouble: signal(null),
  };
}

/** Starts a new order of rows; the old ones stay until the first new ones are there, so that nothing flickers. */
function newRefresh(host: Channel<ResultsHost>, signals: Signals): () => Promise<void> {
  const { where, sort, columns, total, rows, arrivals, trouble } = signals;
  let generation = 0;
  return async () => {
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
    const failed = (error: unknown): void => {
      trouble.value = troubleOf(error);
    };
    batch(() => {
      trouble.value = null;
      columns.value = first.columns;
      total.value = first.total;
      rows.value = newRowCache({ fetch, arrived, failed });
    });
  };
}

/** Up, down, not at all. */
function nextSort(now: Sort | null, id: string): Sort | null {
  if (now?.id !== id) return { id, descending: false };
  return now.descending ? null : { id, descending: true };
}

function isMoved(before: TaskStatus | null, now: TaskStatus): boolean {
  return now.revision !== before?.revision || now.active?.sweep !== before.active?.sweep || now.items !== before.items;
}

function troubleOf(error: unknown): Trouble {
  return { kind: 'request', message: error instanceof Error ? error.message : String(error) };
}
