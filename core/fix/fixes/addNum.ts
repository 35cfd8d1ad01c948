import { addition } from '../edits.ts';
import type { FixMaker } from '../fix.ts';
import { placeAt } from '../place.ts';

/** Makes a continuous range one of ten values. */
export const addNum: FixMaker = (problem, { text, tree }) => {
  const place = placeAt(tree, problem.file, problem.span.start);
  if (place?.kind !== 'entry' || place.entry.value.kind !== 'mapping') return [];
  return [{ title: 'Add `num: 10`', edits: [addition(text, place.entry.value, 'num: 10')], safe: false }];
};
