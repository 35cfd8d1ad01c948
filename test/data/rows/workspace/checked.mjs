import * as z from 'zod';

export const parameters = z.object({
  lr: z.number().min(0).max(1).describe('How far a step goes.'),
  depth: z.number().int().default(2),
  mode: z.enum(['fast', 'exact']).optional(),
});

export function train(parameters) {
  return parameters;
}
