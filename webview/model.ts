import type { ReadonlySignal } from '@preact/signals';
import type { Channel } from '../protocol/channel.ts';
import type { PageState, ResultsHost } from '../protocol/results.ts';
import type { TaskStatus } from '../protocol/runner.ts';
import { copyRows, type RowFormat } from './copyRows.ts';
import { withCondition } from './condition.ts';
import { newRefresh, troubleOf } from './refresh.ts';
import { newSignals, pageState, type Signals, type Sort } from './signals.ts';

/** What the page shows now, and all that can be done with it. Only these functions change the signals. */
export type Model = Shown & Actions;

/** Signals as views read them. */
type Shown = { readonly [Name in keyof Signals]: ReadonlySignal<Signals[Name]['value']> };

interface Actions {
  start(): Promise<void>;
  filter(where: string): void;
  /** Narrows the filter. */
  narrow(condition: string): void;
  sortBy(id: string): void;
  toggleColumn(id: string): void;
  show(view: 'table' | 'failures'): void;
  select(key: string | null): Promise<void>;
  changed(status: TaskStatus): void;
  rerun(request: Parameters<ResultsHost['rerun']>[0]): Promise<void>;
  stop(): Promise<void>;
  copy(key: string): Promise<void>;
  copyRows(as: RowFormat): Promise<void>;
  openSource(key: string, frame: number): Promise<void>;
}

export function newModel(host: Channel<ResultsHost>, kept: PageState | undefined, keep: (state: PageState) => void): Model {
  const signals = newSignals(kept);
  const { status, where, sort, hidden, selected, view, findings, trouble } = signals;
  const attempt = (work: Promise<void>): Promise<void> =>
    work.catch((error: unknown) => {
      trouble.value = troubleOf(error);
    });
  const refresh = newRefresh(host, signals);
  const save = (): void => keep(pageState(signals));
  const select = async (key: string | null): Promise<void> => {
    selected.value = key === null ? null : await host.item({ key });
    save();
  };
  const look = async (): Promise<void> => {
    if (view.value === 'failures') findings.value = await host.findings();
  };
  const start = async (): Promise<void> => {
    status.value = await host.ready();
    await refresh();
    if (kept?.selected) await select(kept.selected);
  };
  const filter = (text: string): void => {
    where.value = text;
    view.value = 'table';
    save();
    void attempt(refresh());
  };
  return {
    ...signals,
    start: () => attempt(start()),
    filter,
    narrow: (condition) => filter(withCondition(where.value, condition)),
    sortBy(id) {
      sort.value = nextSort(sort.value, id);
      save();
      void attempt(refresh());
    },
    toggleColumn(id) {
      const others = [...hidden.value].filter((one) => one !== id);
      hidden.value = new Set(hidden.value.has(id) ? others : [...others, id]);
      save();
    },
    show(next) {
      view.value = next;
      void attempt(look());
    },
    select: (key) => attempt(select(key)),
    changed(next) {
      const moved = isMoved(status.value, next);
      status.value = next;
      if (moved) void attempt(Promise.all([refresh(), look()]).then(() => undefined));
    },
    ...asking(host, signals, attempt),
  };
}

/** What the extension does for the page. */
function asking(host: Channel<ResultsHost>, signals: Signals, attempt: (work: Promise<void>) => Promise<void>) {
  return {
    rerun: (request) => attempt(host.rerun(request)),
    stop: () => attempt(host.stop()),
    copy: (key) => attempt(host.copy({ key, as: 'json' })),
    copyRows(as) {
      const copying = copyRows(host, signals, as).then((said) => {
        signals.done.value = said;
      });
      return attempt(copying);
    },
    openSource: (key, frame) => attempt(host.openSource({ key, frame })),
  } satisfies Partial<Actions>;
}

/** Up, down, not at all. */
function nextSort(now: Sort | null, id: string): Sort | null {
  if (now?.id !== id) return { id, descending: false };
  return now.descending ? null : { id, descending: true };
}

function isMoved(before: TaskStatus | null, now: TaskStatus): boolean {
  return now.revision !== before?.revision || now.active?.sweep !== before.active?.sweep || now.items !== before.items;
}
