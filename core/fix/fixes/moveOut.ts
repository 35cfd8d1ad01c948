import { removal } from '../edits.ts';
import type { FixMaker } from '../fix.ts';
import { placeAt } from '../place.ts';

/** Makes a key that stands inside an axis a parameter of its own, under its dotted name. */
export const moveOut: FixMaker = (problem, { text, tree }) => {
  const place = placeAt(tree, problem.file, problem.span.start);
  if (place?.kind !== 'entry' || place.above?.kind !== 'entry' || place.entry.value.file !== problem.file) return [];
  const removed = removal(text, place);
  const { keyAt } = place.above.entry;
  const name = `${place.above.entry.key}_${place.entry.key}`;
  const value = text.slice(place.entry.value.span.start, place.entry.value.span.end);
  const lineStart = text.lastIndexOf('\n', keyAt.span.start - 1) + 1;
  const indent = text.slice(lineStart, keyAt.span.start);
  if (!removed || value.includes('\n') || indent.trim() !== '') return [];
  return [
    {
      title: `Make it a parameter \`${name}\``,
      edits: [
        {
          file: problem.file,
          span: { start: lineStart, end: lineStart },
          text: `${indent}${name}: ${value}${text.includes('\r\n') ? '\r\n' : '\n'}`,
        },
        removed,
      ],
      safe: false,
    },
  ];
};
