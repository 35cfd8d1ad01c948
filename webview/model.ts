import type { ReadonlySignal } from '@preact/signals';
import type { Channel } from '../protocol/channel.ts';
import type { FileChoice, PageState, ResultsHost } from '../protocol/results.ts';
import type { PlotChoice } from '../protocol/plot.ts';
import type { FilePreview } from '../protocol/itemFiles.ts';
import type { ItemDetail, TaskStatus } from '../protocol/runner.ts';
import { type Arranging, arranging, type Folding, folding } from './arranging.ts';
import { newAsking } from './asking.ts';
import { type Choosing, newChoosing } from './choosing.ts';
import { copyRows, type RowFormat } from './copyRows.ts';
import { withCondition } from './condition.ts';
import { newPlotting } from './plot/plotting.ts';
import { newRefresh, newSpreading, troubleOf } from './refresh.ts';
import { newSignals, pageState, type Marked, type Signals, type Sort, type View } from './signals.ts';
import { newVisiting, type Visiting } from './visiting.ts';

/** What the page shows now, and all that can be done with it. Only these functions change the signals. */
export type Model = Shown & Actions & Arranging & Folding & Choosing & Visiting;

/** Signals as views read them. */
type Shown = { readonly [Name in keyof Signals]: ReadonlySignal<Signals[Name]['value']> };

interface Actions {
  start(): Promise<void>;
  filter(where: string): void;
  /** Narrows the filter. */
  narrow(condition: string): void;
  sortBy(id: string): void;
  show(view: View): void;
  /** Draws another output, or the same in another way. */
  choosePlot(choice: PlotChoice): void;
  /** Offers the plot as an edit of the task file. */
  savePlot(choice: PlotChoice): Promise<void>;
  /** Offers values between those of the shown items. */
  refine(): Promise<void>;
  savePicture(format: 'png' | 'svg', data: string): Promise<void>;
  changed(status: TaskStatus): void;
  rerun(request: Parameters<ResultsHost['rerun']>[0]): Promise<void>;
  stop(): Promise<void>;
  /** The item as a document of its own. */
  open(key: string): Promise<void>;
  /** Remembers an item, to compare another one with it. */
  mark(item: Marked | null): void;
  /** Shows two items beside each other, as text. */
  compare(left: string, right: string): Promise<void>;
  /** Nothing where the file cannot be read: why is said as trouble. */
  preview(choice: FileChoice): Promise<FilePreview | undefined>;
  openFile(choice: FileChoice): Promise<void>;
  copy(key: string): Promise<void>;
  copyRows(as: RowFormat): Promise<void>;
  exportRows(): Promise<void>;
  openSource(key: string, frame: number): Promise<void>;
  addConstraint(cause: string): Promise<void>;
}

type Attempt = (work: Promise<void>) => Promise<void>;

export function newModel(host: Channel<ResultsHost>, kept: PageState | undefined, keep: (state: PageState) => void): Model {
  const signals = newSignals(kept);
  const { chosen, status, where, sort, view, trouble } = signals;
  const attempt: Attempt = (work) =>
    work.catch((error: unknown) => {
      trouble.value = troubleOf(error);
    });
  const refreshRows = newRefresh(host, signals);
  const spread = newSpreading(host, signals);
  const refresh = (): Promise<void> => refreshRows().then(() => void attempt(spread()));
  const save = (): void => keep(pageState(signals));
  const visiting = newVisiting(host, signals, save);
  const { select } = visiting;
  const revisiting = newAsking(() => visiting.revisit());
  const look = newLook(host, signals);
  const start = async (): Promise<void> => {
    status.value = await host.ready();
    await Promise.all([refresh(), look()]);
    if (kept?.selected) await select(kept.selected);
  };
  const filter = (text: string): void => {
    where.value = text;
    if (view.value === 'failures') view.value = 'table';
    chosen.value = new Set();
    save();
    void attempt(Promise.all([refresh(), look()]).then(() => undefined));
  };
  /** The same rows in another order: their values are spread as before. */
  const again = (): void => {
    save();
    void attempt(refreshRows());
  };
  return {
    ...signals,
    start: () => attempt(start()),
    filter,
    narrow: (condition) => filter(withCondition(where.value, condition)),
    sortBy(id) {
      sort.value = nextSort(sort.value, id);
      again();
    },
    ...looking(signals, () => {
      save();
      void attempt(look());
    }),
    ...attemptedVisits(visiting, attempt),
    changed(next) {
      const isNew = isMoved(status.value, next);
      status.value = next;
      if (isNew) void attempt(Promise.all([refresh(), look()]).then(() => undefined));
      if (isNew || isUnderWay(signals.selected.value)) void attempt(revisiting());
    },
    ...arranging(signals, save),
    ...folding(signals, again),
    ...attempted(newChoosing(host, signals, { select, save }), attempt),
    ...asking(host, signals, attempt),
  };
}

