import type { Plot } from '../../protocol/plot.ts';

/** What is shown, as it can be saved. */
export interface Drawn {
  /** The picture as a file: PNG as base64, SVG as text. */
  save(format: 'png' | 'svg'): string | Promise<string>;
}

/** A picture in an element of the page. All that the page knows of the library that draws. */
export interface Chart extends Drawn {
  show(plot: Plot): void;
  dispose(): void;
}

/** What a person does to a picture. */
export interface ChartEvents {
  /** A range was brushed on an axis of parallel coordinates, in its numbers or places. */
  brushed(axis: number, range: readonly [number, number]): void;
  /** A region of a picture with two axes was marked, in their numbers or places. */
  marked(region: MarkedRegion): void;
}

/** From and to along each axis, in the order of the pointer. */
export interface MarkedRegion {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

export type ChartMaker = (element: HTMLElement, events: ChartEvents) => Chart;
