import type { FixMaker } from '../fix.ts';
import { removal } from '../edits.ts';
import { placeAt } from '../place.ts';

/** Takes the entry or list item at the problem's place out of the file. */
export function remove(what: string, safe: boolean): FixMaker {
  return (problem, { text, tree }) => {
    const place = placeAt(tree, problem.file, problem.span.start);
    const edit = place && removal(text, place);
    return edit ? [{ title: `Remove this ${what}`, edits: [edit], safe }] : [];
  };
}
