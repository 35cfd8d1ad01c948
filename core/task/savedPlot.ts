/** How results can be drawn. */
export const PLOT_KINDS = ['line', 'heat', 'scatter', 'parallel', 'histogram', 'grid'] as const;

/** How the numbers of an output are spaced. */
export const PLOT_SCALES = ['linear', 'log'] as const;

/** A plot of the task file; what it leaves open is chosen by the data. */
export interface SavedPlot {
  readonly kind?: (typeof PLOT_KINDS)[number];
  readonly x?: string;
  /** The second axis of a heat map or a grid. */
  readonly y?: string;
  readonly output?: string;
  readonly scale?: (typeof PLOT_SCALES)[number];
}
