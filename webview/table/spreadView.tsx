import { t } from '@vscode/l10n';
import type { Distribution, NumberSummary } from '../../protocol/distribution.ts';
import { short } from '../plot/words.ts';
import { valueText } from '../valueText.ts';

/** How the values of a column are spread, small, for its head: a histogram of numbers, or the shares of the most frequent values. */
export function SpreadView({ spread }: { readonly spread: Distribution | undefined }) {
  if (!spread) return <span class="spread" aria-hidden="true" />;
  const words = wordsOf(spread);
  return (
    <svg class="spread" role="img" aria-label={words} viewBox="0 0 100 16" preserveAspectRatio="none">
      <title>{words}</title>
      {spread.numbers && (spread.different ?? Number.POSITIVE_INFINITY) > FEW ? (
        <Bars numbers={spread.numbers} />
      ) : (
        <Shares spread={spread} />
      )}
    </svg>
  );
}

/** So few different numbers are told apart better by their shares. */
const FEW = 4;

function Bars({ numbers: { bins } }: { readonly numbers: NumberSummary }) {
  const most = Math.max(1, ...bins);
  const width = 100 / bins.length;
  return (
    <>
      {bins.map((count, at) => {
        const height = count === 0 ? 0 : Math.max(1, (15 * count) / most);
        return <rect key={at} x={at * width} y={16 - height} width={width * 0.85} height={height} />;
      })}
    </>
  );
}

function Shares({ spread: { top, items } }: { readonly spread: Distribution }) {
  let left = 0;
  return (
    <>
      {top.map(({ count }, at) => {
        const width = (100 * count) / Math.max(1, items);
        const x = left;
        left += width;
        return <rect key={at} class={at % 2 === 0 ? undefined : 'other'} x={x} y={6} width={Math.max(0, width - 0.6)} height={10} />;
      })}
    </>
  );
}

function wordsOf({ numbers, top, absent, different }: Distribution): string {
  const parts = numbers
    ? [t('{0} to {1}', short(numbers.min), short(numbers.max)), t('mean {0}', short(numbers.mean)), t('median {0}', short(numbers.median))]
    : top.map(({ value, count }) => `${valueText(value)}: ${count}`);
  if (numbers?.log) parts.push(t('by powers of ten'));
  if (different !== undefined) parts.push(t('{0} different', different));
  if (absent > 0) parts.push(t('{0} without', absent));
  return parts.join(' · ');
}
