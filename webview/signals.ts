import { type Signal, signal } from '@preact/signals';
import type { Findings } from '../protocol/findings.ts';
import type { PageState } from '../protocol/results.ts';
import type { Column, ItemDetail, TaskStatus } from '../protocol/runner.ts';
import type { RowCache } from './rowCache.ts';

/** Everything that the page shows; written by the model's functions only. */
export interface Signals {
  readonly status: Signal<TaskStatus | null>;
  readonly columns: Signal<readonly Column[]>;
  readonly total: Signal<number>;
  readonly rows: Signal<RowCache>;
  /** Raised when rows arrived. */
  readonly arrivals: Signal<number>;
  readonly where: Signal<string>;
  readonly sort: Signal<Sort | null>;
  /** Columns that are not shown. */
  readonly hidden: Signal<ReadonlySet<string>>;
  readonly selected: Signal<ItemDetail | null>;
  readonly view: Signal<'table' | 'failures'>;
  /** Why items failed; asked for when the failures are looked at. */
  readonly findings: Signal<Findings | null>;
  /** What is wrong with the filter, or why something could not be done. */
  readonly trouble: Signal<Trouble | null>;
  /** What was just done, for the eye and for screen readers. */
  readonly done: Signal<string>;
}

export interface Sort {
  readonly id: string;
  readonly descending: boolean;
}

export interface Trouble {
  readonly kind: 'filter' | 'request';
  readonly message: string;
}

export function newSignals(kept: PageState | undefined): Signals {
  return {
    status: signal(null),
    columns: signal([]),
    total: signal(0),
    rows: signal({ row: () => undefined, want: () => undefined }),
    arrivals: signal(0),
    where: signal(kept?.where ?? ''),
    sort: signal(kept?.sort ? { id: kept.sort, descending: kept.descending } : null),
    hidden: signal(new Set(kept?.hidden)),
    selected: signal(null),
    view: signal('table'),
    findings: signal(null),
    trouble: signal(null),
    done: signal(''),
  };
}

/** What is kept over a reload. */
export function pageState({ where, sort, hidden, selected }: Signals): PageState {
  return {
    where: where.value,
    sort: sort.value?.id ?? null,
    descending: sort.value?.descending ?? false,
    hidden: [...hidden.value],
    selected: selected.value?.key ?? null,
  };
}
