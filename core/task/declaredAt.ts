import type { At } from '../text.ts';
import type { Block, Factor } from './task.ts';

/** Where a block says what a parameter is: the place of its value, or the first that lists it; nothing when it is not in the block. */
export function declaredAt(block: Block, name: string): At | undefined {
  for (const factor of block.factors) {
    const at = inFactor(factor, name);
    if (at) return at;
  }
  return block.include.find((row) => row.values.has(name));
}

function inFactor(factor: Factor, name: string): At | undefined {
  switch (factor.kind) {
    case 'constant':
    case 'axis':
      return factor.name === name ? factor : undefined;
    case 'zip':
      return first(factor.columns, name);
    case 'cases':
      return factor.name === name
        ? factor
        : first(
            factor.cases.flatMap((one) => one.factors),
            name,
          );
    case 'points':
      return factor.rows.find((row) => row.values.has(name));
    case 'concat':
      return factor.blocks.map((block) => declaredAt(block, name)).find((at) => at !== undefined);
  }
}

function first(factors: readonly Factor[], name: string): At | undefined {
  return factors.map((factor) => inFactor(factor, name)).find((at) => at !== undefined);
}
