import { t } from '@vscode/l10n';
import { Fragment } from 'preact';
import { plainText } from '../../protocol/plainText.ts';
import { seriesNumbers } from '../../core/value/series.ts';
import type { Column } from '../../protocol/runner.ts';
import { isValueMap, type Value } from '../../core/value/value.ts';
import { Unit } from '../unit.tsx';
import { SeriesView } from './series.tsx';
import { valueText } from '../valueText.ts';

/** Every output by its name; a series is drawn. */
export function Outputs({ columns, value }: { readonly columns: readonly Column[]; readonly value: Value }) {
  const unitOf = (name: string): string | undefined =>
    columns.find(({ id, kind }) => kind === 'output' && (id === name || id === `out.${name}`))?.unit;
  const entries = isValueMap(value) ? Object.entries(value) : [];
  if (entries.length === 0) return null;
  return (
    <section aria-label={t('Outputs')}>
      <h3>{t('Outputs')}</h3>
      <dl class="facts">
        {entries.map(([name, of]) => (
          <Fragment key={name}>
            <dt>
              {plainText(name)}
              <Unit unit={unitOf(name)} />
            </dt>
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
