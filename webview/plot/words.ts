import { t } from '@vscode/l10n';
import { plainText } from '../../protocol/plainText.ts';
import type { Effect, Picture, Plot, PlotAxis } from '../../protocol/plot.ts';
import { shortText } from '../valueText.ts';

/** A column with its unit, as an axis is named. */
export function axisName({ column, unit }: PlotAxis): string {
  return plainText(unit === undefined ? column : `${column} [${unit}]`);
}

/** A number as people read it; a dash where there is none. */
export function short(value: number): string {
  if (Number.isNaN(value)) return '–';
  const rounded = Number(value.toPrecision(4));
  return Math.abs(rounded) < LARGE ? String(rounded) : rounded.toExponential().replace('e+', 'e');
}

/** From here on digits are harder to count than powers of ten are to read. */
const LARGE = 1e7;

/** The picture in words, with its main numbers: what a screen reader says instead of it. */
export function wordsOf({ picture, output, used }: Plot): string {
  if (!picture || !output) return t('Nothing to draw.');
  return t('{0}, {1} items. {2}', headOf(picture, axisName(output)), used, numbersOf(picture)).trim();
}

function headOf(picture: Picture, output: string): string {
  switch (picture.kind) {
    case 'line':
      return t('Line of the mean of {0} over {1}', output, axisName(picture.x));
    case 'heat':
      return t('Heat map of the mean of {0} over {1} and {2}', output, axisName(picture.x), axisName(picture.y));
    case 'scatter':
      return t('Scatter plot of {0} over {1}', output, axisName(picture.x));
    case 'histogram':
      return t('Histogram of {0}', output);
    case 'grid':
      return t('Grid of {0}', output);
    case 'parallel':
      return t('Parallel coordinates of {0}', picture.axes.map(axisName).join(', '));
  }
}

function numbersOf(picture: Picture): string {
  switch (picture.kind) {
    case 'line':
      return ends(picture.groups.map(({ mean, value }) => ({ mean, at: `${picture.x.column} = ${shortText(value)}` })));
    case 'heat': {
      const { x, y, cells } = picture;
      const at = (column: number, row: number): string =>
        `${x.column} = ${shortText(x.values[column] ?? null)}, ${y.column} = ${shortText(y.values[row] ?? null)}`;
      return ends(cells.map(([column, row, mean]) => ({ mean, at: at(column, row) })));
    }
    case 'scatter':
      return ends(picture.points.map(([x, mean]) => ({ mean, at: `${picture.x.column} = ${short(x)}` })));
    case 'histogram': {
      const most = picture.counts.reduce((high, one) => Math.max(high, one), 0);
      const at = picture.counts.indexOf(most);
      return t('Most, {0} items, between {1} and {2}.', most, short(picture.edges[at] ?? 0), short(picture.edges[at + 1] ?? 0));
    }
    case 'grid':
      return '';
    case 'parallel': {
      const failed = picture.rows.filter((row) => row.failed).length;
      return failed > 0 ? t('{0} lines, {1} of them failed items.', picture.rows.length, failed) : t('{0} lines.', picture.rows.length);
    }
  }
}

function ends(found: readonly { readonly mean: number; readonly at: string }[]): string {
  const [first] = found;
  if (!first) return '';
  const low = found.reduce((least, one) => (one.mean < least.mean ? one : least), first);
  const high = found.reduce((most, one) => (one.mean > most.mean ? one : most), first);
  return t('Lowest {0} at {1}; highest {2} at {3}.', short(low.mean), low.at, short(high.mean), high.at);
}

/** How far apart the means of a parameter lie. */
export function spreadText({ spread }: Effect, { log }: PlotAxis): string {
  return log ? `×${short(10 ** spread)}` : short(spread);
}

/** What the figures of an effect are called. */
export function effectHeads({ log }: PlotAxis): { readonly spread: string; readonly mean: string } {
  return log ? { spread: t('Ratio of means'), mean: t('Geometric mean') } : { spread: t('Difference of means'), mean: t('Mean') };
}

/** What a parameter does, in words. */
export function effectWords({ low, high }: Effect): string {
  return t('{0} at {1} to {2} at {3}', short(low.mean), shortText(low.value), short(high.mean), shortText(high.value));
}
