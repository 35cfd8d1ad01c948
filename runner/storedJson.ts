import type * as z from 'zod';

/** The JSON text of a stored row as `schema` reads it; nothing where it cannot be read: an older version, or a foreign hand, may have written it. */
export function storedJson<T>(schema: z.ZodType<T>, text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
