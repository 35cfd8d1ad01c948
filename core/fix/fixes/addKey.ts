import { addition, appendix } from '../edits.ts';
import type { FixMaker } from '../fix.ts';
import type { Node } from '../../task/tree.ts';
import { type Place, placeAt } from '../place.ts';

/** What a required key begins as. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  name: 'name: value',
  expect: 'expect: value',
  python: 'python: module:function',
  values: 'values: []',
  samples: 'samples: 100',
  method: 'method: random',
  mean: 'mean: 0',
  std: 'std: 1',
};

/** Adds a key that a mapping cannot do without: the mapping that the problem is at, or (`beside`) the one of the key that it is at. */
export const addKey: FixMaker = ({ file, span, data }, { text, tree }) => {
  const key = data?.['key'];
  if (key === 'run') return [{ title: 'Add `run`', edits: [appendix(text, file, ['run:', '  python: module:function'])], safe: false }];
  const beginning = typeof key === 'string' ? BEGINNINGS[key] : undefined;
  const place = placeAt(tree, file, span.start);
  const mapping = data?.['beside'] === true ? place?.parent : holder(place);
  if (beginning === undefined || mapping?.kind !== 'mapping') return [];
  return [{ title: `Add \`${beginning}\``, edits: [addition(text, mapping, beginning)], safe: false }];
};

/** The mapping that a place at its first character means. */
function holder(place: Place | undefined): Node | undefined {
  return [place, place?.above].map((one) => (one?.kind === 'entry' ? one.entry.value : one?.item)).find((node) => node?.kind === 'mapping');
}
