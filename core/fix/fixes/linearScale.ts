import * as z from 'zod';
import type { FixMaker } from '../fix.ts';

const place = z.object({ scale: z.object({ start: z.number(), end: z.number() }) });

/** Makes a logarithmic scale linear. */
export const linearScale: FixMaker = ({ file, data }) => {
  const read = place.safeParse(data);
  return read.success ? [{ title: 'Use `scale: linear`', edits: [{ file, span: read.data.scale, text: 'linear' }], safe: false }] : [];
};
