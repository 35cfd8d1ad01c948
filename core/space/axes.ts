import type { Block, Factor, ZipFactor } from '../task/task.ts';
import type { At } from '../text.ts';
import { axisValues } from './axis.ts';
import type { SpaceAxis } from './space.ts';
import { isContinuous } from './sample/quantile.ts';
import { zipSize } from './zipAxes.ts';

/**
 * What varies in a block, in file order: axes, zip groups, case parameters, and those inside cases and concatenated blocks. `At` is
 * the value's place. Continuous ones have a value for each of `samples`.
 */
export function axesOf(block: Pick<Block, 'factors'>, samples = 0): readonly SpaceAxis[] {
  return block.factors.flatMap((factor) => axesOfFactor(factor, samples));
}

function axesOfFactor(factor: Factor, samples: number): readonly SpaceAxis[] {
  switch (factor.kind) {
    case 'axis': {
      if (isContinuous(factor.generator)) return [{ name: factor.name, size: samples, ...placeOf(factor) }];
      const { size, last } = axisValues(factor.generator);
      return [{ name: factor.name, size, ...(last !== undefined && { last }), ...placeOf(factor) }];
    }
    case 'zip':
      return [{ name: factor.name, size: sizeOfZip(factor, samples), ...placeOf(factor) }];
    case 'cases':
      return [{ name: factor.name, size: factor.cases.length, ...placeOf(factor) }, ...factor.cases.flatMap((one) => axesOf(one, samples))];
    case 'concat':
      return factor.blocks.flatMap((block) => axesOf(block, samples));
    case 'constant':
    case 'points':
      return [];
  }
}

function sizeOfZip({ columns }: ZipFactor, samples: number): number {
  return columns.some((one) => one.kind === 'axis' && isContinuous(one.generator)) ? samples : zipSize(columns);
}

function placeOf({ file, span }: At): At {
  return { file, span };
}
