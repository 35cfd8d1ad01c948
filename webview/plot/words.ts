import { formatValue } from '../../core/value/format.ts';
import type { Effect, Picture, Plot, PlotAxis } from '../../protocol/plot.ts';

/** A column with its unit, as an axis is named. */
export function axisName({ column, unit }: PlotAxis): string {
  return unit === undefined ? column : `${column} [${unit}]`;
}

/** A number as people read it; a dash where there is none. */
export function short(value: number): string {
  return Number.isNaN(value) ? '–' : String(Number(value.toPrecision(4)));
}

/** The picture in words, with its main numbers: what a screen reader says instead of it. */
export function wordsOf({ picture, output, used }: Plot): string {
  if (!picture || !output) return 'Nothing to draw.';
  return `${headOf(picture, axisName(output))}, ${used} items. ${numbersOf(picture)}`.trim();
}

function headOf(picture: Picture, output: string): string {
  switch (picture.kind) {
    case 'line':
      return `Line of the mean of ${output} over ${axisName(picture.x)}`;
    case 'heat':
      return `Heat map of the mean of ${output} over ${axisName(picture.x)} and ${axisName(picture.y)}`;
    case 'scatter':
      return `Scatter plot of ${output} over ${axisName(picture.x)}`;
    case 'parallel':
      return `Parallel coordinates of ${picture.axes.map(axisName).join(', ')}`;
  }
}

function numbersOf(picture: Picture): string {
  switch (picture.kind) {
    case 'line':
      return ends(picture.groups.map(({ mean, value }) => ({ mean, at: `${picture.x.column} = ${formatValue(value)}` })));
    case 'heat': {
      const { x, y, cells } = picture;
      const at = (column: number, row: number): string =>
        `${x.column} = ${formatValue(x.values[column] ?? null)}, ${y.column} = ${formatValue(y.values[row] ?? null)}`;
      return ends(cells.map(([column, row, mean]) => ({ mean, at: at(column, row) })));
    }
    case 'scatter':
      return ends(picture.points.map(([x, mean]) => ({ mean, at: `${picture.x.column} = ${short(x)}` })));
    case 'parallel': {
      const failed = picture.rows.filter((row) => row.failed).length;
      return `${picture.rows.length} lines${failed > 0 ? `, ${failed} of them failed items` : ''}.`;
    }
  }
}

function ends(found: readonly { readonly mean: number; readonly at: string }[]): string {
  const [first] = found;
  if (!first) return '';
  const low = found.reduce((least, one) => (one.mean < least.mean ? one : least), first);
  const high = found.reduce((most, one) => (one.mean > most.mean ? one : most), first);
  return `Lowest ${short(low.mean)} at ${low.at}; highest ${short(high.mean)} at ${high.at}.`;
}

/** What a parameter does, in words. */
export function effectWords({ low, high }: Effect): string {
  return `${short(low.mean)} at ${formatValue(low.value)} to ${short(high.mean)} at ${formatValue(high.value)}`;
}
