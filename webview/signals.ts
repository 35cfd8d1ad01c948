import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { HypothesisReport } from '../core/hypothesis/report.ts';
import type { Distribution } from '../protocol/distribution.ts';
import type { Findings } from '../protocol/findings.ts';
import type { ItemFiles } from '../protocol/itemFiles.ts';
import type { Neighbours } from '../protocol/neighbours.ts';
import type { Plot, PlotChoice } from '../protocol/plot.ts';
import { type Layout, newPageState, type PAGE_VIEWS, type PageState } from '../protocol/results.ts';
import type { Column, ItemDetail, TaskStatus } from '../protocol/runner.ts';
import type { RowCache } from './rowCache.ts';
import type { ChartMaker } from './plot/chart.ts';
import { arrange, effectiveLayout, type PlacedColumn } from './table/arrange.ts';

/** Everything that the page shows; written by the model's functions only. */
export interface Signals {
  readonly status: Signal<TaskStatus | null>;
  readonly columns: Signal<readonly Column[]>;
  /** Rows of the table. */
  readonly total: Signal<number>;
  /** Items of the filter: more than rows where replicates are folded. */
  readonly items: Signal<number>;
  /** Whether those are only the first that were found, and others are being looked for. */
  readonly counting: Signal<boolean>;
  /** Indices of folded points whose replicates are shown. */
  readonly unfolded: Signal<ReadonlySet<number>>;
  readonly rows: Signal<RowCache>;
  /** Raised when rows arrived. */
  readonly arrivals: Signal<number>;
  readonly where: Signal<string>;
  readonly sort: Signal<Sort | null>;
  /** What a person has arranged. */
  readonly layout: Signal<Layout>;
  /** Columns that the task file wants to be shown. */
  readonly suggested: Signal<readonly string[]>;
  /** The layout as it is shown: what the task file wants, until a person has arranged something. */
  readonly effective: ReadonlySignal<Layout>;
  /** The shown columns in their places. */
  readonly placed: ReadonlySignal<readonly PlacedColumn[]>;
  /** How the values of each column are spread over the rows of the filter. */
  readonly spreads: Signal<ReadonlyMap<string, Distribution>>;
  /** Keys of the rows that something will be done with. */
  readonly chosen: Signal<ReadonlySet<string>>;
  readonly selected: Signal<ItemDetail | null>;
  /** Files of the selected item. */
  readonly files: Signal<ItemFiles | null>;
  /** An item that another one will be compared with. */
  readonly marked: Signal<Marked | null>;
  /** The items beside the selected one. */
  readonly neighbours: Signal<readonly Neighbours[]>;
  /** Along which of its parameters the keyboard goes. */
  readonly axis: Signal<string | null>;
  readonly view: Signal<View>;
  /** The picture and what it is of; asked for when plots are looked at. */
  readonly plot: Signal<Plot | null>;
  /** What a person has chosen of the plot. */
  readonly plotChoice: Signal<PlotChoice>;
  /** What draws; loaded when plots are looked at. */
  readonly chartMaker: Signal<ChartMaker | null>;
  /** What the results say of the hypotheses; asked for when the statistics are looked at. */
  readonly hypotheses: Signal<readonly HypothesisReport[] | null>;
  /** Why items failed; asked for when the failures are looked at. */
  readonly findings: Signal<Findings | null>;
  /** What is wrong with the filter, or why something could not be done. */
  readonly trouble: Signal<Trouble | null>;
  /** What was just done, for the eye and for screen readers. */
  readonly done: Signal<string>;
}

export type View = (typeof PAGE_VIEWS)[number];

export type Marked = Pick<ItemDetail, 'key' | 'index' | 'replicate'>;

export interface Sort {
  readonly id: string;
  readonly descending: boolean;
}

export interface Trouble {
  readonly kind: 'filter' | 'request';
  readonly message: string;
}

export function newSignals(kept: PageState = newPageState()): Signals {
  const { where, sort, descending, selected: _selected, view, plot, chosen, ...layoutKept } = kept;
  const columns = signal<readonly Column[]>([]);
  const layout = signal<Layout>(layoutKept);
  const suggested = signal<readonly string[]>([]);
  const effective = computed(() => effectiveLayout(layout.value, suggested.value, columns.value));
  const spreads = signal<ReadonlyMap<string, Distribution>>(new Map());
  const same = computed(() => new Set([...spreads.value.values()].filter(isSame).map(({ column }) => column)));
  return {
    status: signal(null),
    columns,
    total: signal(0),
    items: signal(0),
    counting: signal(false),
    unfolded: signal(new Set()),
    rows: signal({ row: () => undefined, want: () => undefined, forget: () => undefined }),
    arrivals: signal(0),
    where: signal(where),
    sort: signal(sort === null ? null : { id: sort, descending }),
    layout,
    suggested,
    effective,
    placed: computed(() => arrange(columns.value, effective.value, same.value)),
    spreads,
    chosen: signal(new Set(chosen)),
    selected: signal(null),
    files: signal(null),
    marked: signal(null),
    neighbours: signal([]),
    axis: signal(null),
    view: signal(view),
    plot: signal(null),
    plotChoice: signal(plot),
    chartMaker: signal(null),
    hypotheses: signal(null),
    findings: signal(null),
    trouble: signal(null),
    done: signal(''),
  };
}

/** What is kept is written with every step; more chosen rows than this are chosen again by a person. */
const MOST_KEPT = 1000;

/** Whether all rows have one value, or none has any. */
function isSame({ items, absent, different, numbers }: Distribution): boolean {
  if (absent > 0) return absent === items;
  return different === undefined ? numbers !== undefined && numbers.count === items && numbers.min === numbers.max : different <= 1;
}

/** What is kept over a reload. */
export function pageState({ where, sort, layout, selected, view, plotChoice, chosen }: Signals): PageState {
  return {
    ...layout.value,
    where: where.value,
    sort: sort.value?.id ?? null,
    descending: sort.value?.descending ?? false,
    selected: selected.value?.key ?? null,
    view: view.value,
    plot: plotChoice.value,
    chosen: [...chosen.value].slice(0, MOST_KEPT),
  };
}
