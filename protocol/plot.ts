import type { Value } from '../core/value/value.ts';

/** How results can be drawn. */
export const PLOT_KINDS = ['line', 'heat', 'scatter', 'parallel'] as const;
export type PlotKind = (typeof PLOT_KINDS)[number];

/** What a person has chosen of a plot; what is left open is chosen by the data. */
export interface PlotChoice {
  readonly output?: string;
  readonly kind?: PlotKind;
  readonly x?: string;
  readonly y?: string;
}

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
  /** The output that is drawn. */
  readonly output: PlotAxis | null;
  /** Absent when there is nothing to draw: no number, or no parameter that varies. */
  readonly picture: Picture | null;
  /** One for each parameter that varies among the items, the strongest first. */
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

/** The output over the items that share a value of the axis. */
export interface LineGroup {
  readonly value: Value;
  readonly count: number;
  readonly mean: number;
  readonly sd: number;
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
  | { readonly kind: 'parallel'; readonly axes: readonly PlacedAxis[]; readonly rows: readonly ParallelRow[] };

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
  /** `high.mean - low.mean`, in units of the output. */
  readonly spread: number;
  /** Share of the variance of the output that lies between the groups, 0 to 1. */
  readonly share: number;
}
