import type { EChartsCoreOption } from 'echarts/core';
import { t } from '@vscode/l10n';
import type { ParallelRow, Picture, PlacedAxis, Plot, PlotAxis } from '../../protocol/plot.ts';
import { bandOf } from './band.ts';
import { barOf } from './bar.ts';
import { type Palette, VIRIDIS } from './palette.ts';
import { axisName, short } from './words.ts';
import { shortText } from '../valueText.ts';
import { itemsText } from '../itemsText.ts';

type Of<Kind extends Picture['kind']> = Extract<Picture, { kind: Kind }>;

/** A plot as the drawing library wants it. Tooltips are drawn, not made of HTML: text of others stays text. */
export function optionsOf({ picture, output }: Plot, palette: Palette): EChartsCoreOption {
  if (!picture || !output) return {};
  const base = {
    animation: false,
    textStyle: { fontFamily: palette.font, color: palette.text },
    tooltip: { renderMode: 'richText', confine: true, backgroundColor: palette.background, textStyle: { color: palette.text } },
    grid: { left: 16, right: 24, top: 20, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'all' },
  };
  switch (picture.kind) {
    case 'line':
      return { ...base, ...lineOf(picture, output, palette) };
    case 'heat':
      return { ...base, ...heatOf(picture, output, palette) };
    case 'scatter':
      return { ...base, ...scatterOf(picture, output, palette) };
    case 'histogram':
      return { ...base, ...histogramOf(picture, output, palette) };
    case 'parallel':
      return { ...base, ...parallelOf(picture, palette) };
    case 'grid':
      return {};
  }
}

function lineOf({ x, groups }: Of<'line'>, output: PlotAxis, palette: Palette): EChartsCoreOption {
  const place = (at: number): number | string => (x.numeric ? Number(groups[at]?.value) : shortText(groups[at]?.value ?? null));
  const said = (at: number): string => {
    const group = groups[at];
    if (!group) return '';
    const { count, mean, lower, upper, min, max } = group;
    return [
      `${x.column} = ${shortText(group.value)}`,
      output.log
        ? t('geometric mean {0}, {1} to {2} (standard deviation)', short(mean), short(lower), short(upper))
        : t('mean {0} ± {1} (standard deviation)', short(mean), short(upper - mean)),
      t('{0} to {1}, {2}', short(min), short(max), itemsText(count)),
    ].join('\n');
  };
  return {
    xAxis: x.numeric ? numberAxis(x, palette) : placesAxis({ ...x, values: groups.map(({ value }) => value) }, palette),
    yAxis: numberAxis(output, palette),
    series: [
      bandOf({ groups, place, numeric: x.numeric }, palette.line),
      {
        type: 'line',
        symbolSize: groups.length > 60 ? 0 : 6,
        showSymbol: groups.length <= 60,
        data: groups.map(({ mean }, at) => [place(at), mean]),
        itemStyle: { color: palette.line },
        lineStyle: { width: x.numeric ? 2 : 0 },
        tooltip: { formatter: ({ dataIndex }: { readonly dataIndex: number }) => said(dataIndex) },
      },
    ],
  };
}

function heatOf({ x, y, cells }: Of<'heat'>, output: PlotAxis, palette: Palette): EChartsCoreOption {
  const said = ([column, row, mean, count]: readonly [number, number, number, number]): string =>
    [`${x.column} = ${nameAt(x, column)}`, `${y.column} = ${nameAt(y, row)}`, meanText(output, mean, count)].join('\n');
  return {
    grid: { left: 16, right: 110, top: 20, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'all' },
    xAxis: placesAxis(x, palette),
    yAxis: placesAxis(y, palette),
    visualMap: {
      ...scaleOf(
        cells.map(([, , mean]) => mean),
        output,
        palette,
      ),
      dimension: 4,
    },
    series: [
      {
        type: 'heatmap',
        data: cells.map((cell) => [...cell, onScale(cell[2], output)]),
        tooltip: { formatter: ({ dataIndex }: { readonly dataIndex: number }) => said(cells[dataIndex] ?? [0, 0, 0, 0]) },
      },
    ],
  };
}

function scatterOf({ x, points }: Of<'scatter'>, output: PlotAxis, palette: Palette): EChartsCoreOption {
  const most = points.reduce((high, [, , count]) => Math.max(high, count), 1);
  return {
    xAxis: numberAxis(x, palette),
    yAxis: numberAxis(output, palette),
    series: [
      {
        type: 'scatter',
        data: points.map((point) => [...point]),
        symbolSize: (value: readonly number[]) => (most === 1 ? 6 : 3 + 15 * Math.sqrt((value[2] ?? 1) / most)),
        itemStyle: { color: palette.line, opacity: 0.7 },
        tooltip: {
          formatter: ({ dataIndex }: { readonly dataIndex: number }) => {
            const [at, value, count] = points[dataIndex] ?? [0, 0, 0];
            return `${x.column} = ${short(at)}\n${output.column} = ${short(value)}${count > 1 ? `\n${itemsText(count)}` : ''}`;
          },
        },
      },
    ],
  };
}

