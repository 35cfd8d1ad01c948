import type { Channel } from '../../protocol/channel.ts';
import type { ResultsHost } from '../../protocol/results.ts';
import type { Signals } from '../signals.ts';
import type { ChartMaker } from './chart.ts';

/** Asks for the picture, one question at a time: what changes meanwhile is asked about when the answer is there. */
export function newPlotting(host: Channel<ResultsHost>, signals: Signals): () => Promise<void> {
  const { plot, plotChoice, chartMaker, where } = signals;
  let asking = false;
  let again = false;
  return async () => {
    again = true;
    if (asking) return;
    asking = true;
    try {
      while (again) {
        again = false;
        const text = where.value.trim();
        const found = await host.plot({ ...plotChoice.value, ...(text !== '' && { where: text }) });
        chartMaker.value ??= await loadChartMaker();
        // An unreadable filter is said beside the filter, and the last picture stays.
        if (found.error === undefined) plot.value = found;
      }
    } finally {
      asking = false;
    }
  };
}

/** Loads what draws, a bundle beside the page's own; it inherits the nonce of the script that asks. */
async function loadChartMaker(): Promise<ChartMaker> {
  // SAFETY: `build.ts` makes this file of that module, in the same run as the page.
  const module = (await import(BUNDLE)) as typeof import('./canvas.ts');
  return module.newChart;
}

/** As a value, so that the bundler leaves it alone. */
const BUNDLE: string = './chart.js';
