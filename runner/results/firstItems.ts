import { finish, inSlices, type Steps } from '../steps.ts';
import type { ColumnSource } from './columnSource.ts';
import { fillColumns, type Wanted } from './fillColumns.ts';
import { fillDerived, isColumn } from './fillDerived.ts';
import { areHeld, withInputs } from './loadColumns.ts';
import { compileMask, MASK_BLOCK } from './mask.ts';
import { type Meant, namedValues, readSelection, recall, type SelectContext, type Selection, valuesOf } from './select.ts';
import { Vector } from './vector.ts';

/**
 * The first items of a filter whose columns have not been read yet, as far as they are found in a moment: so that a person
 * sees rows at once, and the count a little later. Undefined where the whole answer takes no longer.
 */
export async function firstItems(context: SelectContext, selection: Selection, most: number): Promise<Uint32Array | undefined> {
  if (selection.sort !== undefined || selection.states !== undefined || context.view.plan.items <= MASK_BLOCK) return undefined;
  const meant = readSelection(context, selection);
  if (meant.kind === 'error' || !meant.condition || recall(context, meant)) return undefined;
  if (areHeld(context.view, meant.sources.filter(isColumn))) return undefined;
  return inSlices(found(context, meant, most));
}

/** Milliseconds after which what was found is told. */
const MOMENT = 120;

function* found(context: SelectContext, meant: Meant, most: number): Steps<Uint32Array | undefined> {
  const { items } = context.view.plan;
  const until = performance.now() + MOMENT;
  const sources = withInputs(meant.sources.filter(isColumn));
  const vectors = new Map(sources.map((source): [string, Vector] => [idOf(source), new Vector(items)]));
  const heldOf = (source: ColumnSource): Vector | undefined => vectors.get(idOf(source));
  const values = valuesOf(context, { get: heldOf });
  const kept: number[] = [];
  for (let from = 0; from < items; from += MASK_BLOCK) {
    const places = Array.from({ length: Math.min(MASK_BLOCK, items - from) }, (_, at) => from + at);
    const wanted = sources.flatMap((source): Wanted[] => {
      const vector = heldOf(source);
      return vector ? [{ source, vector, places }] : [];
    });
    finish(fillColumns(context, wanted));
    for (const column of wanted) finish(fillDerived(context, column, heldOf));
    const out = new Uint8Array(places.length).fill(1);
    // Made anew for each block, because it decides once for every value that a column has by now.
    if (meant.condition) compileMask(meant.condition, namedValues(values, meant.sourceOf))(from, out);
    for (const place of places) if (out[place - from] === 1) kept.push(place);
    if (kept.length >= most || performance.now() > until) return Uint32Array.from(kept.slice(0, most));
    yield;
  }
  return undefined;
}

function idOf({ kind, name }: ColumnSource): string {
  return `${kind} ${name}`;
}
