import type { PictureChoice } from '../../core/result/firstPicture.ts';
import { fileOutputOf } from '../../core/value/fileValue.ts';
import { seriesNumbers } from '../../core/value/series.ts';
import { isValueMap, type Value } from '../../core/value/value.ts';
import type { GridCell, GridPicture } from '../../protocol/plot.ts';
import type { TaskView } from '../taskView.ts';
import { countsAsDone } from './countsAsDone.ts';
import { type Placed, placed } from './plotAxis.ts';
import type { PlotContext, PlotSource } from './plotSource.ts';
import { outputsOf } from './rows.ts';

/** Outputs that are better looked at than counted, by name: images before series, as a sample of the items has them. */
export function gridOutputs({ store, view }: PlotContext, items: Uint32Array): ReadonlyMap<string, GridCell['shown']['kind']> {
  const counted = items.filter((item) => countsAsDone(view, item));
  const stride = Math.max(1, Math.floor(counted.length / SAMPLE));
  const ids = [...counted.filter((_, at) => at % stride === 0).subarray(0, SAMPLE)].map((item) => view.view.run[item] ?? 0);
  const found = new Map<string, GridCell['shown']['kind']>();
  for (const run of store.runs(ids)) {
    const outputs = outputsOf(run);
    for (const [name, value] of isValueMap(outputs) ? Object.entries(outputs) : []) {
      const kind = found.has(name) ? undefined : shownOf(value, 2)?.kind;
      if (kind !== undefined) found.set(name, kind);
    }
  }
  return new Map([...found].toSorted(([, a], [, b]) => a.localeCompare(b)));
}

const SAMPLE = 20;

/** What a grid is made of. */
export interface GridSource {
  readonly source: PlotSource;
  readonly items: Uint32Array;
  /** The output of an item. */
  read(item: number): Value | undefined;
}

/** Draws the first item of each place; more values than fit go into bins. */
export async function drawGrid(
  { store, view }: PlotContext,
  of: GridSource,
  { x, y }: Extract<PictureChoice, { kind: 'grid' }>,
): Promise<GridPicture> {
  const across = x === undefined ? undefined : await placed(of, x, MOST_A_SIDE);
  const up = y === undefined ? undefined : await placed(of, y, MOST_A_SIDE);
  const places = placesOf(view, of.items, { across, up });
  const steps = Math.min(MOST_STEPS, Math.floor(MOST_MARKS / Math.max(1, places.size)));
  const runs = Array.from(places.values(), ({ item }) => view.view.run[item] ?? 0);
  const stored = new Map(store.runs(runs).map((run) => [run.id, run]));
  const cells = [...places.values()].flatMap(({ item, count, column, row }): GridCell[] => {
    const shown = shownOf(of.read(item), steps);
    const run = stored.get(view.view.run[item] ?? 0);
    if (!shown || !run) return [];
    const index = Math.floor(item / view.plan.task.replicates);
    return [{ column, row, key: run.key, index, count, shown }];
  });
  const numbers = cells.flatMap(({ shown }) => (shown.kind === 'series' ? shown.numbers.filter((one) => one !== null) : []));
  return {
    kind: 'grid',
    ...(across && { x: across.axis }),
    ...(up && { y: up.axis }),
    low: numbers.reduce((low, one) => Math.min(low, one), numbers[0] ?? 0),
    high: numbers.reduce((high, one) => Math.max(high, one), numbers[0] ?? 0),
    cells,
  };
}

/** Pictures in a row, and in a column. */
const MOST_A_SIDE = 10;
const MOST_STEPS = 200;
/** Points of all series together. */
const MOST_MARKS = 2000;

interface Place {
  readonly item: number;
  readonly column: number;
  readonly row: number;
  count: number;
}

function placesOf(
  view: TaskView,
  items: Uint32Array,
  { across, up }: { readonly across: Placed | undefined; readonly up: Placed | undefined },
): ReadonlyMap<number, Place> {
  const places = new Map<number, Place>();
  for (const item of items) {
    const [column, row] = [across?.groups.of(item) ?? 0, up?.groups.of(item) ?? 0];
    if (column < 0 || row < 0 || !countsAsDone(view, item)) continue;
    const known = places.get(row * MOST_A_SIDE + column);
    if (known) known.count++;
    else places.set(row * MOST_A_SIDE + column, { item, column, row, count: 1 });
  }
  return places;
}

function shownOf(value: Value | undefined, steps: number): GridCell['shown'] | undefined {
  const file = fileOutputOf(value);
  if (file) return IMAGE.test(file.path) ? { kind: 'image', name: file.path.slice(file.path.lastIndexOf('/') + 1) } : undefined;
  const numbers = value === undefined ? undefined : seriesNumbers(value);
  return numbers && { kind: 'series', numbers: picked(numbers, steps) };
}

const IMAGE = /\.(?:png|jpe?g|gif|webp|svg)$/i;

/** So many of them, evenly, with both ends. */
function picked(numbers: readonly number[], most: number): readonly (number | null)[] {
  const count = Math.min(numbers.length, most);
  return Array.from({ length: count }, (_, step) => {
    const value = numbers[Math.round((step * (numbers.length - 1)) / Math.max(1, count - 1))];
    return value !== undefined && Number.isFinite(value) ? value : null;
  });
}
