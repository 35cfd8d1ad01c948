import * as z from 'zod';
import { isFlow } from '../edits.ts';
import type { FixMaker } from '../fix.ts';

const around = z.object({ wrap: z.tuple([z.string(), z.string()]) });

/** Puts something before and behind a value that is written with brackets. */
export const wrap: FixMaker = ({ file, span, data }, { text }) => {
  const read = around.safeParse(data);
  if (!read.success || !isFlow(text, span)) return [];
  const [before, behind] = read.data.wrap;
  const written = `${before}${text.slice(span.start, span.end)}${behind}`;
  return [{ title: `Write as \`${before}…${behind}\``, edits: [{ file, span, text: written }], safe: false }];
};
