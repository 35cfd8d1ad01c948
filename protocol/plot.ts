import type { SavedPlot } from '../core/task/savedPlot.ts';
import type { Value } from '../core/value/value.ts';

/** What a person has chosen of a plot; what is left open is chosen by the data. */
export type PlotChoice = SavedPlot;
export type PlotKind = NonNullable<PlotChoice['kind']>;
export type PlotScale = NonNullable<PlotChoice['scale']>;

export const PLOT_SCALES = ['linear', 'log'] as const satisfies readonly PlotScale[];

/** The kinds in the order in which they are offered. */
export const PLOT_KINDS = ['line', 'heat', 'scatter', 'parallel', 'histogram', 'grid'] as const satisfies readonly PlotKind[];

/** A plot of the items of a filter. */
export interface PlotRequest extends PlotChoice {
  readonly file: string;
  readonly where?: string;
}

/** A picture as numbers, never more than 2,000 marks, and what each parameter does to the output. */
export interface Plot {
  readonly revision: number;
  /** Items of the filter. */
  readonly items: number;
  /** Those of them in which the output is a finite number. */
  readonly used: number;
  /** Columns that can be the output: the metric of the task first. */
  readonly outputs: readonly string[];
  /** Outputs that a grid can show, images before series. */
  readonly grids: readonly string[];
  /** Parameters that vary among the items and can be axes, the strongest first. */
  readonly varying: readonly string[];
  /** The plots of the task file; the first one is drawn where nothing is chosen. */
  readonly saved: readonly PlotChoice[];
  /** How the output can be spaced: by powers of ten only where all of its numbers are above 0. */
  readonly scales: readonly PlotScale[];
  /** The output that is drawn. */
  readonly output: PlotAxis | null;
  /** Absent when there is nothing to draw: no number, or no parameter that varies. */
  readonly picture: Picture | null;
  /** One for each of `varying`; none where the output is no number. */
  readonly effects: readonly Effect[];
  /** Set when the filter cannot be read. */
  readonly error?: string;
}

/** A column as an axis of a picture. */
export interface PlotAxis {
  readonly column: string;
  readonly unit?: string;
  readonly numeric: boolean;
  readonly log: boolean;
}

/** An axis with places of its own: values in order, or the middles of bins. */
export interface PlacedAxis extends PlotAxis {
  readonly values: readonly Value[];
}

/** The output over the items that share a value of the axis; where its own axis is logarithmic, the mean is the geometric one. */
export interface LineGroup {
  readonly value: Value;
  readonly count: number;
  readonly mean: number;
  /** One standard deviation below the mean and above it, on the scale of the axis. */
  readonly lower: number;
  readonly upper: number;
  readonly min: number;
  readonly max: number;
}

export type Picture =
  | { readonly kind: 'line'; readonly x: PlotAxis; readonly groups: readonly LineGroup[] }
  | {
      readonly kind: 'heat';
      readonly x: PlacedAxis;
      readonly y: PlacedAxis;
      /** Place in x, place in y, mean, count. */
      readonly cells: readonly (readonly [number, number, number, number])[];
    }
  | {
      readonly kind: 'scatter';
      readonly x: PlotAxis;
      /** x, output, and how many items lie there: one, or more when there are too many items to draw each. */
      readonly points: readonly (readonly [number, number, number])[];
    }
  /** How many items lie between two edges, which belong to the part on their right but for the last; one edge more than counts. */
  | { readonly kind: 'histogram'; readonly edges: readonly number[]; readonly counts: readonly number[] }
  | GridPicture
  | { readonly kind: 'parallel'; readonly axes: readonly PlacedAxis[]; readonly rows: readonly ParallelRow[] };

/** Small multiples: an image or a series of one item in each place. */
export interface GridPicture {
  readonly kind: 'grid';
  /** Absent where fewer parameters vary: one row, or a single place. */
  readonly x?: PlacedAxis;
  readonly y?: PlacedAxis;
  /** Ends of all series together, so that they can be compared. */
  readonly low: number;
  readonly high: number;
  readonly cells: readonly GridCell[];
}

/** The first item of a place, and how many there are. */
export interface GridCell {
  readonly column: number;
  readonly row: number;
  readonly key: string;
  readonly index: number;
  readonly count: number;
  readonly shown:
    | { readonly kind: 'image'; readonly name: string }
    | { readonly kind: 'series'; readonly numbers: readonly (number | null)[] };
}

/** One item across parallel axes: numbers, or places among the values of an axis that is not numeric. */
export interface ParallelRow {
  readonly failed: boolean;
  readonly values: readonly (number | null)[];
}

/** What one parameter does to the output: the ends of its group means over all other parameters. */
export interface Effect {
  readonly column: string;
  readonly numeric: boolean;
  readonly groups: number;
  readonly low: { readonly value: Value; readonly mean: number };
  readonly high: { readonly value: Value; readonly mean: number };
  /** `high.mean - low.mean`, in units of the output; in powers of ten, how many times as large, where its axis is logarithmic. */
  readonly spread: number;
  /** Share of the variance of the output that lies between the groups, 0 to 1. */
  readonly share: number;
}
