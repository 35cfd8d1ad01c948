import { describe, expect, test } from 'vitest';
import { firstPicture, type PictureChoice, type Varying, type Wish } from '../../../core/result/firstPicture.ts';
import { isGeometric } from '../../../core/result/geometric.ts';

const [a, b, c] = [numeric('a'), numeric('b'), numeric('c')];
const word: Varying = { name: 'word', numeric: false };

describe('the picture to begin with', () => {
  const rows: readonly [string, readonly Varying[], Wish, PictureChoice | undefined][] = [
    ['nothing where nothing varies', [], {}, undefined],
    ['a line over one number', [a], {}, { kind: 'line', x: 'a' }],
    ['the means over one word', [word], {}, { kind: 'line', x: 'word' }],
    ['a heat map over two', [a, b], {}, { kind: 'heat', x: 'a', y: 'b' }],
    ['a heat map with the number across', [word, a], {}, { kind: 'heat', x: 'a', y: 'word' }],
    ['parallel coordinates over more', [a, b, c], {}, { kind: 'parallel' }],
    ['the wished kind, over the strongest parameter', [b, a, c], { kind: 'line' }, { kind: 'line', x: 'b' }],
    ['the wished axes', [a, b, c], { kind: 'heat', x: 'c', y: 'b' }, { kind: 'heat', x: 'c', y: 'b' }],
    ['other axes where the wished ones do not vary', [a, b], { kind: 'heat', x: 'gone', y: 'a' }, { kind: 'heat', x: 'a', y: 'b' }],
    ['two different axes where one was wished twice', [a, b], { kind: 'heat', x: 'b', y: 'b' }, { kind: 'heat', x: 'b', y: 'a' }],
    ['a line where a heat map lacks an axis', [a], { kind: 'heat' }, { kind: 'line', x: 'a' }],
    ['no scatter plot over words', [word], { kind: 'scatter' }, undefined],
    ['a grid over two', [a, word, b], { kind: 'grid', y: 'word' }, { kind: 'grid', x: 'a', y: 'word' }],
    ['a row where a grid lacks an axis', [word], { kind: 'grid' }, { kind: 'grid', x: 'word' }],
    ['a single place where nothing varies', [], { kind: 'grid' }, { kind: 'grid' }],
    ['a scatter plot over the number', [word, a], { kind: 'scatter', x: 'word' }, { kind: 'scatter', x: 'a' }],
  ];
  test.each(rows)('is %s', (_, varying, wish, choice) => {
    expect(firstPicture(varying, wish)).toEqual(choice);
  });
});

describe('a logarithmic axis', () => {
  test.each([
    [[0.001, 0.01, 0.1], true],
    [[1, 2, 4, 8], true],
    [[0.0032, 0.01, 0.032], true],
    [[1, 2, 3], false],
    [[2.5, 2.75, 3, 3.25, 3.5, 3.75], false],
    [[0.02, 0.05, 0.1, 0.5], false],
    [[1, 10], false],
    [[-4, -2, -1], false],
    [[0, 1, 10], false],
    [[5, 5, 5], false],
  ])('shows %j evenly: %s', (values, expected) => {
    expect(isGeometric(values)).toBe(expected);
  });
});

function numeric(name: string): Varying {
  return { name, numeric: true };
}
