import * as z from 'zod';
import type { FixMaker } from '../fix.ts';

const written = z.object({ span: z.object({ start: z.number(), end: z.number() }), text: z.string() });
const ends = z.object({ min: written, max: written });

/** Exchanges `min` and `max`. */
export const swapEnds: FixMaker = ({ file, data }) => {
  const read = ends.safeParse(data);
  if (!read.success) return [];
  const { min, max } = read.data;
  return [
    {
      title: 'Swap `min` and `max`',
      edits: [
        { file, span: min.span, text: max.text },
        { file, span: max.span, text: min.text },
      ],
      safe: false,
    },
  ];
};
