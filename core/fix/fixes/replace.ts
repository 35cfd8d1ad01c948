import type { FixMaker } from '../fix.ts';

/** Puts the text that the problem proposes in the place of what is written. */
export function replace(safe: boolean): FixMaker {
  return ({ file, span, data }) => {
    const replacement = data?.['replacement'];
    return typeof replacement === 'string'
      ? [{ title: `Change to \`${replacement}\``, edits: [{ file, span, text: replacement }], safe }]
      : [];
  };
}
