import { expect, it } from 'vitest';
import { valueLenses } from '../../../client/features/valueLenses.ts';
import type { FailingValue } from '../../../protocol/findings.ts';
import { findings, rangeAt, value } from './failing.ts';

interface LensRow {
  readonly name: string;
  readonly values: readonly FailingValue[];
  readonly titles: readonly string[];
}

const rows: readonly LensRow[] = [
  { name: 'one value of an axis', values: [value('dt', '0.5')], titles: ['5 3 failed', '5 rerun', '5 log'] },
  {
    name: 'two values on one line',
    values: [value('dt', '0.1', { failed: 1 }), value('dt', '0.5', { failed: 2 })],
    titles: ['5 dt=0.5: 2 failed', '5 rerun', '5 log', '5 dt=0.1: 1 failed', '5 rerun', '5 log'],
  },
  {
    name: 'values on lines of their own',
    values: [value('m', 'a', { range: rangeAt(7), failed: 2 }), value('m', 'b', { range: rangeAt(8), failed: 1 })],
    titles: ['7 2 failed', '7 rerun', '7 log', '8 1 failed', '8 rerun', '8 log'],
  },
  { name: 'an axis of which every value fails', values: ['1', '2', '3', '4'].map((text) => value('n', text, { failed: 1 })), titles: [] },
  {
    name: 'a value that an expression cannot write',
    values: [value('dt', '0.5')].map(({ where: _, ...rest }) => rest),
    titles: ['5 3 failed'],
  },
  {
    name: 'a name that would be an icon',
    values: [value('a', '$(trash)', { failed: 2 }), value('a', 'b', { failed: 1 })],
    titles: ['5 a=$\u200c(trash): 2 failed', '5 rerun', '5 log', '5 a=b: 1 failed', '5 rerun', '5 log'],
  },
];

it.each(rows)('shows $name', ({ values, titles }) => {
  expect(valueLenses(findings({ values })).map((lens) => `${lens.line} ${lens.title}`)).toEqual(titles);
});

it('shows the three worst of many values', () => {
  const many = [4, 1, 9, 7, 3].map((failed) => value('n', `v${failed}`, { failed, of: 20 }));
  expect(
    valueLenses(findings({ failed: 24, values: many }))
      .filter((lens) => lens.title.includes('failed'))
      .map((lens) => lens.title),
  ).toEqual(['n=v9: 9 failed', 'n=v7: 7 failed', 'n=v4: 4 failed']);
});

it('points each lens to the items it is about', () => {
  expect(valueLenses(findings({ values: [value('dt', '0.5')] })).map((lens) => [lens.command, lens.target])).toEqual([
    ['sweepdeck.results', { where: "state == 'failed' and dt == 0.5" }],
    ['sweepdeck.rerunFailed', { where: 'dt == 0.5' }],
    ['sweepdeck.openItemLog', { key: 'b'.repeat(32) }],
  ]);
  expect(valueLenses(undefined)).toEqual([]);
});
