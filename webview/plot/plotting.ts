import type { Channel } from '../../protocol/channel.ts';
import type { ResultsHost } from '../../protocol/results.ts';
import { newAsking } from '../asking.ts';
import { whereOf } from '../refresh.ts';
import type { Signals } from '../signals.ts';
import type { ChartMaker } from './chart.ts';

/** Asks for the picture and the effects, and loads what draws when a picture is looked at. */
export function newPlotting(host: Channel<ResultsHost>, signals: Signals): () => Promise<void> {
  const { plot, plotChoice, chartMaker, view, where } = signals;
  return newAsking(async () => {
    const found = await host.plot({ ...plotChoice.value, ...whereOf(where.value) });
    if (view.value === 'plot') chartMaker.value ??= await loadChartMaker();
    // An unreadable filter is said beside the filter, and the last picture stays.
    if (found.error === undefined) plot.value = found;
  });
}

/** Loads what draws, a bundle beside the page's own; it inherits the nonce of the script that asks. */
async function loadChartMaker(): Promise<ChartMaker> {
  // SAFETY: `build.ts` makes this file of that module, in the same run as the page.
  const module = (await import(BUNDLE)) as typeof import('./canvas.ts');
  return module.newChart;
}

/** As a value, so that the bundler leaves it alone. */
const BUNDLE: string = './chart.js';
