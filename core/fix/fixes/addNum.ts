import { addition } from '../edits.ts';
import type { FixMaker } from '../fix.ts';
import { entry } from '../../task/tree.ts';
import { placeAt } from '../place.ts';

/** Makes a continuous range one of ten values. */
export const addNum: FixMaker = (problem, { text, tree }) => {
  const place = placeAt(tree, problem.file, problem.span.start);
  if (place?.kind !== 'entry' || place.entry.value.kind !== 'mapping' || entry(place.entry.value, 'distribution')) return [];
  return [{ title: 'Add `num: 10`', edits: [addition(text, place.entry.value, 'num: 10')], safe: false }];
};
