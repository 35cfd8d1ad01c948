import erfc from '@stdlib/math-base-special-erfc';
import erfcinv from '@stdlib/math-base-special-erfcinv';
import type { ContinuousGenerator, Generator } from '../../task/task.ts';
import type { Value } from '../../value/value.ts';
import { axisValues } from '../axis.ts';

/** The value of an axis at a number between 0 and 1. */
export type Quantile = (unit: number) => Value;

/** Whether only sampling methods can pick the values. */
export function isContinuous(generator: Generator): generator is ContinuousGenerator {
  return generator.kind === 'continuous' || generator.kind === 'normal';
}

/** The inverse distribution of an axis; values that are listed, or come in steps, are equally likely. */
export function quantile(generator: Generator): Quantile {
  if (!isContinuous(generator)) {
    const { size, at } = axisValues(generator);
    return listed(size, at);
  }
  const continuous = generator.kind === 'continuous' ? ranged(generator) : normal(generator);
  return generator.type === 'int' ? whole(continuous, generator) : continuous;
}

/** Values by index, each with the same share of the unit interval. */
export function listed(size: number, at: (index: number) => Value): Quantile {
  return (unit) => at(placeOf(unit, size));
}

/** Which of `size` equal parts of the unit interval a number is in. */
export function placeOf(unit: number, size: number): number {
  return Math.min(Math.floor(unit * size), size - 1);
}

type Numbers = (unit: number) => number;

/** Whole numbers of a linear range are equally likely, its ends included; elsewhere each stands for what rounds to it. */
function ranged(generator: ContinuousGenerator & { readonly kind: 'continuous' }): Numbers {
  const isWhole = generator.type === 'int';
  const [low, high] = [Number(generator.min), Number(generator.max)];
  const [from, to] = isWhole ? [low - 0.5, high + 0.5] : [low, high];
  if (generator.scale === 'linear') return (unit) => within(unit * (to - from) + from, from, to);
  const [start, width] = [Math.log(from), Math.log(to) - Math.log(from)];
  return (unit) => within(Math.exp(start + unit * width), from, to);
}

function whole(numbers: Numbers, { min, max }: ContinuousGenerator): Numbers {
  const [low, high] = [Math.ceil(bound(min, Number.NEGATIVE_INFINITY)), Math.floor(bound(max, Number.POSITIVE_INFINITY))];
  return (unit) => within(Math.round(numbers(unit)), low, high) + 0;
}

/** Computed in the lower tail, where probabilities are exact: an interval above the mean is mirrored. */
function normal({ mean, std, min, max, logarithmic }: ContinuousGenerator & { readonly kind: 'normal' }): Numbers {
  const scale = (end: string | undefined, none: number) => {
    const value = bound(end, none);
    return ((logarithmic ? Math.log(Math.max(value, 0)) : value) - mean) / std;
  };
  const [low, high] = [scale(min, Number.NEGATIVE_INFINITY), scale(max, Number.POSITIVE_INFINITY)];
  const sign = low > 0 ? -1 : 1;
  const [from, to] = sign === 1 ? [low, high] : [-high, -low];
  const [start, end] = [lowerTail(from), lowerTail(to)];
  return (unit) => {
    const probability = start + (sign === 1 ? unit : 1 - unit) * (end - start);
    const standard = within(sign * -Math.SQRT2 * erfcinv(2 * probability), low, high);
    return logarithmic ? Math.exp(mean + std * standard) : mean + std * standard;
  };
}

/** The standard normal distribution, exact far below the mean. */
function lowerTail(value: number): number {
  return erfc(-value / Math.SQRT2) / 2;
}

function bound(text: string | undefined, none: number): number {
  return text === undefined ? none : Number(text);
}

function within(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
