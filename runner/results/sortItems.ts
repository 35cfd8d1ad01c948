import { ABSENT_RANK, compareValues, rankOf } from '../../core/result/compare.ts';
import type { Value } from '../../core/value/value.ts';
import { radixSort } from './radixSort.ts';
import type { Steps } from '../steps.ts';
import { ABSENT, NUMBER, type Vector } from './vector.ts';

/** Items by the values of a column (see `compareValues`), equal ones and absent ones by index; absent ones last in both directions. */
export function* sortItems(items: Uint32Array, vector: Vector, descending: boolean): Steps<Uint32Array> {
  if (vector.dictionary.some((value) => typeof value === 'bigint')) return sortByComparing(items, (item) => vector.at(item), descending);
  const parts = divide(items, vector);
  yield;
  const numbers = yield* sortNumbers(parts.numbers, vector, descending);
  const others = sortCodes(parts.others, vector, descending);
  yield;
  const present = descending ? [others, parts.nans, numbers] : [numbers, parts.nans, others];
  return concatenated([...present, parts.absent]);
}

/** The same for values that no vector holds. */
export function sortByComparing(items: Uint32Array, valueOf: (item: number) => Value | undefined, descending: boolean): Uint32Array {
  const keyed = Array.from(items, (item) => ({ item, value: valueOf(item) }));
  keyed.sort((a, b) => {
    if (rankOf(a.value) === ABSENT_RANK || rankOf(b.value) === ABSENT_RANK) return rankOf(a.value) - rankOf(b.value) || a.item - b.item;
    const order = compareValues(a.value, b.value);
    return (descending ? -order : order) || a.item - b.item;
  });
  return Uint32Array.from(keyed, (one) => one.item);
}

/** Four parts in one buffer each, in the order given. Numbers that stand as codes are among the numbers. */
function divide(items: Uint32Array, { codes, numbers, dictionary }: Vector) {
  const kind = Uint8Array.from(dictionary, (value, code) => kindOf(value, code));
  const parts = [0, 1, 2, 3].map(() => ({ items: new Uint32Array(items.length), length: 0 }));
  for (const item of items) {
    const code = codes[item] ?? ABSENT;
    const value = numbers?.[item] ?? 0;
    const part = parts[code === NUMBER && value !== value ? NANS : (kind[code] ?? NOTHING)];
    if (part) part.items[part.length++] = item;
  }
  const [numeric, nans, others, absent] = parts.map((part) => part.items.subarray(0, part.length));
  return { numbers: numeric ?? NO_ITEMS, nans: nans ?? NO_ITEMS, others: others ?? NO_ITEMS, absent: absent ?? NO_ITEMS };
}

const [NUMBERS, NANS, OTHERS, NOTHING] = [0, 1, 2, 3];
const NO_ITEMS = new Uint32Array(0);

function kindOf(value: Value | undefined, code: number): number {
  if (code === ABSENT) return NOTHING;
  if (code === NUMBER || (typeof value === 'number' && !Number.isNaN(value))) return NUMBERS;
  return typeof value === 'number' ? NANS : OTHERS;
}

/** Few different numbers are counted, many are sorted by their bits. */
function* sortNumbers(items: Uint32Array, vector: Vector, descending: boolean): Steps<Uint32Array> {
  const { numbers } = vector;
  if (!numbers) return sortCodes(items, vector, descending);
  const values = picked(numbers, items);
  yield;
  return yield* radixSort(items, values, descending);
}

function picked(numbers: Float64Array, items: Uint32Array): Float64Array {
  const values = new Float64Array(items.length);
  for (let at = 0; at < items.length; at++) {
    // Adding 0 makes -0 the 0 that it is equal to.
    values[at] = (numbers[items[at] ?? 0] ?? 0) + 0;
  }
  return values;
}

/** Counts how many items have which value, and lays them out. */
function sortCodes(items: Uint32Array, { codes, dictionary }: Vector, descending: boolean): Uint32Array {
  if (items.length === 0) return items;
  const ranks = ranksOf(dictionary, descending);
  const starts = new Uint32Array(dictionary.length + 1);
  const rankAt = (item: number): number => ranks[codes[item] ?? ABSENT] ?? 0;
  for (const item of items) starts[rankAt(item) + 1] = (starts[rankAt(item) + 1] ?? 0) + 1;
  for (let rank = 1; rank < starts.length; rank++) starts[rank] = (starts[rank] ?? 0) + (starts[rank - 1] ?? 0);
  const sorted = new Uint32Array(items.length);
  for (const item of items) {
    const rank = rankAt(item);
    const place = starts[rank] ?? 0;
    starts[rank] = place + 1;
    sorted[place] = item;
  }
  return sorted;
}

/** The place of each code's value among all values; equal values have one place. */
function ranksOf(dictionary: readonly Value[], descending: boolean): Uint32Array {
  const sorted = dictionary
    .map((value, code) => ({ value, code }))
    .slice(NUMBER + 1)
    .sort((a, b) => (descending ? compareValues(b.value, a.value) : compareValues(a.value, b.value)));
  const ranks = new Uint32Array(dictionary.length);
  let rank = 0;
  sorted.forEach(({ value, code }, at) => {
    if (at > 0 && compareValues(sorted[at - 1]?.value, value) !== 0) rank++;
    ranks[code] = rank;
  });
  return ranks;
}

function concatenated(parts: readonly Uint32Array[]): Uint32Array {
  const whole = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
