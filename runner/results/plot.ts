import { firstPicture, type Varying } from '../../core/result/firstPicture.ts';
import type { Effect, Plot, PlotAxis, PlotRequest } from '../../protocol/plot.ts';
import { FAILED } from '../store/store.ts';
import { codeAt } from '../taskView.ts';
import { countsAsDone } from './countsAsDone.ts';
import { outputNames } from './page.ts';
import { evenly } from './evenly.ts';
import { effectOf } from './plotEffect.ts';
import { drawGrid, gridOutputs } from './plotGrid.ts';
import { groupsOf } from './plotGroups.ts';
import { drawPicture } from './plotPicture.ts';
import { type OutputScale, scaleOf, scalesOf, type Spread } from './plotScale.ts';
import { type PlotContext, type PlotSource, plotSource } from './plotSource.ts';
import { tallyBy } from './plotTally.ts';
import { selectItems } from './select.ts';
import { inSlices, type Steps } from '../steps.ts';

/** A picture of the items of a filter; what the request leaves open is chosen by what the data are like. */
export async function plotOf(context: PlotContext, asked: PlotRequest): Promise<Plot> {
  const { store, view } = context;
  const source = plotSource(context);
  const saved = view.plan.task.plots;
  const request = isOpen(asked) ? { ...saved[0], ...asked } : asked;
  const nothing = {
    ...{ revision: view.revision, items: 0, used: 0, outputs: source.outputs, grids: [], varying: [], scales: [] },
    ...{ saved, output: null, picture: null, effects: [] },
  };
  const selected = await selectItems({ ...context, outputs: outputNames(store, view) }, { where: request.where });
  if (selected.kind === 'error') return { ...nothing, error: selected.error.message };
  const { items } = selected;
  const multiples = gridOutputs(context, items);
  const base = { ...nothing, items: items.length, grids: [...multiples.keys()].map((name) => source.idOf(name)) };
  const shown = await outputToDraw(source, items, request.output);
  const first = [...multiples.values()][0];
  const better = shown === undefined || (first === 'image' && view.plan.task.metric === undefined);
  if (request.kind === 'grid' || (isOpen(request) && first !== undefined && better))
    return gridPlot(context, { base, source, items }, request);
  return shown ? numbersPlot(context, { base, source, items, shown }, request) : base;
}

interface Drawing {
  readonly base: Plot;
  readonly source: PlotSource;
  readonly items: Uint32Array;
}

async function numbersPlot(
  { view }: PlotContext,
  { base, source, items, shown }: Drawing & { readonly shown: ShownOutput },
  request: PlotRequest,
): Promise<Plot> {
  const { id, used, spread } = shown;
  const scale = scaleOf(spread, request.scale);
  const read = scale.log ? (item: number): number => scale.to(shown.read(item)) : shown.read;
  const output: PlotAxis = { column: id, ...source.unit(id), numeric: true, log: scale.log };
  const effects = await effectsOf(source, items, read);
  const choice = used > 0 ? firstPicture(effects.map(asVarying), request) : undefined;
  const isFailed = (item: number): boolean => codeAt(view.view.state, item) === FAILED;
  const picture =
    choice && choice.kind !== 'grid' ? await drawPicture({ source, items, output, effects, scale, read, isFailed }, choice) : null;
  const shownEffects = effects.map((effect) => ({ ...effect, low: fromScale(effect.low, scale), high: fromScale(effect.high, scale) }));
  const varying = effects.map(({ column }) => column);
  return { ...base, scales: scalesOf(spread), used, output, picture, effects: shownEffects, varying };
}

function fromScale({ value, mean }: Effect['low'], scale: OutputScale): Effect['low'] {
  return { value, mean: scale.from(mean) };
}

/** Small multiples. Which parameters vary is found by counting items, for there are no numbers. */
async function gridPlot(context: PlotContext, { base, source, items }: Drawing, request: PlotRequest): Promise<Plot> {
  const id = base.grids.find((one) => one === request.output) ?? base.grids[0];
  if (id === undefined) return base;
  const { view } = context;
  const counted = (item: number): number => (countsAsDone(view, item) ? 1 : Number.NaN);
  const varying = await effectsOf(source, items, counted);
  const choice = firstPicture(varying.map(asVarying), { ...request, kind: 'grid' });
  const output: PlotAxis = { column: id, ...source.unit(id), numeric: false, log: false };
  const of = { source, items, read: source.values(id) };
  const picture = choice?.kind === 'grid' ? await drawGrid(context, of, choice) : null;
  const used = items.reduce((sum, item) => sum + (countsAsDone(view, item) ? 1 : 0), 0);
  return { ...base, used, output, picture, varying: varying.map(({ column }) => column) };
}

function asVarying({ column, numeric }: Effect): Varying {
  return { name: column, numeric };
}

/** Whether nothing of the plot was chosen. */
function isOpen({ output, kind, x, y }: PlotRequest): boolean {
  return output === undefined && kind === undefined && x === undefined && y === undefined;
}

interface ShownOutput {
  readonly id: string;
  readonly used: number;
  readonly spread: Spread;
  read(item: number): number;
}

/** The output that was wished for, else the first one with numbers. */
async function outputToDraw(source: PlotSource, items: Uint32Array, wish: string | undefined): Promise<ShownOutput | undefined> {
  const isWish = wish !== undefined && source.outputs.includes(wish);
  for (const id of isWish ? [wish] : source.outputs) {
    const read = await source.numbers(id);
    const { used, ...spread } = await inSlices(lookOver(items, read));
    if (used > 0 || isWish) return { id, read, used, spread };
  }
  return undefined;
}

function* lookOver(items: Uint32Array, read: (item: number) => number): Steps<Spread & { readonly used: number }> {
  const { counts, lows, highs } = yield* tallyBy(items, { size: 1, groupOf: () => 0, read });
  const some = evenly(items, MOST_LOOKED_AT).map(read).filter(Number.isFinite);
  const median = some.toSorted((a, b) => a - b)[Math.floor(some.length / 2)];
  return { used: counts[0] ?? 0, low: lows[0] ?? 0, high: highs[0] ?? 0, median: median ?? Number.NaN };
}

/** Numbers that the scale is chosen by. */
const MOST_LOOKED_AT = 1000;

async function effectsOf(source: PlotSource, items: Uint32Array, read: (item: number) => number): Promise<readonly Effect[]> {
  const ids = source.parameters.slice(0, MOST_PARAMETERS);
  const found: Effect[] = [];
  for (let first = 0; first < ids.length; first += TOGETHER) {
    for (const [id, vector] of await source.vectors(ids.slice(first, first + TOGETHER))) {
      const groups = await inSlices(groupsOf(vector, items, { most: MOST_LEVELS, log: source.logarithmic.has(id) }));
      const tally = await inSlices(tallyBy(items, { size: groups.values.length, groupOf: groups.of, read }));
      const effect = effectOf(id, groups, tally);
      if (effect) found.push(effect);
    }
  }
  return found.toSorted((a, b) => b.spread - a.spread);
}

const MOST_PARAMETERS = 100;
/** Values of a parameter whose means are compared; more numbers than that are put into bins. */
const MOST_LEVELS = 40;
/** Columns that are read in one walk. */
const TOGETHER = 8;
