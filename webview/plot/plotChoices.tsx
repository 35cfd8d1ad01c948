import { PLOT_KINDS, type Plot, type PlotChoice, type PlotKind } from '../../protocol/plot.ts';
import { Choice } from '../choice.tsx';
import type { Model } from '../model.ts';

interface Props {
  readonly model: Model;
  readonly plot: Plot;
  readonly save: (format: 'png' | 'svg') => string | undefined;
}

const KIND_NAMES: Readonly<Record<PlotKind, string>> = {
  line: 'Line with band',
  heat: 'Heat map',
  scatter: 'Scatter',
  parallel: 'Parallel coordinates',
};

/** Which output, how, over which parameters; and the picture as a file. */
export function PlotChoices({ model, plot, save }: Props) {
  const { picture, effects, outputs, output } = plot;
  const names = effects.map(({ column }) => column);
  const change = (next: PlotChoice): void => model.choosePlot({ ...model.plotChoice.value, ...next });
  const write = (format: 'png' | 'svg'): void => {
    const data = save(format);
    if (data !== undefined) void model.savePicture(format, data);
  };
  const kind = picture?.kind;
  return (
    <div class="toolbar" role="group" aria-label="What is drawn">
      <Choice label="Output" value={output?.column} options={outputs} choose={(value) => change({ output: value })} />
      <Choice label="As" value={kind} options={PLOT_KINDS} nameOf={(one) => KIND_NAMES[one]} choose={(value) => change({ kind: value })} />
      {picture && picture.kind !== 'parallel' && (
        <Choice label="Over" value={picture.x.column} options={names} choose={(value) => change({ kind: picture.kind, x: value })} />
      )}
      {picture?.kind === 'heat' && (
        <Choice label="and" value={picture.y.column} options={names} choose={(value) => change({ kind: 'heat', y: value })} />
      )}
      <button type="button" disabled={!picture} onClick={() => write('png')}>
        Save as PNG…
      </button>
      <button type="button" disabled={!picture} onClick={() => write('svg')}>
        Save as SVG…
      </button>
    </div>
  );
}
