import { t } from '@vscode/l10n';
import type { HypothesisReport, SideReport, Verdict } from '../../core/hypothesis/report.ts';
import { plainText } from '../../protocol/plainText.ts';
import type { Model } from '../model.ts';
import { short } from '../plot/words.ts';
import { correctionName, countedWords, sideWords, testName, verdictName } from './words.ts';

interface Props {
  readonly model: Model;
  readonly reports: readonly HypothesisReport[];
}

/** The hypotheses of the task file in its order: verdict in words, the numbers behind it, and what was left out. */
export function Hypotheses({ model, reports }: Props) {
  if (reports.length === 0) {
    return (
      <section aria-label={t('Hypotheses')}>
        <h2>{t('Hypotheses')}</h2>
        <p class="note">{t('The task file claims nothing. A hypothesis compares an output between two selections, for example:')}</p>
        <pre tabIndex={0}>{EXAMPLE}</pre>
      </section>
    );
  }
  return (
    <section aria-label={t('Hypotheses')}>
      <table class="figures hypotheses">
        <caption>{t('Hypotheses, tested on all results of the task (not only those of the filter)')}</caption>
        <thead>
          <tr>
            {[t('Claim'), t('Verdict'), t('Difference of means'), t('95 % interval'), t('p'), t('Corrected p'), t('n'), t('Test')].map(
              (name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        {reports.map((report) => (
          <Hypothesis key={report.name} model={model} report={report} />
        ))}
      </table>
    </section>
  );
}

const EXAMPLE = 'hypotheses:\n  - expect: energy[method=rk4] < energy[method=euler]';

function Hypothesis({ model, report }: { readonly model: Model; readonly report: HypothesisReport }) {
  const { name, expect, verdict, difference, interval, p, left, right, test, alternative } = report;
  return (
    <tbody>
      <tr>
        <th scope="row">
          {plainText(name)}
          {name !== expect && <code>{plainText(expect)}</code>}
        </th>
        <td class="verdict">
          <span class={`codicon codicon-${ICONS[verdict]}`} aria-hidden="true" /> {verdictName(verdict)}
        </td>
        <td>{short(difference)}</td>
        <td class="whole">{intervalText(interval)}</td>
        <td>{short(p)}</td>
        <td>{correctedText(report)}</td>
        <td class="whole">
          {left.n} / {right.n}
        </td>
        <td>
          {testName(test)}, {alternative}
        </td>
      </tr>
      <tr class="behind">
        <td colSpan={8}>
          <p>{plainText(report.conclusion)}</p>
          <ul>
            <Side model={model} side={left} />
            <Side model={model} side={right} />
            <li>{countedWords(report)}</li>
          </ul>
        </td>
      </tr>
    </tbody>
  );
}

function intervalText({ low, high }: HypothesisReport['interval']): string {
  return Number.isNaN(low) && Number.isNaN(high) ? short(low) : t('{0} to {1}', short(low), short(high));
}

function correctedText({ adjustedP, correction }: HypothesisReport): string {
  if (correction === 'none') return '';
  return Number.isNaN(adjustedP) ? short(adjustedP) : `${short(adjustedP)} (${correctionName(correction)})`;
}

const ICONS: Readonly<Record<Verdict, string>> = { supported: 'pass', 'not supported': 'error', undecided: 'question' };

/** One selection with its failed items by name: a click shows the item. */
function Side({ model, side }: { readonly model: Model; readonly side: SideReport }) {
  const { selection, failed, failedKeys } = side;
  const named = failedKeys.slice(0, NAMED);
  return (
    <li>
      <code>{plainText(selection)}</code>: {sideWords(side)}
      {failed > 0 && ` ${t('Failed and not in it:')} `}
      {named.map((key, at) => (
        <>
          {at > 0 && ', '}
          <button key={key} type="button" class="link" title={t('Show the item')} onClick={() => void model.select(key)}>
            {key.slice(0, 8)}
          </button>
        </>
      ))}
      {failed > named.length && ` ${t('and {0} others', failed - named.length)}`}
    </li>
  );
}

const NAMED = 10;
