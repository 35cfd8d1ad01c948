import type { PlacedAxis, PlotAxis } from '../../protocol/plot.ts';
import { inSlices } from '../steps.ts';
import { type Groups, groupsOf } from './plotGroups.ts';
import type { PlotSource } from './plotSource.ts';
import type { Vector } from './vector.ts';

/** A column as an axis, with the place of every item along it. */
export interface Placed {
  readonly axis: PlacedAxis;
  readonly groups: Groups;
  readonly vector: Vector | undefined;
}

/** Puts the items along a column; beyond so many values, numbers go into bins and others have no place. */
export async function placed({ source, items }: Spread, id: string, most: number): Promise<Placed> {
  const vector = (await source.vectors([id])).get(id);
  const base = { column: id, ...source.unit(id) };
  if (!vector) return { axis: { ...base, numeric: false, log: false, values: [] }, groups: NO_GROUPS, vector };
  const groups = await inSlices(groupsOf(vector, items, { most, log: source.logarithmic.has(id) }));
  return { axis: { ...base, numeric: groups.numeric, log: groups.log, values: groups.values }, groups, vector };
}

interface Spread {
  readonly source: PlotSource;
  readonly items: Uint32Array;
}

const NO_GROUPS: Groups = { values: [], numeric: false, log: false, of: () => -1 };

/** Without its places. */
export function axisOnly({ values: _values, ...axis }: PlacedAxis): PlotAxis {
  return axis;
}