function histogramOf({ edges, counts }: Of<'histogram'>, output: PlotAxis, palette: Palette): EChartsCoreOption {
  const ends = (part: number): readonly [number, number] => [edges[part] ?? 0, edges[part + 1] ?? 0];
  const said = (part: number): string => t('{0} to {1}: {2} items', ...ends(part).map(short), counts[part] ?? 0);
  return {
    xAxis: numberAxis(output, palette),
    yAxis: numberAxis({ column: t('items'), numeric: true, log: false }, palette),
    series: [
      {
        type: 'custom',
        encode: { x: [0, 1], y: 2 },
        data: counts.map((count, part) => [...ends(part), count]),
        renderItem: barOf(palette.line),
        tooltip: { formatter: ({ dataIndex }: { readonly dataIndex: number }) => said(dataIndex) },
      },
    ],
  };
}

function parallelOf({ axes, rows }: Of<'parallel'>, palette: Palette): EChartsCoreOption {
  const last = axes.length - 1;
  const values = rows.flatMap((row) => row.values[last] ?? []);
  const lines = (isFailed: boolean) =>
    rows.filter(({ failed }) => failed === isFailed).map((row) => [...row.values, coloured(row)].map((value) => value ?? '-'));
  const output = axes[last];
  const coloured = ({ values: own }: ParallelRow): number | null => {
    const value = own[last] ?? null;
    return value === null || !output ? value : onScale(value, output);
  };
  return {
    parallel: { left: 48, right: 150, top: 56, bottom: 24, parallelAxisDefault: { nameGap: 14 } },
    parallelAxis: axes.map((axis, dim) => ({
      dim,
      id: `axis ${dim}`,
      areaSelectStyle: { width: 18, color: palette.line, borderColor: palette.line, opacity: 0.35 },
      ...(axis.numeric ? numberAxis(axis, palette) : placesAxis(axis, palette)),
      nameLocation: 'end',
      nameGap: 14,
      nameTextStyle: { color: palette.text, overflow: 'truncate', width: 110 },
    })),
    ...(output && {
      visualMap: { ...scaleOf(values, output, palette), dimension: last + 1, seriesIndex: 0, inRange: { color: [...palette.lines] } },
    }),
    series: [
      { type: 'parallel', name: 'done', data: lines(false), lineStyle: { width: 1.2, opacity: 0.6 }, tooltip: { show: false } },
      {
        type: 'parallel',
        name: 'failed',
        data: lines(true),
        lineStyle: { width: 2, opacity: 0.9, color: palette.failed, type: 'dashed' },
        tooltip: { show: false },
      },
    ],
  };
}

function numberAxis(axis: PlotAxis, palette: Palette): object {
  const shared = { scale: true, splitLine: { lineStyle: { color: palette.faint } } };
  const { axisLabel, ...others } = looks(axis, palette);
  if (!axis.log) return { type: 'value', ...shared, ...others, axisLabel };
  // ECharts writes powers of ten with all of their zeros.
  return { type: 'log', ...shared, ...others, axisLabel: { ...axisLabel, formatter: short } };
}

function placesAxis(axis: PlacedAxis, palette: Palette): object {
  return { type: 'category', data: axis.values.map((_, at) => nameAt(axis, at)), ...looks(axis, palette) };
}

function nameAt({ values }: PlacedAxis, at: number): string {
  return shortText(values[at] ?? null);
}

function looks(axis: PlotAxis, palette: Palette) {
  return {
    name: axisName(axis),
    nameLocation: 'middle',
    nameGap: 30,
    nameTextStyle: { color: palette.text },
    axisLabel: { color: palette.text, overflow: 'truncate', width: 90, hideOverlap: true },
    axisLine: { lineStyle: { color: palette.text } },
  };
}

/** What a number is coloured by. */
function onScale(value: number, { log }: PlotAxis): number {
  return log ? Math.log10(value) : value;
}

function meanText({ log }: PlotAxis, mean: number, count: number): string {
  return log ? t('geometric mean {0}, {1}', short(mean), itemsText(count)) : t('mean {0}, {1}', short(mean), itemsText(count));
}

/** The scale of colours with its numbers. */
function scaleOf(values: readonly number[], output: PlotAxis, palette: Palette): object {
  const min = values.reduce((low, one) => Math.min(low, one), values[0] ?? 0);
  const max = values.reduce((high, one) => Math.max(high, one), values[0] ?? 1);
  const [low, high] = [onScale(min, output), onScale(max, output)];
  return {
    min: low,
    max: high > low ? high : low + 1,
    right: 8,
    top: 'middle',
    calculable: false,
    inRange: { color: [...VIRIDIS] },
    text: [`${short(max)}${output.unit === undefined ? '' : ` ${output.unit}`}`, short(min)],
    textStyle: { color: palette.text },
  };
}
