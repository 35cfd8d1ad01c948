import { t } from '@vscode/l10n';
import { useEffect, useRef } from 'preact/hooks';
import type { GridPicture, Plot } from '../../protocol/plot.ts';
import type { Model } from '../model.ts';
import type { Chart, ChartMaker, Drawn } from './chart.ts';
import { brushCondition } from './brushCondition.ts';
import { regionCondition } from './regionCondition.ts';
import { Effects } from './effects.tsx';
import { Grid } from './grid.tsx';
import { PlotChoices } from './plotChoices.tsx';
import { wordsOf } from './words.ts';
import './plot.css';
import { itemsText } from '../itemsText.ts';

/** A picture of the items of the filter, what it is of, and what each parameter does. */
export function PlotView({ model }: { readonly model: Model }) {
  const plot = model.plot.value;
  const drawn = useRef<Drawn | null>(null);
  const maker = model.chartMaker.value;
  if (!plot || !maker) return <p class="empty">{t('Loading …')}</p>;
  return (
    <div class="plot">
      <PlotChoices model={model} plot={plot} save={(format) => drawn.current?.save(format)} />
      <Picture model={model} plot={plot} maker={maker} drawn={drawn} />
      {plot.picture && <p class="note">{noteOf(plot)}</p>}
      <Effects model={model} plot={plot} />
    </div>
  );
}

interface CanvasProps {
  readonly model: Model;
  readonly plot: Plot;
  readonly maker: ChartMaker;
  readonly drawn: { current: Drawn | null };
}

/** Small multiples are a table of the page; everything else is drawn. */
function Picture({ model, plot, maker, drawn }: CanvasProps) {
  if (!plot.picture) return <p class="empty">{whyNothing(plot)}</p>;
  if (plot.picture.kind === 'grid') return <Grid model={model} plot={plot} picture={plot.picture} drawn={drawn} />;
  return <Canvas model={model} plot={plot} maker={maker} drawn={drawn} />;
}

function Canvas({ model, plot, maker, drawn }: CanvasProps) {
  const chart = useRef<Chart | null>(null);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return undefined;
    const made = maker(place.current, {
      brushed(axis, range) {
        const shown = model.plot.value;
        const condition = shown ? brushCondition(shown, axis, range) : undefined;
        if (condition !== undefined) model.narrow(condition);
      },
      marked(region) {
        const shown = model.plot.value;
        const condition = shown ? regionCondition(shown, region) : undefined;
        if (condition !== undefined) model.narrow(condition);
      },
    });
    chart.current = made;
    drawn.current = made;
    return () => {
      chart.current = null;
      drawn.current = null;
      made.dispose();
    };
  }, [maker, model]);
  useEffect(() => chart.current?.show(plot), [plot]);
  return <div ref={place} class="canvas" role="img" aria-label={wordsOf(plot)} data-kind={plot.picture?.kind} />;
}

function whyNothing({ items, used, output }: Plot): string {
  if (items === 0) return t('No item fits the filter.');
  if (used === 0) return output ? t('No item has a number as {0}.', output.column) : t('No item has a number yet.');
  return t('Nothing varies among these items.');
}

function noteOf({ items, used, picture, output }: Plot): string {
  if (picture?.kind === 'grid') return gridNote(picture, items);
  const without = items - used;
  const band = picture?.kind === 'line' && picture.groups.some(({ count }) => count > 1);
  return [
    without > 0 ? t('{0} items; {1} have no number', used, without) : itemsText(used),
    band ? bandText(output?.log === true) : '',
    picture?.kind === 'parallel' && picture.rows.length < items ? t('{0} of them, evenly spread, are drawn', picture.rows.length) : '',
    picture?.kind === 'parallel' ? t('drag along an axis to filter') : t('drag to filter'),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function bandText(log: boolean): string {
  return log
    ? t('geometric mean and standard deviation over all other parameters and replicates')
    : t('mean ± standard deviation over all other parameters and replicates');
}

function gridNote({ cells }: GridPicture, items: number): string {
  const several = cells.some(({ count }) => count > 1);
  return several ? `${itemsText(items)} · ${t('the first item of each place is shown')}` : itemsText(items);
}
