import type { Plot } from '../../protocol/plot.ts';
import { places } from './regionCondition.ts';
import { short } from './words.ts';

/** The condition that holds for what was brushed on an axis of parallel coordinates; nothing where the whole axis was, or a place between values. */
export function brushCondition({ picture }: Plot, axis: number, [from, to]: readonly [number, number]): string | undefined {
  const brushed = picture?.kind === 'parallel' ? picture.axes[axis] : undefined;
  if (!brushed) return undefined;
  const { column, numeric } = brushed;
  if (numeric) return `${column} >= ${short(Math.min(from, to))} and ${column} <= ${short(Math.max(from, to))}`;
  return places(brushed, [from, to]);
}
