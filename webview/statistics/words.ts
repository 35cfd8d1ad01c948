import { t } from '@vscode/l10n';
import type { HypothesisReport, SideReport, Verdict } from '../../core/hypothesis/report.ts';
import { short } from '../plot/words.ts';

/** A verdict as people say it. */
export function verdictName(verdict: Verdict): string {
  switch (verdict) {
    case 'supported':
      return t('supported');
    case 'not supported':
      return t('not supported');
    case 'undecided':
      return t('undecided');
  }
}

/** A test by the name of its inventors, where it has one. */
export function testName(test: HypothesisReport['test']): string {
  switch (test) {
    case 'welch':
      return t("Welch's t-test");
    case 'student':
      return t("Student's t-test");
    case 'mannwhitney':
      return t('Mann–Whitney U test');
    case 'permutation':
      return t('permutation test');
    case 'paired-t':
      return t('paired t-test');
    case 'wilcoxon':
      return t('Wilcoxon signed-rank test');
    case 'bootstrap':
      return t('bootstrap');
  }
}

/** A correction for several tests by the name of its inventors. */
export function correctionName(correction: HypothesisReport['correction']): string {
  switch (correction) {
    case 'holm':
      return 'Holm';
    case 'bh':
      return 'Benjamini–Hochberg';
    case 'none':
      return t('none');
  }
}

/** How many values one selection has, and what could not be compared. */
export function sideWords({ n, mean, sd, failed, missing, withoutNumber }: SideReport): string {
  const parts = [
    t('{0} values, mean {1}, standard deviation {2}', n, short(mean), short(sd)),
    ...(failed > 0 ? [t('{0} failed', failed)] : []),
    ...(missing > 0 ? [t('{0} not run', missing)] : []),
    ...(withoutNumber > 0 ? [t('{0} without a number', withoutNumber)] : []),
  ];
  return `${parts.join('; ')}.`;
}

/** The numbers that stand in no column. */
export function countedWords(report: HypothesisReport): string {
  const { statistic, degrees, cohensD, alpha, margin, counted, pairs } = report;
  const parts = [
    t('Statistic {0}', short(statistic)),
    ...(degrees === undefined ? [] : [t('{0} degrees of freedom', short(degrees))]),
    ...(counted ? [counted.exact ? t('all {0} arrangements', counted.of) : t('{0} arrangements drawn at random', counted.of)] : []),
    ...(pairs ? [t('{0} pairs, {1} items without a partner', pairs.count, pairs.unpaired[0] + pairs.unpaired[1])] : []),
    t("Cohen's d {0}", short(cohensD)),
    t('level {0}', short(alpha)),
    ...(margin === 0 ? [] : [t('margin {0}', short(margin))]),
  ];
  return `${parts.join(', ')}.`;
}
