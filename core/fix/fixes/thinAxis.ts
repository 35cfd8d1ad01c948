import * as z from 'zod';
import type { FixMaker } from '../fix.ts';

const longest = z.object({ name: z.string(), span: z.object({ start: z.number(), end: z.number() }), replacement: z.string() });

/** Tries fewer values of the longest range. */
export const thinAxis: FixMaker = ({ file, data }) => {
  const read = longest.safeParse(data);
  if (!read.success) return [];
  const { name, span, replacement } = read.data;
  return [{ title: `Use \`${replacement}\` for \`${name}\``, edits: [{ file, span, text: replacement }], safe: false }];
};
