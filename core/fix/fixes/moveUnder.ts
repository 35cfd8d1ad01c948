import type { MappingNode } from '../../task/tree.ts';
import { addition, isFlow, lineBreak, removal } from '../edits.ts';
import type { Fix, FixMaker } from '../fix.ts';
import { type EntryPlace, placeAt, topEntry } from '../place.ts';

/** Moves a key into the mapping at the top of the file that it belongs to, which is made where there is none. */
export const moveUnder: FixMaker = ({ file, span, data }, { text, tree }) => {
  const home = data?.['home'];
  const place = placeAt(tree, file, span.start);
  if (typeof home !== 'string' || place?.kind !== 'entry' || place.parent !== tree || place.entry.value.file !== file) return [];
  const present = topEntry(tree, file, home)?.value;
  const title = `Move under \`${home}\``;
  if (present === undefined) return [{ title, edits: [{ file, ...wrapped(text, place, home) }], safe: false }];
  return present.kind === 'mapping' ? moved(text, place, { title, home: present }) : [];
};

/** The entry where it stands, one level deeper. */
function wrapped(text: string, { entry, parent }: EntryPlace, home: string) {
  const span = { start: entry.keyAt.span.start, end: Math.max(entry.keyAt.span.end, entry.value.span.end) };
  const written = text.slice(span.start, span.end);
  const isInFlow = isFlow(text, parent.span);
  return { span, text: isInFlow ? `${home}: {${written}}` : `${home}:${lineBreak(text)}  ${written.replaceAll('\n', '\n  ')}` };
}

function moved(text: string, place: EntryPlace, to: { readonly title: string; readonly home: MappingNode }): readonly Fix[] {
  const { entry } = place;
  const written = text.slice(entry.keyAt.span.start, Math.max(entry.keyAt.span.end, entry.value.span.end));
  const removed = removal(text, place);
  const isTaken = to.home.entries.some(({ key }) => key === entry.key);
  if (removed === undefined || isTaken || written.includes('\n')) return [];
  return [{ title: to.title, edits: [addition(text, to.home, written), removed], safe: false }];
}
