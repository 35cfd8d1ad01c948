import { expect, it } from 'vitest';
import { deeperThan } from '../../../core/task/nesting.ts';

/** Lists inside each other, opened and closed on one line. */
const lists = (levels: number): string => `a: ${'['.repeat(levels)}${']'.repeat(levels)}\n`;

it.each([
  ['levels that one line opens and closes again', `# first\n${lists(10)}`, 8],
  ['one level less of them', lists(9), undefined],
  ['levels by indentation', Array.from({ length: 11 }, (_, at) => `${' '.repeat(at)}a:\n`).join(''), 75],
  ['compact indicators', `${'- '.repeat(11)}a\n`, 0],
  ['brackets in a quoted text', `a: "${'['.repeat(99)}"\n`, undefined],
  ['brackets in a block scalar', `a: |\n  ${'['.repeat(99)}\n`, undefined],
  ['brackets in a comment', `a: 1 # ${'['.repeat(99)}\n`, undefined],
])('finds the line where it gets deeper than 10 levels: %s', (_, text, line) => {
  expect(deeperThan(text, 10)).toBe(line);
});
