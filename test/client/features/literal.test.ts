import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonLiteral, pythonArguments, pythonLiteral, shellArgument, shownValue } from '../../../client/features/literal.ts';
import { strictJson } from '../../../core/value/encode.ts';
import { type Value, valueMap } from '../../../core/value/value.ts';

const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Value>(null, true, false, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 9007199254740993n),
    fc.double(),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(fc.string(), tie('value')), { maxLength: 4 }).map(valueMap),
  ),
})).value;

it('writes the same strict JSON as the command line', () => {
  fc.assert(
    fc.property(value, (one) => {
      expect(jsonLiteral(one)).toBe(strictJson(one));
    }),
  );
});

it.each<[Value, string]>([
  [Number.NaN, 'float("nan")'],
  [Number.NEGATIVE_INFINITY, 'float("-infinity")'],
  [-0, '-0.0'],
  [9007199254740993n, '9007199254740993'],
  [[null, true, false], '[None, True, False]'],
  ['"\n\u0000\ud800', '"\\"\\n\\u0000\\ud800"'],
  [valueMap([['__proto__', 1]]), '{"__proto__": 1}'],
])('writes values for Python, case %#', (one, text) => expect(pythonLiteral(one)).toBe(text));

it('writes parameters as keyword arguments where their names allow it', () => {
  expect(pythonArguments({ dt: 0.01, model: { depth: 3 } })).toBe('dt=0.01, model={"depth": 3}');
  expect(pythonArguments({ 'a-b': 1 })).toBe('**{"a-b": 1}');
  expect(pythonArguments({ lambda: 1 })).toBe('**{"lambda": 1}');
});

it('shows numbers as people write them', () => {
  expect(shownValue(Number.NaN)).toBe('NaN');
  expect(shownValue([1, 'a'])).toBe('[1, "a"]');
});

if (process.platform !== 'win32')
  it('writes arguments that a shell takes as they are', () => {
    const texts = ['plain', "it's", '$(touch x)', '`id`', 'a b', '', '*', '-rf', '\\', '"', 'a\nb', '!x'];
    const { stdout } = spawnSync('/bin/sh', ['-c', `printf '%s\\0' ${texts.map(shellArgument).join(' ')}`], { encoding: 'utf8' });
    expect(stdout.split('\0').slice(0, -1)).toEqual(texts);
  });
