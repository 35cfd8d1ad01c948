import { CustomChart, HeatmapChart, LineChart, ParallelChart, ScatterChart } from 'echarts/charts';
import { GridComponent, ParallelComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';
import type { Plot } from '../../protocol/plot.ts';
import { followBrushes } from './brushes.ts';
import type { Chart, ChartEvents } from './chart.ts';
import { followRegions } from './regions.ts';
import { optionsOf } from './options.ts';
import { readPalette } from './palette.ts';

use([LineChart, CustomChart, ScatterChart, HeatmapChart, ParallelChart]);
use([GridComponent, ParallelComponent, TooltipComponent, VisualMapComponent, CanvasRenderer, SVGRenderer]);

/** A chart that follows the size of its element and the theme. */
export function newChart(element: HTMLElement, events: ChartEvents): Chart {
  const drawn = init(element, null, { renderer: 'canvas' });
  let shown: Plot | undefined;
  const paint = (): void => {
    if (shown) drawn.setOption(optionsOf(shown, readPalette(element)), { notMerge: true });
  };
  followBrushes(drawn, events);
  followRegions(drawn, events, () => shown?.picture?.kind !== 'parallel');
  const sizes = new ResizeObserver(() => drawn.resize());
  sizes.observe(element);
  // VS Code changes the class of the body and the variables of the root when the theme changes.
  const themes = new MutationObserver(paint);
  themes.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  return {
    show(plot) {
      shown = plot;
      paint();
    },
    save(format) {
      const palette = readPalette(element);
      if (format === 'png') {
        const address = drawn.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: palette.background });
        return address.slice(address.indexOf(',') + 1);
      }
      const size = { width: drawn.getWidth(), height: drawn.getHeight() };
      const paper = init(null, null, { renderer: 'svg', ssr: true, ...size });
      if (shown) paper.setOption({ ...optionsOf(shown, palette), backgroundColor: palette.background });
      const text = paper.renderToSVGString();
      paper.dispose();
      return text;
    },
    dispose() {
      sizes.disconnect();
      themes.disconnect();
      drawn.dispose();
    },
  };
}
