import type { PictureChoice } from '../../core/result/firstPicture.ts';
import type { Effect, ParallelRow, Picture, PlotAxis } from '../../protocol/plot.ts';
import { evenly } from './evenly.ts';
import { axisOnly, placed } from './plotAxis.ts';
import type { OutputScale } from './plotScale.ts';
import type { PlotSource } from './plotSource.ts';
import { deviation, tallyBy } from './plotTally.ts';
import { inSlices } from '../steps.ts';

/** What a picture is drawn of. */
export interface Canvas {
  readonly source: PlotSource;
  readonly items: Uint32Array;
  readonly output: PlotAxis;
  readonly effects: readonly Effect[];
  readonly scale: OutputScale;
  /** The output of an item, on its scale. */
  read(item: number): number;
  isFailed(item: number): boolean;
}

/** Draws what was chosen as numbers, at most 2,000 marks. */
export async function drawPicture(canvas: Canvas, choice: Exclude<PictureChoice, { kind: 'grid' }>): Promise<Picture> {
  switch (choice.kind) {
    case 'line':
      return line(canvas, choice.x);
    case 'heat':
      return heat(canvas, choice.x, choice.y);
    case 'scatter':
      return scatter(canvas, choice.x);
    case 'parallel':
      return parallel(canvas);
    case 'histogram':
      return histogram(canvas);
  }
}

const MOST_GROUPS = 400;
/** Squared less than 2,000. */
const MOST_A_SIDE = 44;
const MOST_POINTS = 2000;
const MOST_PARALLEL = 10;
const MOST_ROWS = 400;
const MOST_FAILED = 100;

async function line(canvas: Canvas, x: string): Promise<Picture> {
  const { items, scale, read } = canvas;
  const { axis, groups } = await placed(canvas, x, MOST_GROUPS);
  const tally = await inSlices(tallyBy(items, { size: axis.values.length, groupOf: groups.of, read }));
  const found = axis.values.map((value, at) => {
    const [mean, sd] = [tally.means[at] ?? 0, deviation(tally, at)];
    return {
      value,
      count: tally.counts[at] ?? 0,
      mean: scale.from(mean),
      lower: scale.from(mean - sd),
      upper: scale.from(mean + sd),
      min: scale.from(tally.lows[at] ?? 0),
      max: scale.from(tally.highs[at] ?? 0),
    };
  });
  return { kind: 'line', x: axisOnly(axis), groups: found.filter(({ count }) => count > 0) };
}

async function heat(canvas: Canvas, x: string, y: string): Promise<Picture> {
  const { items, scale, read } = canvas;
  const [across, up] = [await placed(canvas, x, MOST_A_SIDE), await placed(canvas, y, MOST_A_SIDE)];
  const width = across.axis.values.length;
  const groupOf = (item: number): number => {
    const [column, row] = [across.groups.of(item), up.groups.of(item)];
    return column < 0 || row < 0 ? -1 : row * width + column;
  };
  const { counts, means } = await inSlices(tallyBy(items, { size: width * up.axis.values.length, groupOf, read }));
  const cells = [...counts].flatMap((count, at): [number, number, number, number][] =>
    count > 0 ? [[at % width, Math.floor(at / width), scale.from(means[at] ?? 0), count]] : [],
  );
  return { kind: 'heat', x: across.axis, y: up.axis, cells };
}

async function scatter(canvas: Canvas, x: string): Promise<Picture> {
  const { items, scale, read } = canvas;
  const { axis, groups, vector } = await placed(canvas, x, MOST_A_SIDE);
  const used = items.filter((item) => Number.isFinite(read(item)) && Number.isFinite(vector?.numberAt(item)));
  const picture = { kind: 'scatter', x: axisOnly(axis) } as const;
  if (used.length <= MOST_POINTS)
    return {
      ...picture,
      points: Array.from(used, (item): [number, number, number] => [vector?.numberAt(item) ?? 0, scale.from(read(item)), 1]),
    };
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const item of used) {
    low = Math.min(low, read(item));
    high = Math.max(high, read(item));
  }
  const step = (high - low) / MOST_A_SIDE || 1;
  const rowOf = (item: number): number => Math.min(MOST_A_SIDE - 1, Math.floor((read(item) - low) / step));
  const size = axis.values.length * MOST_A_SIDE;
  const groupOf = (item: number): number => (groups.of(item) < 0 ? -1 : groups.of(item) * MOST_A_SIDE + rowOf(item));
  const { counts, means } = await inSlices(tallyBy(used, { size, groupOf, read }));
  const points = [...counts].flatMap((count, at): [number, number, number][] =>
    count > 0 ? [[Number(axis.values[Math.floor(at / MOST_A_SIDE)]), scale.from(means[at] ?? 0), count]] : [],
  );
  return { ...picture, points };
}

/** The output in parts of equal width: twice as many as Sturges' rule has, so that two humps are seen. */
async function histogram({ items, scale, read }: Canvas): Promise<Picture> {
  const used = items.filter((item) => Number.isFinite(read(item)));
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const item of used) {
    low = Math.min(low, read(item));
    high = Math.max(high, read(item));
  }
  const parts = Math.min(MOST_PARTS, Math.max(1, Math.ceil(Math.log2(Math.max(1, used.length)) + 1) * 2));
  if (low === high) return { kind: 'histogram', edges: [low - 0.5, low + 0.5].map(scale.from), counts: [used.length] };
  const step = (high - low) / parts;
  const { counts } = await inSlices(
    tallyBy(used, { size: parts, groupOf: (item) => Math.min(parts - 1, Math.floor((read(item) - low) / step)), read }),
  );
  const edges = Array.from({ length: parts + 1 }, (_, at) => scale.from(low + step * at));
  return { kind: 'histogram', edges, counts: [...counts] };
}

const MOST_PARTS = 60;

/** The strongest parameters, then the output; successes and failures each spread evenly over the items. */
async function parallel(canvas: Canvas): Promise<Picture> {
  const { items, output, scale, read, isFailed } = canvas;
  const axes: Awaited<ReturnType<typeof placed>>[] = [];
  for (const { column } of canvas.effects.slice(0, MOST_PARALLEL)) axes.push(await placed(canvas, column, MOST_A_SIDE));
  const used = evenly(
    items.filter((item) => Number.isFinite(read(item))),
    MOST_ROWS,
  );
  const failed = evenly(
    items.filter((item) => isFailed(item) && !Number.isFinite(read(item))),
    MOST_FAILED,
  );
  const rowOf = (item: number): ParallelRow => ({
    failed: isFailed(item),
    values: [
      ...axes.map(({ axis, groups, vector }) => known(axis.numeric ? vector?.numberAt(item) : groups.of(item))),
      known(scale.from(read(item))),
    ],
  });
  return {
    kind: 'parallel',
    axes: [...axes.map(({ axis }) => axis), { ...output, values: [] }],
    rows: Array.from([...used, ...failed], rowOf),
  };
}

function known(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}
