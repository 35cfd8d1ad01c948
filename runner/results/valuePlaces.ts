import { axisValues } from '../../core/space/axis.ts';
import type { Block, CasesFactor, Factor } from '../../core/task/task.ts';
import type { At } from '../../core/text.ts';
import { encode } from '../../core/value/encode.ts';

/** One axis of a task file with the places of its values; a range has only the place of its name. */
export interface PlacedAxis {
  readonly name: string;
  readonly size: number;
  readonly keyAt: At;
  /** By encoded value. */
  readonly places: ReadonlyMap<string, At>;
}

/** All axes and case parameters of a block with the places of what they list, in file order. */
export function placedAxes(block: Pick<Block, 'factors'>): readonly PlacedAxis[] {
  return block.factors.flatMap(axesOfFactor);
}

function axesOfFactor(factor: Factor): readonly PlacedAxis[] {
  switch (factor.kind) {
    case 'axis': {
      const { name, keyAt, generator } = factor;
      const { size, at } = axisValues(generator);
      const places = generator.kind === 'values' ? generator.places : [];
      return [
        {
          name,
          size,
          keyAt,
          places: new Map(places.slice(0, MOST_PLACES).map((place, index): [string, At] => [encode(at(index)), place])),
        },
      ];
    }
    case 'zip':
      return factor.columns.flatMap(axesOfFactor);
    case 'cases':
      return [casesAxis(factor), ...factor.cases.flatMap(placedAxes)];
    case 'concat':
      return factor.blocks.flatMap(placedAxes);
    case 'constant':
    case 'points':
      return [];
  }
}

function casesAxis({ name, keyAt, cases }: CasesFactor): PlacedAxis {
  return { name, size: cases.length, keyAt, places: new Map(cases.map((one): [string, At] => [encode(one.name), one.keyAt])) };
}

/** An axis with more values than this is generated; nobody reads notes at so many. */
const MOST_PLACES = 1000;
