import { describe, expect, it } from 'vitest';
import { readPattern } from '../../../core/value/pattern.ts';

function matches(source: string, text: string): boolean | string {
  const read = readPattern(source);
  return 'refusal' in read ? read.refusal.replace(/[,:].*/, '') : read.pattern.matches(text);
}

const NONE = 'is not a regular expression';
const ENDLESS = 'could take for ever to match';

describe('readPattern', () => {
  it.each([
    ['^[a-z]+$', 'abc', true],
    ['^[a-z]+$', 'aBc', false],
    ['^[a-z]{1,64}$', 'abc', true],
    ['^.$', '😀', true],
    ['^\\p{Lu}$', 'Ä', true],
    ['^\\u{61}$', 'a', true],
    ['^(?<year>\\d{4})-\\d\\d$', '2026-11', true],
    ['^\\\\k$', '\\k', true],
    ['a$', 'a\nb', false],
    ['', 'x', true],
    ['[', 'x', NONE],
    ['\\-', '-', NONE],
    ['(?P<x>a)', 'a', NONE],
    ['(?<x>a)\\k<x>', 'aa', ENDLESS],
    ['(a)\\1', 'aa', ENDLESS],
    ['a(?=b)', 'ab', ENDLESS],
    ['a(?!b)', 'ab', ENDLESS],
    ['(?<=a)b', 'ab', ENDLESS],
    ['(?<!a)b', 'ab', ENDLESS],
    ['(.*a){900}', 'a', ENDLESS],
    ['((a{0,100}){0,100}){0,100}', 'a', ENDLESS],
  ])('%s on %s is %s', (source, text, expected) => {
    expect(matches(source, text)).toBe(expected);
  });

  it.each([
    ['loss = (\\S+)', 'loss = 3\nloss = 2\n', '2'],
    ['^\\d+$', '1\n22\nx', '22'],
    ['x', 'y', undefined],
    ['é(.)', 'é1é😀', '😀'],
  ])('the last of %s in %j is %s', (source, text, expected) => {
    const read = readPattern(source);
    expect('pattern' in read && read.pattern.last(text)).toBe(expected);
  });

  /** Each of these takes a backtracking engine longer than anybody waits, so a limit of any length tells. */
  it.each(['^(a+)+$', '^([a-zA-Z]+)*$', '^(a|aa)+$', '^(a|a?)+$', '^(\\w+\\s?)*$', '(.*a){20}!$', '^(.*b){20}$'])(
    '%s ends on 100 kB',
    (source) => {
      expect(matches(source, `${'a'.repeat(100_000)}?`)).toBe(false);
    },
  );
});
