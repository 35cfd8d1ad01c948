import { useEffect, useRef } from 'preact/hooks';
import type { Plot } from '../../protocol/plot.ts';
import type { Model } from '../model.ts';
import type { Chart, ChartMaker } from './chart.ts';
import { Effects } from './effects.tsx';
import { PlotChoices } from './plotChoices.tsx';
import { wordsOf } from './words.ts';
import './plot.css';

/** A picture of the items of the filter, what it is of, and what each parameter does. */
export function PlotView({ model }: { readonly model: Model }) {
  const plot = model.plot.value;
  const chart = useRef<Chart | null>(null);
  const maker = model.chartMaker.value;
  if (!plot || !maker) return <p class="empty">Loading …</p>;
  return (
    <div class="plot">
      <PlotChoices model={model} plot={plot} save={(format) => chart.current?.save(format)} />
      {plot.picture ? <Canvas plot={plot} maker={maker} chart={chart} /> : <p class="empty">{whyNothing(plot)}</p>}
      {plot.picture && <p class="note">{noteOf(plot)}</p>}
      <Effects model={model} plot={plot} />
    </div>
  );
}

interface CanvasProps {
  readonly plot: Plot;
  readonly maker: ChartMaker;
  readonly chart: { current: Chart | null };
}

function Canvas({ plot, maker, chart }: CanvasProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return undefined;
    const made = maker(place.current);
    chart.current = made;
    return () => {
      chart.current = null;
      made.dispose();
    };
  }, [maker]);
  useEffect(() => chart.current?.show(plot), [plot]);
  return <div ref={place} class="canvas" role="img" aria-label={wordsOf(plot)} data-kind={plot.picture?.kind} />;
}

function whyNothing({ items, used, output }: Plot): string {
  if (items === 0) return 'No item fits the filter.';
  if (used === 0) return output ? `No item has a number as ${output.column}.` : 'No item has a number yet.';
  return 'Nothing varies among these items.';
}

function noteOf({ items, used, picture }: Plot): string {
  const without = items - used;
  const band = picture?.kind === 'line' && picture.groups.some(({ count }) => count > 1);
  const lines =
    picture?.kind === 'parallel' && picture.rows.length < items ? `${picture.rows.length} of them, evenly spread, are drawn` : '';
  return [
    `${used} items${without > 0 ? `; ${without} have no number` : ''}`,
    band ? 'mean ± standard deviation over all other parameters and replicates' : lines,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
