import type { Block, Generator } from '../task/task.ts';
import { sameValue } from '../value/equal.ts';
import type { Value } from '../value/value.ts';
import { axisValues } from './axis.ts';
import { multiply } from './size.ts';
import { valueSet } from './valueSet.ts';

/**
 * The number of points of a block of constants and axes only, without any rule and without repeated values: the most
 * common block, counted without compiling it (a million axes take some ten milliseconds). `undefined` for any other.
 */
export function plainSize(block: Block): number | undefined {
  if (block.constraints.length + block.exclude.length + block.include.length > 0) return undefined;
  const sizes: number[] = [];
  for (const factor of block.factors) {
    if (factor.kind === 'constant') continue;
    if (factor.kind !== 'axis' || factor.when !== undefined) return undefined;
    const size = distinctSize(factor.generator);
    if (size === undefined) return undefined;
    sizes.push(size);
  }
  return multiply(sizes);
}

function distinctSize(generator: Generator): number | undefined {
  if (generator.kind === 'values' && generator.type === undefined && generator.values.length <= FEW) {
    return areFewDistinct(generator.values) ? generator.values.length : undefined;
  }
  const values = valueSet(axisValues(generator));
  return values.distinct() ? values.size : undefined;
}

/** Up to here comparing is quicker than hashing. */
const FEW = 8;

function areFewDistinct(values: readonly Value[]): boolean {
  for (let at = 1; at < values.length; at++)
    for (let earlier = 0; earlier < at; earlier++) if (sameValue(values[earlier], values[at])) return false;
  return true;
}
