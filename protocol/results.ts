import type { Findings } from './findings.ts';
import type { ItemDetail, Page, PageRequest, RunSummary, StartRequest, TaskStatus } from './runner.ts';

/** What the results page may ask of the extension. It names rows, never paths: the file is the panel's own. */
export interface ResultsHost {
  ready(): Promise<TaskStatus | null>;
  page(request: Omit<PageRequest, 'file'>): Promise<Page>;
  item(request: ItemChoice): Promise<ItemDetail>;
  rerun(request: Pick<StartRequest, 'select' | 'keys' | 'where'>): Promise<void>;
  stop(): Promise<void>;
  copy(request: { readonly key: string; readonly as: 'json' | 'python' | 'command' }): Promise<void>;
  copyText(request: { readonly text: string }): Promise<void>;
  /** Why items failed. */
  findings(): Promise<Findings>;
  openSource(request: { readonly key: string; readonly frame: number }): Promise<void>;
  saveState(state: PageState): Promise<void>;
}

/** What the extension tells the page. */
export interface ResultsPage {
  changed(status: TaskStatus): void;
  ended(summary: RunSummary): void;
  reveal(request: { readonly key: string }): void;
  /** The page was opened again, for certain items. */
  filter(request: { readonly where: string }): void;
}

export type ItemChoice = { readonly key: string } | { readonly item: number };

/** Survives a window reload. */
export interface PageState {
  readonly where: string;
  readonly sort: string | null;
  readonly descending: boolean;
  readonly hidden: readonly string[];
  readonly selected: string | null;
}
