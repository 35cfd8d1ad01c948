import { compareValues } from '../../core/result/compare.ts';
import { encode } from '../../core/value/encode.ts';
import { isValueMap, type Value } from '../../core/value/value.ts';
import type { Distribution, NumberSummary } from '../../protocol/distribution.ts';
import type { Steps } from '../steps.ts';
import { isHeaped } from './plotScale.ts';
import { ABSENT, NUMBER, type Vector } from './vector.ts';

/** How the values of a column are spread over some items. */
export function* distributionOf(column: string, vector: Vector, items: Uint32Array): Steps<Distribution> {
  const { counts, numbers } = yield* tally(vector, items);
  const values = vector.dictionary
    .map((value, code) => ({ value, count: code > NUMBER ? (counts[code] ?? 0) : 0 }))
    .filter(({ count }) => count > 0);
  const listed = values.filter(({ value }) => typeof value === 'number' && Number.isFinite(value));
  yield;
  const summary = summarize(numbers, listed);
  const top = values.toSorted((a, b) => b.count - a.count || compareValues(a.value, b.value)).slice(0, MOST_TOP);
  return {
    column,
    items: items.length,
    absent: counts[ABSENT] ?? 0,
    ...(summary && { numbers: summary }),
    top: vector.numbers ? [] : top.map(({ value, count }) => ({ value: shortened(value), count })),
    ...(!vector.numbers && { different: values.length }),
  };
}

const MOST_TOP = 8;
const BINS = 20;
const BLOCK = 65_536;

interface Tally {
  readonly counts: Uint32Array;
  readonly numbers: Float64Array;
}

function* tally(vector: Vector, items: Uint32Array): Steps<Tally> {
  const { numbers, dictionary } = vector;
  const found = { counts: new Uint32Array(dictionary.length), numbers: new Float64Array(numbers ? items.length : 0) };
  let length = 0;
  for (let from = 0; from < items.length; from += BLOCK) {
    length = tallyBlock(found, vector, { items: items.subarray(from, from + BLOCK), length });
    yield;
  }
  return { ...found, numbers: found.numbers.subarray(0, length) };
}

/** Answers how many numbers there are then. */
function tallyBlock(
  found: Tally,
  { codes, numbers }: Vector,
  { items, length: before }: { readonly items: Uint32Array; readonly length: number },
): number {
  let length = before;
  for (const item of items) {
    const code = codes[item] ?? ABSENT;
    found.counts[code] = (found.counts[code] ?? 0) + 1;
    const value = numbers?.[item] ?? 0;
    if (code === NUMBER && Number.isFinite(value)) found.numbers[length++] = value;
  }
  return length;
}

interface Counted {
  readonly value: Value;
  readonly count: number;
}

function summarize(numbers: Float64Array, listed: readonly Counted[]): NumberSummary | undefined {
  const weighted: [number, number][] = listed.map(({ value, count }) => [Number(value), count]);
  const count = numbers.length + weighted.reduce((sum, [, some]) => sum + some, 0);
  if (count === 0) return undefined;
  let [min, max, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  const take = (value: number, times: number): void => {
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value * times;
  };
  for (const value of numbers) take(value, 1);
  for (const [value, times] of weighted) take(value, times);
  const whole = numbers.every(Number.isInteger) && weighted.every(([value]) => Number.isInteger(value));
  const median = numbers.length > 0 ? medianOf(numbers) : weightedMedian(weighted, count);
  const log = isHeaped({ low: min, high: max, median });
  const { length, binOf } = log ? logBins(min, max) : evenBins(min, max, whole);
  const bins = new Uint32Array(length);
  for (const value of numbers) bins[binOf(value)] = (bins[binOf(value)] ?? 0) + 1;
  for (const [value, times] of weighted) bins[binOf(value)] = (bins[binOf(value)] ?? 0) + times;
  return { count, min, max, mean: sum / count, median, bins: [...bins], log };
}

interface Bins {
  readonly length: number;
  binOf(value: number): number;
}

function evenBins(min: number, max: number, whole: boolean): Bins {
  const { length, width } = binsOf(max - min, whole);
  return { length, binOf: (value) => (width === 0 ? 0 : Math.min(length - 1, Math.floor((value - min) / width))) };
}

function logBins(min: number, max: number): Bins {
  const from = Math.log10(min);
  const width = (Math.log10(max) - from) / BINS;
  return { length: BINS, binOf: (value) => Math.min(BINS - 1, Math.floor((Math.log10(value) - from) / width)) };
}

/** Whole numbers share bins in equal numbers, so that those that are spread evenly look so. */
function binsOf(range: number, whole: boolean): { readonly length: number; readonly width: number } {
  // Numbers that lie further apart than a double can say are not told apart.
  if (!Number.isFinite(range)) return { length: BINS, width: 0 };
  if (!whole) return { length: BINS, width: range / BINS };
  const width = Math.ceil((range + 1) / BINS);
  return { length: Math.ceil((range + 1) / width), width };
}

/** Takes the array apart. */
function medianOf(numbers: Float64Array): number {
  const upper = Math.floor(numbers.length / 2);
  select(numbers, upper);
  const high = numbers[upper] ?? 0;
  if (numbers.length % 2 === 1) return high;
  let low = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < upper; at++) low = Math.max(low, numbers[at] ?? low);
  return low / 2 + high / 2;
}

/** Quickselect: afterwards nothing before `wanted` is greater than what stands there, and nothing behind it is less. */
function select(numbers: Float64Array, wanted: number): void {
  let [from, to] = [0, numbers.length - 1];
  while (from < to) {
    const pivot = numbers[(from + to) >> 1] ?? 0;
    let [left, right] = [from, to];
    while (left <= right) {
      while ((numbers[left] ?? 0) < pivot) left++;
      while ((numbers[right] ?? 0) > pivot) right--;
      if (left > right) break;
      const kept = numbers[left] ?? 0;
      numbers[left++] = numbers[right] ?? 0;
      numbers[right--] = kept;
    }
    if (wanted <= right) to = right;
    else if (wanted >= left) from = left;
    else return;
  }
}

function weightedMedian(weighted: readonly (readonly [number, number])[], count: number): number {
  const sorted = weighted.toSorted(([a], [b]) => a - b);
  const at = (place: number): number => {
    let before = 0;
    for (const [value, times] of sorted) {
      before += times;
      if (place < before) return value;
    }
    return Number.NaN;
  };
  return at(Math.floor((count - 1) / 2)) / 2 + at(Math.floor(count / 2)) / 2;
}

/** A head shows no series. */
function shortened(value: Value): Value {
  if (typeof value === 'string') return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
  if (!Array.isArray(value) && !isValueMap(value)) return value;
  const text = encode(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const LONGEST = 60;
