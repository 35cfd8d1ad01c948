import * as z from 'zod';
import type { Distribution, DistributionRequest } from './distribution.ts';
import type { Findings } from './findings.ts';
import type { HypothesesAnswer } from './hypotheses.ts';
import type { FileName, FilePreview, ItemFiles } from './itemFiles.ts';
import type { Neighbours } from './neighbours.ts';
import { type Plot, PLOT_KINDS, PLOT_SCALES, type PlotChoice, type PlotRequest } from './plot.ts';
import type { ItemDetail, Page, PageRequest, RunSummary, StartRequest, TaskStatus } from './runner.ts';

/** What the results page may ask of the extension. It names rows, never paths: the file is the panel's own. */
export interface ResultsHost {
  ready(): Promise<TaskStatus | null>;
  page(request: Omit<PageRequest, 'file'>): Promise<Page>;
  distributions(request: Omit<DistributionRequest, 'file'>): Promise<readonly Distribution[]>;
  plot(request: Omit<PlotRequest, 'file'>): Promise<Plot>;
  item(request: ItemChoice): Promise<ItemDetail>;
  neighbours(request: { readonly item: number }): Promise<readonly Neighbours[]>;
  /** Files that an item has left behind. */
  files(request: { readonly key: string }): Promise<ItemFiles>;
  preview(request: FileChoice): Promise<FilePreview>;
  openFile(request: FileChoice): Promise<void>;
  rerun(request: Pick<StartRequest, 'select' | 'keys' | 'where'>): Promise<void>;
  stop(): Promise<void>;
  /** Does to items what the commands of the tree do; each asks what it has to ask. */
  act(request: ItemAction): Promise<void>;
  copy(request: { readonly key: string; readonly as: 'json' | 'python' | 'command' }): Promise<void>;
  copyText(request: { readonly text: string }): Promise<void>;
  /** Writes all rows of a filter to a file that the person chooses. */
  exportRows(request: { readonly where: string; readonly columns: readonly string[] }): Promise<void>;
  /** Offers an edit of the task file that adds a plot to its views, with a preview. */
  savePlot(choice: PlotChoice): Promise<void>;
  /** Offers an edit of the task file with values between those of the items of a filter, with a preview. */
  refine(request: { readonly where: string }): Promise<void>;
  /** Writes a picture to a file that the person chooses; PNG as base64, SVG as text. */
  savePicture(request: { readonly format: 'png' | 'svg'; readonly data: string }): Promise<void>;
  /** Why items failed. */
  findings(): Promise<Findings>;
  /** What the results say of the hypotheses of the task file. */
  hypotheses(): Promise<HypothesesAnswer>;
  /** Offers an edit of the task file that keeps the points of a cause out, with a preview. */
  addConstraint(request: { readonly cause: string }): Promise<void>;
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

/** A file of an item, as `files` names it. */
export type FileChoice = FileName & { readonly key: string };

export type ItemChoice = { readonly key: string } | { readonly item: number };

/** What can be done to items of a page beyond running them. `compare` needs two. */
export const ITEM_ACTIONS = ['delete', 'tags', 'note', 'compare', 'open'] as const;

export interface ItemAction {
  readonly action: (typeof ITEM_ACTIONS)[number];
  readonly keys: readonly string[];
}

/** The parts of the page that are shown one at a time. */
export const PAGE_VIEWS = ['table', 'plot', 'failures', 'statistics'] as const;

const text = z.string().max(10_000);
const names = z.array(text).max(10_000).readonly();

/** How the columns of the table are arranged. */
const layoutSchema = z.object({
  hidden: names,
  /** Columns in the order that a person gave them; others follow. */
  order: names.default([]),
  pinned: names.default([]),
  /** Pixels. */
  widths: z.record(text, z.number().min(20).max(2000)).readonly().default({}),
  /** Only columns in which the shown rows differ. */
  differing: z.boolean().default(false),
  /** One row for the replicates of a point. */
  folded: z.boolean().default(true),
});
export type Layout = z.infer<typeof layoutSchema>;

/** What a person has chosen of a plot. */
export const plotChoiceSchema = z.strictObject({
  output: text.exactOptional(),
  kind: z.enum(PLOT_KINDS).exactOptional(),
  scale: z.enum(PLOT_SCALES).exactOptional(),
  x: text.exactOptional(),
  y: text.exactOptional(),
});

/** How a page was looked at: survives a window reload, and is read through this on both sides. */
export const pageStateSchema = layoutSchema.extend({
  where: text,
  sort: text.nullable(),
  descending: z.boolean(),
  selected: text.nullable(),
  view: z.enum(PAGE_VIEWS).default('table'),
  plot: plotChoiceSchema.default({}),
  /** Keys of the rows that something will be done with. */
  chosen: names.default([]),
});
export type PageState = z.infer<typeof pageStateSchema>;

/** A page that was opened for the first time, for the items of a filter. */
export function newPageState(where = ''): PageState {
  return pageStateSchema.parse({ where, sort: null, descending: false, selected: null, hidden: [] });
}
