import type { Block, Sampling } from '../../task/task.ts';
import { axesOf } from '../axes.ts';
import { compileBlock } from '../block.ts';
import { type Context, spend } from '../context.ts';
import { filter } from '../filter.ts';
import { pass } from '../pass.ts';
import { NO_RULES } from '../rules.ts';
import { viewsOf } from '../view.ts';
import { appendIncluded } from '../include.ts';
import { ABSENT, type Relation, type Row } from '../relation.ts';
import { multiply } from '../size.ts';
import { sameValue } from '../../value/equal.ts';
import { type Crossing, crossingOf } from './crossing.ts';
import { drawBlock, ruled } from './drawBlock.ts';
import { type Draft, type Drawing, drawFactor, reserveSlots, TAKEN, together } from './drawing.ts';
import { type Members, membersOf } from './members.ts';

/**
 * The points of a sample, the draws varying slowest and their crossing fastest, so that raising `samples` adds points at the
 * end. A draw is taken when each of its points passes the rules; otherwise it is drawn again.
 */
export function compileSample(block: Block, sampling: Sampling, context: Context): Relation {
  reserveSlots(block.factors, context);
  const crossing = crossingOf(block, sampling.cross);
  const grid = compileBlock(crossing.grid, context);
  const draft: Draft = { context, cross: sampling.cross, dimensions: 0, rules: [], drawBlock };
  const parts = together(block.factors.flatMap((factor) => drawFactor(factor, draft)));
  const drawing = ruled(parts, { ...crossing, factors: block.factors }, draft);
  const row: Row = [];
  const judge = draft.rules.length === 0 ? undefined : (unit: Float64Array) => refusalOf(unit, { grid, drawing, row });
  const members = membersOf(sampling, draft.dimensions, judge);
  if (judge && grid.size > 0) recordProbe(members, { sampling, draft, crossed: grid.size });
  const sample = sampleRelation({ grid, drawing, members, samples: isEmpty(block) ? 0 : sampling.samples, budget: context.budget });
  return appendIncluded(distinct(sample, { crossing, drawing, grid, context }), block, context);
}

/** Whether there is nothing to draw from: an axis without values, or a list without points or blocks. */
function isEmpty(block: Block): boolean {
  if (axesOf(block, 1).some((axis) => axis.size === 0)) return true;
  return block.factors.some(
    (factor) => (factor.kind === 'points' && factor.rows.length === 0) || (factor.kind === 'concat' && factor.blocks.length === 0),
  );
}

interface Parts {
  readonly grid: Relation;
  readonly drawing: Drawing;
}

/** The first rule that refuses some point of a draw. */
function refusalOf(unit: Float64Array, { grid, drawing, row }: Parts & { readonly row: Row }): number {
  for (let at = 0; at < grid.size; at++) {
    grid.fill(at, row);
    const refusal = drawing.fill(unit, row);
    if (refusal !== TAKEN) return refusal;
  }
  return TAKEN;
}

/** Tries the first draws, so that rules which refuse nearly all are told before anything hangs on them. */
function recordProbe(
  members: Members,
  { sampling, draft, crossed }: { readonly sampling: Sampling; readonly draft: Draft; readonly crossed: number },
): void {
  const { account, budget } = draft.context;
  const refused = draft.rules.map(() => 0);
  let [drawn, taken] = [0, 0];
  members.probe(Math.min(sampling.samples, PROBED), Math.min(MAX_PROBES, Math.ceil(budget.left / crossed)), (refusal) => {
    drawn += 1;
    if (refusal === TAKEN) taken += 1;
    else refused[refusal] = (refused[refusal] ?? 0) + 1;
  });
  const most = refused.reduce((best, count, at) => (count > (refused[best] ?? 0) ? at : best), 0);
  const rule = draft.rules[most];
  if (rule) account.steps.push({ kind: 'draws', drawn, taken, refused: refused[most] ?? 0, file: rule.file, span: rule.span });
  if (taken < MIN_TAKEN * drawn) account.exact = false;
}

/** With so many taken draws the share is known well enough; with so many drawn and fewer taken than a hundredth it is too small. */
const PROBED = 100;
const MAX_PROBES = 10_000;
const MIN_TAKEN = 0.01;

interface SampleParts extends Parts {
  readonly members: Members;
  readonly samples: number;
  readonly budget: Context['budget'];
}

function sampleRelation({ grid, drawing, members, samples, budget }: SampleParts): Relation {
  const size = multiply([samples, grid.size]);
  const slots = [...grid.slots, ...drawing.slots];
  const fill = (index: number, row: Row) => {
    const at = index % grid.size;
    const unit = members.at((index - at) / grid.size);
    grid.fill(at, row);
    drawing.fill(unit, row);
  };
  return {
    slots: [...new Set(slots)],
    size,
    total: false,
    fill,
    has: (row) => isAmong(row, { slots, size: Math.min(size, budget.left), fill }),
    distinct: () => drawing.continuous && grid.distinct(),
    domain: () => ABSENT,
  };
}

/** Looks at every point that the budget allows, without keeping any: it is asked for the few points of `include` only. */
function isAmong(row: Row, { slots, size, fill }: Pick<Relation, 'slots' | 'size' | 'fill'>): boolean {
  const candidate: Row = [];
  for (let index = 0; index < size; index++) {
    fill(index, candidate);
    if (slots.every((slot) => isSame(candidate[slot], row[slot]))) return true;
  }
  return false;
}

function isSame(a: Row[number], b: Row[number]): boolean {
  return a === undefined || b === undefined ? a === b : sameValue(a, b);
}

interface Finished extends Parts {
  readonly crossing: Crossing;
  readonly context: Context;
}

/** Equal points merge; where a number with a continuous range is drawn there are none, up to a chance of n² in 2^53. */
function distinct(sample: Relation, { crossing, context }: Finished): Relation {
  if (!context.account.exact || (sample.distinct() && !crossing.merges) || !spend(sample.size, context)) return sample;
  const views = viewsOf([{ ...sample, distinct: () => false }], NO_RULES);
  const { relation } = filter({ base: sample, views, passed: pass(views, NO_RULES, context) }, NO_RULES, context);
  context.account.merged += sample.size - relation.size;
  return relation;
}
