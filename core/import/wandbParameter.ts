import { formatValue } from '../value/format.ts';
import { isValueList, isValueMap, type Value, type ValueMap, valueMap } from '../value/value.ts';
import type { Notes, Refused } from './imported.ts';
import { constantOf } from './writeTask.ts';

interface Place {
  readonly name: string;
  readonly notes: Notes;
  /** All values are tried; otherwise they are drawn. */
  readonly grid: boolean;
}

/** One parameter of a W&B sweep: a constant, a list, or a range. */
export function wandbParameter(config: Value | undefined, place: Place): { readonly value: Value } | Refused {
  if (!isValueMap(config)) return { refused: `the parameter ${place.name} is no mapping.` };
  const { value, values, min, max } = config;
  if (value !== undefined) return { value: constantOf(value) };
  if (isValueList(values)) {
    if (config['probabilities'] !== undefined)
      place.notes.add(`${place.name}.probabilities`, 'every value is drawn with the same probability.');
    return { value: values };
  }
  const distribution = formatValue(config['distribution'] ?? (Number.isInteger(min) && Number.isInteger(max) ? 'int_uniform' : 'uniform'));
  const read = drawn(distribution, config, place);
  if (!read) return { refused: `the parameter ${place.name} has the distribution ${distribution}, which has no equal here.` };
  if (place.grid && !['int_uniform', 'q_uniform'].includes(distribution))
    return { refused: `the parameter ${place.name} is drawn from ${distribution}, which a grid cannot do (nor can that of W&B).` };
  return { value: read };
}

function drawn(distribution: string, config: ValueMap, place: Place): ValueMap | undefined {
  const [min, max] = [numberOf(config['min']), numberOf(config['max'])];
  const mu = numberOf(config['mu']) ?? 0;
  const sigma = numberOf(config['sigma']) ?? 1;
  if (distribution.startsWith('q_') && distribution !== 'q_uniform')
    place.notes.add(`${place.name}.q`, 'values are not rounded to multiples of it.');
  switch (distribution.replace(/^q_(?=log|normal)/, '')) {
    case 'normal':
      return valueMap([
        ['distribution', 'normal'],
        ['mean', mu],
        ['std', sigma],
      ]);
    case 'log_normal':
      return valueMap([
        ['distribution', 'lognormal'],
        ['mean', mu],
        ['std', sigma],
      ]);
    default:
      return min === undefined || max === undefined ? undefined : ranged(distribution, { min, max, q: numberOf(config['q']) ?? 1 }, place);
  }
}

interface Ends {
  readonly min: number;
  readonly max: number;
  readonly q: number;
}

function ranged(distribution: string, { min, max, q }: Ends, place: Place): ValueMap | undefined {
  switch (distribution.replace(/^q_(?=log)/, '')) {
    case 'uniform':
      return valueMap([
        ['min', min],
        ['max', max],
      ]);
    case 'int_uniform':
      return valueMap([
        ['min', min],
        ['max', max],
        ['step', 1],
      ]);
    case 'q_uniform':
      return valueMap([
        ['min', min],
        ['max', place.grid ? lastBelow(min, max, q) : max],
        ['step', q],
      ]);
    case 'log_uniform_values':
    case 'inv_log_uniform_values':
      return logarithmic(min, max);
    case 'log_uniform':
      return logarithmic(Math.exp(min), Math.exp(max));
    case 'inv_log_uniform':
      return logarithmic(Math.exp(-max), Math.exp(-min));
    default:
      return undefined;
  }
}

function logarithmic(min: number, max: number): ValueMap {
  return valueMap([
    ['min', min],
    ['max', max],
    ['scale', 'log'],
  ]);
}

/** A grid of W&B ends before `max`, as `numpy.arange` does; ours includes its end. */
function lastBelow(min: number, max: number, q: number): number {
  const steps = Math.max(0, Math.ceil((max - min) / q - ROUNDING) - 1);
  return Number((min + steps * q).toPrecision(15));
}

const ROUNDING = 1e-9;

function numberOf(value: Value | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
