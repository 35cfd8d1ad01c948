import type { Plot } from '../../protocol/plot.ts';

/** A picture in an element of the page. All that the page knows of the library that draws. */
export interface Chart {
  show(plot: Plot): void;
  /** The picture as a file: PNG as base64, SVG as text. */
  save(format: 'png' | 'svg'): string;
  dispose(): void;
}

export type ChartMaker = (element: HTMLElement) => Chart;
