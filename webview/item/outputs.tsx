import { t } from '@vscode/l10n';
import { Fragment } from 'preact';
import { plainText } from '../../protocol/plainText.ts';
import { seriesNumbers } from '../../core/value/series.ts';
import { isValueMap, type Value } from '../../core/value/value.ts';
import { SeriesView } from './series.tsx';
import { valueText } from '../valueText.ts';

/** Every output by its name; a series is drawn. */
export function Outputs({ value }: { readonly value: Value }) {
  const entries = isValueMap(value) ? Object.entries(value) : [];
  if (entries.length === 0) return null;
  return (
    <section aria-label={t('Outputs')}>
      <h3>{t('Outputs')}</h3>
      <dl class="facts">
        {entries.map(([name, of]) => (
          <Fragment key={name}>
            <dt>{plainText(name)}</dt>
            <dd>
              <Output name={name} value={of} />
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

function Output({ name, value }: { readonly name: string; readonly value: Value }) {
  const numbers = seriesNumbers(value);
  if (numbers) return <SeriesView name={name} numbers={numbers} />;
  const text = valueText(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Characters of one value; all of them are in the item's document. */
const LONGEST = 2000;
