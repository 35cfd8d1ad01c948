import { setFlagsFromString } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { matchesPattern } from '../../../../core/task/read/pattern.ts';

describe('matchesPattern', () => {
  it.each([
    ['^[a-z]+$', 'abc', true],
    ['^[a-z]+$', 'aBc', false],
    ['^.$', '😀', true],
    ['^\\p{Lu}$', 'Ä', true],
    ['^\\u{61}$', 'a', true],
    ['(?<x>a)\\k<x>', 'aa', true],
    ['', 'x', true],
    ['[', 'x', undefined],
    ['\\-', '-', undefined],
  ])('%s on %s is %s', (pattern, text, matches) => {
    expect(matchesPattern(pattern, text)).toBe(matches);
  });

  it.each(['^(a+)+$', '^([a-zA-Z]+)*$', '^(a|aa)+$', '^(a|a?)+$', '^(\\w+\\s?)*$'])('%s is quick on 100 kB', (pattern) => {
    setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
    const text = `${'a'.repeat(100_000)}!`;
    const began = performance.now();
    expect(matchesPattern(pattern, text)).toBe(false);
    expect(performance.now() - began).toBeLessThan(500);
  });
});
