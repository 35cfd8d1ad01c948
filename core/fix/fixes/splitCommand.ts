import type { FixMaker } from '../fix.ts';

/** Writes a command given as one text as the list of arguments that it is cut into. */
export const splitCommand: FixMaker = ({ file, span, data }) => {
  const words = data?.['words'];
  if (!Array.isArray(words)) return [];
  const list = words.map((word) =>
    /^[A-Za-z0-9_./][\w./-]*$/.test(String(word)) && !/^[\d.]+$/.test(String(word)) ? String(word) : JSON.stringify(String(word)),
  );
  return [{ title: 'Write as a list of arguments', edits: [{ file, span, text: `[${list.join(', ')}]` }], safe: true }];
};