/** Asks for what the shown part of the page needs beyond rows. */
function newLook(host: Channel<ResultsHost>, signals: Signals): () => Promise<void> {
  const { view, findings, hypotheses } = signals;
  const plotting = newPlotting(host, signals);
  const testing = newAsking(async () => {
    hypotheses.value = (await host.hypotheses()).reports;
  });
  return async () => {
    if (view.value === 'plot' || view.value === 'statistics') await plotting();
    if (view.value === 'statistics') await testing();
    if (view.value === 'failures') findings.value = await host.findings();
  };
}

function looking({ view, plotChoice }: Signals, look: () => void): Pick<Actions, 'show' | 'choosePlot'> {
  return {
    show(next) {
      view.value = next;
      look();
    },
    choosePlot(choice) {
      plotChoice.value = choice;
      look();
    },
  };
}

function attemptedVisits(visiting: Visiting, attempt: Attempt): Visiting {
  return {
    ...visiting,
    select: (key) => attempt(visiting.select(key)),
    step: (by, name) => attempt(visiting.step(by, name)),
    revisit: () => attempt(visiting.revisit()),
  };
}

function attempted(choosing: Choosing, attempt: Attempt): Choosing {
  return {
    ...choosing,
    choose: (position, how) => attempt(choosing.choose(position, how)),
    chooseAll: () => attempt(choosing.chooseAll()),
    act: (action) => attempt(choosing.act(action)),
  };
}

/** What the extension does for the page. */
function asking(host: Channel<ResultsHost>, signals: Signals, attempt: Attempt) {
  return {
    rerun: (request) => attempt(host.rerun(request)),
    stop: () => attempt(host.stop()),
    open: (key) => attempt(host.act({ action: 'open', keys: [key] })),
    mark(item) {
      signals.marked.value = item;
    },
    compare: (left, right) => attempt(host.act({ action: 'compare', keys: [left, right] })),
    async preview(choice) {
      let found: FilePreview | undefined;
      await attempt(
        host.preview(choice).then((preview) => {
          found = preview;
        }),
      );
      return found;
    },
    openFile: (choice) => attempt(host.openFile(choice)),
    copy: (key) => attempt(host.copy({ key, as: 'json' })),
    copyRows(as) {
      const copying = copyRows(host, signals, as).then((said) => {
        signals.done.value = said;
      });
      return attempt(copying);
    },
    exportRows() {
      const columns = signals.placed.value.map(({ column }) => column.id);
      return attempt(host.exportRows({ where: signals.where.value, columns }));
    },
    savePlot: (choice) => attempt(host.savePlot(choice)),
    refine: () => attempt(host.refine({ where: signals.where.value })),
    savePicture: (format, data) => attempt(host.savePicture({ format, data })),
    openSource: (key, frame) => attempt(host.openSource({ key, frame })),
    addConstraint: (cause) => attempt(host.addConstraint({ cause })),
  } satisfies Partial<Actions>;
}

/** Up, down, not at all. */
function nextSort(now: Sort | null, id: string): Sort | null {
  if (now?.id !== id) return { id, descending: false };
  return now.descending ? null : { id, descending: true };
}

/** Whether what an item prints and reports may be more by now. */
function isUnderWay(item: ItemDetail | null): boolean {
  return item?.state === 'running' || item?.state === 'waiting';
}

function isMoved(before: TaskStatus | null, now: TaskStatus): boolean {
  return now.revision !== before?.revision || now.active?.sweep !== before.active?.sweep || now.items !== before.items;
}
