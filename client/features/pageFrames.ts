import * as z from 'zod';

/** A call of the page's channel: a method by its name with its arguments, and the number of the answer where one is wanted. */
const callSchema = z.object({
  t: z.literal('q'),
  m: z.string().max(100),
  a: z.array(z.unknown()).max(4),
  i: z.string().max(100).exactOptional(),
});

/** Whether a message of a page is a call. The host asks a page for nothing, so everything else was forged, and is dropped. */
export function isPageFrame(message: unknown): message is string {
  if (typeof message !== 'string') return false;
  try {
    return callSchema.safeParse(JSON.parse(message)).success;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return false;
  }
}
