import { expect, test } from 'vitest';
import { nearest } from '../../../core/value/suggest.ts';

test.each([
  ['paramters', ['parameters', 'points'], 'parameters'],
  ['dpeth', ['depth', 'width'], 'depth'],
  ['optimiser', ['optimizer'], 'optimizer'],
  ['LR', ['lr', 'Lx'], 'lr'],
  ['Name', ['nam', 'name', 'NAME'], 'name'],
  ['lr', ['lm', 'l', 'lr'], 'lm'],
  ['ab', ['cd'], undefined],
  ['x', ['completely'], undefined],
  ['x', ['a', 'y'], undefined],
  ['X', ['a', 'x'], 'x'],
  ['depth', ['width'], undefined],
  ['', [], undefined],
  ['samplesss', ['samples', 'sample'], 'samples'],
  ['a'.repeat(200), ['a'.repeat(199)], undefined],
])('%s among %j', (name, candidates, expected) => {
  expect(nearest(name, candidates)).toBe(expected);
});

test('many candidates, or very long ones, are no hindrance', () => {
  const candidates = Array.from({ length: 100_000 }, (_, index) => `name${index}`);
  expect(nearest('nmae77', candidates)).toBe('name77');
  expect(nearest('name', ['x'.repeat(1_000_000)])).toBeUndefined();
});
