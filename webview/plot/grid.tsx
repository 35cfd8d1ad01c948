import { t } from '@vscode/l10n';
import { useEffect, useRef, useState } from 'preact/hooks';
import { plainText } from '../../protocol/plainText.ts';
import type { GridCell, GridPicture, PlacedAxis, Plot } from '../../protocol/plot.ts';
import { HEIGHT, seriesPath, WIDTH } from '../item/seriesPath.ts';
import type { Model } from '../model.ts';
import { valueText } from '../valueText.ts';
import type { Drawn } from './chart.ts';
import { gridPicture } from './gridPicture.ts';
import { axisName, short, wordsOf } from './words.ts';

interface CellProps {
  readonly model: Model;
  readonly plot: Plot;
  readonly picture: GridPicture;
}

interface Props extends CellProps {
  readonly drawn: { current: Drawn | null };
}

/** Small multiples: an image or a series in each place of two parameters; a click shows its item. */
export function Grid({ model, plot, picture, drawn }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const grid = place.current;
    if (!grid) return undefined;
    drawn.current = { save: (format) => gridPicture(grid, format) };
    return () => {
      drawn.current = null;
    };
  }, [drawn]);
  const { x, y, cells } = picture;
  const byPlace = new Map(cells.map((cell) => [`${cell.column} ${cell.row}`, cell]));
  return (
    <div ref={place} class="multiples" tabIndex={0} role="group" aria-label={wordsOf(plot)}>
      <table>
        <caption>{captionOf(plot, picture)}</caption>
        {x && (
          <thead>
            <tr>
              {y && <td />}
              {x.values.map((_, column) => (
                <th key={column} scope="col">
                  {nameAt(x, column)}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {placesOf(y).map((row) => (
            <tr key={row}>
              {y && <th scope="row">{nameAt(y, row)}</th>}
              {placesOf(x).map((column) => (
                <td key={column}>
                  <Cell model={model} plot={plot} picture={picture} cell={byPlace.get(`${column} ${row}`)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function captionOf({ output }: Plot, { x, y, low, high, cells }: GridPicture): string {
  const name = output ? axisName(output) : '';
  const head = x ? t('{0} over {1}', name, [x, y].flatMap((axis) => (axis ? [axisName(axis)] : [])).join(' × ')) : name;
  return cells.some(({ shown }) => shown.kind === 'series') ? t('{0}; every series from {1} to {2}', head, short(low), short(high)) : head;
}

function placesOf(axis: PlacedAxis | undefined): readonly number[] {
  return axis ? axis.values.map((_, at) => at) : [0];
}

function nameAt({ values }: PlacedAxis, at: number): string {
  const value = values[at] ?? null;
  return typeof value === 'number' ? short(value) : valueText(value);
}

function Cell({ model, plot, picture, cell }: CellProps & { readonly cell: GridCell | undefined }) {
  if (!cell) return null;
  const { shown, key } = cell;
  const name = cellName(picture, cell);
  return (
    <button type="button" class="multiple" aria-label={name} title={name} onClick={() => void model.select(key)}>
      {shown.kind === 'series' ? (
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          <path
            d={seriesPath(
              shown.numbers.map((one) => one ?? Number.NaN),
              picture.low,
              picture.high,
            )}
          />
        </svg>
      ) : (
        <Image model={model} itemKey={key} name={shown.name} output={plot.output?.column.replace(/^out\./, '') ?? ''} />
      )}
    </button>
  );
}

function cellName({ x, y }: GridPicture, { column, row, index, count }: GridCell): string {
  const at = [x && `${plainText(x.column)} = ${nameAt(x, column)}`, y && `${plainText(y.column)} = ${nameAt(y, row)}`];
  const place = [...at.filter((part) => part !== undefined), t('item {0}', index)].join(', ');
  return count > 1 ? t('{0}, the first of {1}', place, count) : place;
}

interface ImageProps {
  readonly model: Model;
  readonly itemKey: string;
  readonly name: string;
  readonly output: string;
}

/** Its bytes come by message, once it is in view. */
function Image({ model, itemKey, name, output }: ImageProps) {
  const place = useRef<HTMLSpanElement>(null);
  const [source, setSource] = useState<string | undefined>(undefined);
  const [trouble, setTrouble] = useState(false);
  useEffect(() => {
    if (!place.current) return undefined;
    let gone = false;
    const load = async (): Promise<void> => {
      const found = await model.preview({ key: itemKey, name, output });
      if (gone) return;
      if (found?.kind === 'image') setSource(`data:${found.type};base64,${found.base64}`);
      else setTrouble(true);
    };
    const views = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      views.disconnect();
      void load();
    });
    views.observe(place.current);
    return () => {
      gone = true;
      views.disconnect();
    };
  }, [model, itemKey, name, output]);
  if (source !== undefined) return <img src={source} alt="" />;
  return (
    <span ref={place} class="note">
      {trouble ? t('no image') : '…'}
    </span>
  );
}
