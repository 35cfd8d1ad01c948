import type { Sampling } from '../task.ts';
import type { MappingNode } from '../tree.ts';
import { numberOf, textsOf, wordOf } from './reading.ts';

/** The word behind `method`; `grid` when there is none. */
export function methodOf(root: MappingNode): 'grid' | Sampling['method'] {
  return wordOf(root, 'method', ['grid', 'random', 'sobol', 'halton', 'lhs']);
}

/** How a sample is drawn; nothing for a grid, and where `samples` does not say how many points (the checks ask for it). */
export function readSampling(root: MappingNode): Sampling | undefined {
  const method = methodOf(root);
  const samples = numberOf(root, 'samples');
  if (method === 'grid' || samples === undefined) return undefined;
  return { method, samples, cross: new Set(textsOf(root, 'cross')), seed: numberOf(root, 'seed') ?? 0 };
}
