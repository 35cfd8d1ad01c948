import type { Block, Factor } from '../task/task.ts';

/** Parameters whose values a task file spaces by their logarithm. */
export function logarithmicNames(block: Pick<Block, 'factors'>): ReadonlySet<string> {
  return new Set(block.factors.flatMap(namesOf));
}

function namesOf(factor: Factor): readonly string[] {
  switch (factor.kind) {
    case 'axis': {
      const { generator } = factor;
      const isLog =
        ((generator.kind === 'num' || generator.kind === 'continuous') && generator.scale === 'log') ||
        (generator.kind === 'normal' && generator.logarithmic);
      return isLog ? [factor.name] : [];
    }
    case 'zip':
      return factor.columns.flatMap(namesOf);
    case 'cases':
      return factor.cases.flatMap((one) => [...logarithmicNames(one)]);
    case 'concat':
      return factor.blocks.flatMap((one) => [...logarithmicNames(one)]);
    case 'constant':
    case 'points':
      return [];
  }
}
