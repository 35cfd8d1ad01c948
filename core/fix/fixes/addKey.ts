import { addition, appendix } from '../edits.ts';
import type { FixMaker } from '../fix.ts';
import { placeAt } from '../place.ts';

/** What a required key begins as. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  name: 'name: value',
  expect: 'expect: value',
  python: 'python: module:function',
  values: 'values: []',
};

/** Adds a key that a mapping cannot do without. */
export const addKey: FixMaker = ({ file, span, data }, { text, tree }) => {
  const key = data?.['key'];
  if (key === 'run') return [{ title: 'Add `run`', edits: [appendix(text, file, ['run:', '  python: module:function'])], safe: false }];
  const beginning = typeof key === 'string' ? BEGINNINGS[key] : undefined;
  const place = placeAt(tree, file, span.start);
  const mapping = [place, place?.above]
    .map((one) => (one?.kind === 'entry' ? one.entry.value : one?.item))
    .find((node) => node?.kind === 'mapping');
  if (beginning === undefined || mapping?.kind !== 'mapping') return [];
  return [{ title: `Add \`${beginning}\``, edits: [addition(text, mapping, beginning)], safe: false }];
};
