import * as z from 'zod';

export const parameters = z.object({ depth: z.number().int().min(1), rate: z.number().default(0.5) });

export function f({ depth, rate }: z.infer<typeof parameters>): { readonly area: number } {
  return { area: depth * rate };
}

export function failingSetup(): never {
  throw new Error('no data');
}
