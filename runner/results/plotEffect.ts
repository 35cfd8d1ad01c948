import type { Effect } from '../../protocol/plot.ts';
import type { Groups } from './plotGroups.ts';
import type { Tally } from './plotTally.ts';

/** The main effect of a parameter: how far the group means lie apart; `undefined` when it has one value, or none with numbers. */
export function effectOf(column: string, { values, numeric }: Groups, { counts, means, squares }: Tally): Effect | undefined {
  const groups = values.flatMap((value, place) => {
    const count = counts[place] ?? 0;
    return count > 0 ? [{ value, count, mean: means[place] ?? 0, within: squares[place] ?? 0 }] : [];
  });
  const [first] = groups;
  if (!first || groups.length < 2) return undefined;
  const low = groups.reduce((least, one) => (one.mean < least.mean ? one : least), first);
  const high = groups.reduce((most, one) => (one.mean > most.mean ? one : most), first);
  const all = groups.reduce((sum, { count }) => sum + count, 0);
  const mean = groups.reduce((sum, one) => sum + (one.count / all) * one.mean, 0);
  const between = groups.reduce((sum, one) => sum + one.count * (one.mean - mean) ** 2, 0);
  const within = groups.reduce((sum, one) => sum + one.within, 0);
  return {
    column,
    numeric,
    groups: groups.length,
    low: { value: low.value, mean: low.mean },
    high: { value: high.value, mean: high.mean },
    spread: high.mean - low.mean,
    share: between + within > 0 ? between / (between + within) : 0,
  };
}
