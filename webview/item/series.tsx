import { t } from '@vscode/l10n';
import { short } from '../plot/words.ts';
import { HEIGHT, seriesPath, WIDTH } from './seriesPath.ts';

/** A series as a small line; a screen reader hears its ends. */
export function SeriesView({ name, numbers }: { readonly name: string; readonly numbers: readonly number[] }) {
  const known = numbers.filter(Number.isFinite);
  const low = known.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  const high = known.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY);
  const words = t(
    '{0}: {1} steps, {2} to {3}, last {4}',
    name,
    numbers.length,
    short(low),
    short(high),
    short(numbers.at(-1) ?? Number.NaN),
  );
  return (
    <figure class="series">
      <svg role="img" aria-label={words} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
        <title>{words}</title>
        <path d={seriesPath(numbers, low, high)} />
      </svg>
      <figcaption>
        {t('{0} steps, {1} to {2}, last {3}', numbers.length, short(low), short(high), short(numbers.at(-1) ?? Number.NaN))}
      </figcaption>
    </figure>
  );
}
