import type { EChartsType } from 'echarts/core';
import type { ChartEvents, MarkedRegion } from './chart.ts';

/** Pixels; less is a click. */
const SHORTEST = 5;

/** Tells the region that the pointer marks in a picture with two axes, once it is let go. */
export function followRegions(drawn: EChartsType, events: ChartEvents, isWanted: () => boolean): void {
  const mark = document.createElement('div');
  mark.className = 'region';
  mark.hidden = true;
  drawn.getDom().append(mark);
  let from: readonly [number, number] | undefined;
  drawn.getZr().on('mousedown', ({ offsetX, offsetY }) => {
    from = isWanted() && drawn.containPixel('grid', [offsetX, offsetY]) ? [offsetX, offsetY] : undefined;
  });
  drawn.getZr().on('mousemove', ({ offsetX, offsetY }) => {
    if (!from) return;
    const [x, y] = from;
    mark.hidden = false;
    mark.style.left = `${Math.min(x, offsetX)}px`;
    mark.style.top = `${Math.min(y, offsetY)}px`;
    mark.style.width = `${Math.abs(offsetX - x)}px`;
    mark.style.height = `${Math.abs(offsetY - y)}px`;
  });
  // A pointer that is let go elsewhere marks nothing.
  drawn.getZr().on('globalout', () => {
    from = undefined;
    mark.hidden = true;
  });
  drawn.getZr().on('mouseup', ({ offsetX, offsetY }) => {
    const start = from;
    from = undefined;
    mark.hidden = true;
    if (!start || Math.max(Math.abs(offsetX - start[0]), Math.abs(offsetY - start[1])) < SHORTEST) return;
    const region = regionOf(drawn, start, [offsetX, offsetY]);
    if (region) events.marked(region);
  });
}

function regionOf(drawn: EChartsType, from: readonly [number, number], to: readonly [number, number]): MarkedRegion | undefined {
  // SAFETY: what ECharts documents for a grid with two axes: their numbers, or places on a category axis.
  const [start, end] = [from, to].map((pixel) => drawn.convertFromPixel('grid', [...pixel])) as unknown as [number[], number[]];
  const [[x1, y1], [x2, y2]] = [start, end];
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return undefined;
  return { x: [x1, x2], y: [y1, y2] };
}
