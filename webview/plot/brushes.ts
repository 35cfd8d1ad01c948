import type { EChartsType } from 'echarts/core';
import type { ChartEvents } from './chart.ts';

/** Tells the range that was brushed on an axis of parallel coordinates, once the pointer is let go. */
export function followBrushes(drawn: EChartsType, events: ChartEvents): void {
  let last: { readonly axis: number; readonly range: readonly [number, number] } | undefined;
  drawn.on('axisareaselected', (event) => {
    // SAFETY: what ECharts documents for this event; every part of it may be missing.
    const found = event as Brushed;
    const axis = axisOf(drawn, found.parallelAxisId);
    const [range] = found.intervals ?? [];
    last = axis === undefined || !range ? undefined : { axis, range };
  });
  drawn.getZr().on('mouseup', () => {
    // The library's own answer to the same event comes first.
    setTimeout(() => {
      const brushed = last;
      last = undefined;
      if (brushed) events.brushed(brushed.axis, brushed.range);
    });
  });
}

/** What ECharts tells of a brush. */
interface Brushed {
  readonly parallelAxisId?: string;
  readonly intervals?: readonly (readonly [number, number])[];
}

function axisOf(drawn: EChartsType, id: string | undefined): number | undefined {
  // SAFETY: the option that we have set ourselves, where every axis has its place as its id.
  const { parallelAxis } = drawn.getOption() as { readonly parallelAxis?: readonly { readonly id?: string; readonly dim?: number }[] };
  return parallelAxis?.find((axis) => axis.id === id)?.dim;
}
