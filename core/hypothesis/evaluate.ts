import { adjust } from '../result/statistics/corrections.ts';
import { moments } from '../result/statistics/moments.ts';
import { compare, type Comparison } from './compare.ts';
import type { Hypothesis } from './hypothesis.ts';
import { type PairedValues, pair } from './pair.ts';
import type { HypothesisReport, SideReport, Verdict } from './report.ts';
import { type Results, type Side, select } from './select.ts';

/** Tests the hypotheses of a file on its results; p is adjusted over all of them. */
export function evaluate(hypotheses: readonly Hypothesis[], results: Results, seed: number): readonly HypothesisReport[] {
  const tested = hypotheses.map((hypothesis) => testOne(hypothesis, results, seed));
  const values = tested.map(({ comparison }) => comparison.p);
  return tested.map((one, at) => reportOf(one, adjust(values, one.hypothesis.correction)[at] ?? Number.NaN));
}

interface Tested {
  readonly hypothesis: Hypothesis;
  readonly left: Side;
  readonly right: Side;
  readonly paired: PairedValues | undefined;
  readonly comparison: Comparison;
}

function testOne(hypothesis: Hypothesis, results: Results, seed: number): Tested {
  const { expectation, test, alternative } = hypothesis;
  const [left, right] = [select(expectation.left, results), select(expectation.right, results)];
  const paired = test === 'paired-t' || test === 'wilcoxon' ? pair(left, right, { expectation, results }) : undefined;
  const samples = paired ?? { left: left.values, right: right.values };
  return { hypothesis, left, right, paired, comparison: compare(samples, { test, alternative, margin: expectation.margin, seed }) };
}

function reportOf({ hypothesis, left, right, paired, comparison }: Tested, adjustedP: number): HypothesisReport {
  const { name, text, test, alternative, alpha, correction, expectation } = hypothesis;
  const { interval, cohensD, statistic, degrees, counted, p, difference } = comparison;
  const verdict = verdictOf(hypothesis, difference, adjustedP);
  const sides = { left: sideOf(left, paired?.left), right: sideOf(right, paired?.right) };
  return {
    name,
    expect: text,
    test,
    alternative,
    alpha,
    correction,
    margin: expectation.margin,
    ...sides,
    ...(paired && { pairs: { count: paired.left.length, unpaired: paired.unpaired } }),
    difference,
    interval,
    cohensD,
    statistic,
    ...(degrees !== undefined && { degrees }),
    ...(counted && { counted }),
    p,
    adjustedP,
    verdict,
    conclusion: conclusionOf(verdict, sides, { alpha, adjustedP }),
  };
}

/** A two-sided test may find a difference in the other direction: that does not support the claim. */
function verdictOf({ expectation, alpha }: Hypothesis, difference: number, adjustedP: number): Verdict {
  if (Number.isNaN(adjustedP)) return 'undecided';
  const beyond = difference - expectation.margin;
  const { operator } = expectation;
  const isExpected = operator === '!=' || (operator.startsWith('<') ? beyond < 0 : beyond > 0);
  return adjustedP < alpha && isExpected ? 'supported' : 'not supported';
}

function conclusionOf(
  verdict: Verdict,
  { left, right }: { readonly left: SideReport; readonly right: SideReport },
  { alpha, adjustedP }: { readonly alpha: number; readonly adjustedP: number },
): string {
  if (verdict === 'undecided')
    return left.n < 2 || right.n < 2
      ? `There are ${left.n} and ${right.n} values: too few to decide. Run what is missing, or raise \`replicates\`.`
      : 'The values do not differ from each other, so there is nothing to test.';
  const isBelow = adjustedP < alpha;
  if (verdict === 'supported') return `The results support it: adjusted p ${adjustedP.toPrecision(3)} is below ${alpha}.`;
  return isBelow
    ? 'The results say the opposite: the difference goes in the other direction.'
    : `The results do not support it: adjusted p ${adjustedP.toPrecision(3)} is not below ${alpha}.`;
}

function sideOf(side: Side, compared: readonly number[] | undefined): SideReport {
  const { n, mean, variance } = moments(compared ?? side.values);
  return {
    selection: side.selection.text,
    n,
    mean,
    sd: Math.sqrt(variance),
    failed: side.failed,
    failedKeys: side.failedKeys,
    missing: side.missing,
    withoutNumber: side.withoutNumber,
  };
}
