import type { Block, Factor } from '../task/task.ts';
import type { At } from '../text.ts';
import { axisValues } from './axis.ts';
import type { SpaceAxis } from './space.ts';
import { zipSize } from './zipAxes.ts';

/** What varies in a block, in file order: axes, zip groups, case parameters, and those inside cases and concatenated blocks. `At` is the value's place. */
export function axesOf(block: Pick<Block, 'factors'>): readonly SpaceAxis[] {
  return block.factors.flatMap(axesOfFactor);
}

function axesOfFactor(factor: Factor): readonly SpaceAxis[] {
  switch (factor.kind) {
    case 'axis': {
      const { size, last } = axisValues(factor.generator);
      return [{ name: factor.name, size, ...(last !== undefined && { last }), ...placeOf(factor) }];
    }
    case 'zip':
      return [{ name: factor.name, size: zipSize(factor.columns), ...placeOf(factor) }];
    case 'cases':
      return [{ name: factor.name, size: factor.cases.length, ...placeOf(factor) }, ...factor.cases.flatMap(axesOf)];
    case 'concat':
      return factor.blocks.flatMap(axesOf);
    case 'constant':
    case 'points':
      return [];
  }
}

function placeOf({ file, span }: At): At {
  return { file, span };
}
