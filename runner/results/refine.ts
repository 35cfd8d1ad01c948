import { type Refinement, refineAxis, type Region } from '../../core/refine/refineAxis.ts';
import { axisValues } from '../../core/space/axis.ts';
import type { AxisFactor, Task } from '../../core/task/task.ts';
import { lineIndex } from '../../core/text.ts';
import { RunnerError } from '../../protocol/errors.ts';
import type { RefineAnswer } from '../../protocol/refine.ts';
import { inSlices, type Steps } from '../steps.ts';
import { outputNames } from './page.ts';
import { type PlotContext, plotSource } from './plotSource.ts';
import { selectItems } from './select.ts';
import type { Vector } from './vector.ts';

/** The task as its text in the editor means it. */
export interface Edited {
  readonly task: Task;
  readonly text: string;
}

/** Edits of a text that put values between those of the items of a filter, along each axis that the filter narrows. */
export async function refine(context: PlotContext, { task, text }: Edited, where: string): Promise<RefineAnswer> {
  const regions = await regionsOf(context, where);
  const axes = task.space.factors.filter((factor) => factor.kind === 'axis').filter((axis) => axis.file === task.file);
  const narrowed = axes.flatMap((axis) => {
    const region = regions.get(axis.name);
    return region && isNarrower(axis, region) ? [{ axis, region }] : [];
  });
  if (narrowed.length === 0)
    throw new RunnerError(
      'bad-request',
      'These items lie over the whole of every axis of numbers in this file. Narrow the filter to a region first: drag in a plot, or write it.',
    );
  const found = narrowed.map(({ axis, region }) => ({ name: axis.name, refinement: refineAxis(task, axis, region) }));
  const lines = lineIndex(text);
  const edits = found.flatMap(({ name, refinement }) => (refinement.kind === 'refined' ? [{ name, ...refinement }] : []));
  if (edits.length === 0)
    throw new RunnerError('bad-request', `Nothing was refined: ${found.map(({ refinement }) => whyLeft(refinement)).join('; ')}.`);
  return {
    edits: edits.map(({ name, at: { span }, text: replacement, added }) => ({
      name,
      added,
      text: replacement,
      range: { start: lines.position(span.start), end: lines.position(span.end) },
    })),
  };
}

function whyLeft(refinement: Refinement): string {
  return refinement.kind === 'left' ? refinement.why : '';
}

/** Whether an axis has values beyond the region. */
function isNarrower({ generator }: AxisFactor, { low, high }: Region): boolean {
  const { size, at } = axisValues(generator);
  return Array.from({ length: size }, (_, index) => Number(at(index))).some((value) => value < low || value > high);
}

/** Between which numbers of each parameter the items of the filter lie. */
async function regionsOf(context: PlotContext, where: string): Promise<ReadonlyMap<string, Region>> {
  const { store, view } = context;
  const selected = await selectItems({ ...context, outputs: outputNames(store, view) }, { where });
  if (selected.kind === 'error') throw new RunnerError('bad-request', selected.error.message);
  const source = plotSource(context);
  const regions = new Map<string, Region>();
  for (const [name, vector] of await source.vectors(source.parameters)) {
    const region = await inSlices(spanOf(vector, selected.items));
    if (region) regions.set(name, region);
  }
  return regions;
}

function* spanOf(vector: Vector, items: Uint32Array): Steps<Region | undefined> {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let from = 0; from < items.length; from += BLOCK) {
    for (const item of items.subarray(from, from + BLOCK)) {
      const value = vector.numberAt(item);
      if (value < low) low = value;
      if (value > high) high = value;
    }
    yield;
  }
  return low <= high ? { low, high } : undefined;
}

const BLOCK = 65_536;
