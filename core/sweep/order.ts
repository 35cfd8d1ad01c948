import type { Execution } from '../task/task.ts';

/**
 * The order in which `count` selected items run, as positions. `declared` costs nothing; the others hold 4 bytes an item.
 * `stride` visits the whole range at an even pace (golden-ratio steps), `coarse-to-fine` halves the gaps again and again
 * (bit-reversed counting), `shuffle` is a Fisher–Yates permutation drawn from `random`, a source of [0, 1).
 */
export function runOrder(order: Execution['order'], count: number, random: () => number): Iterable<number> {
  switch (order) {
    case 'declared':
      return counting(count);
    case 'shuffle':
      return shuffled(count, random);
    case 'stride':
      return strided(count);
    case 'coarse-to-fine':
      return bitReversed(count);
  }
}

function* counting(count: number): Iterable<number> {
  for (let at = 0; at < count; at++) yield at;
}

function shuffled(count: number, random: () => number): Iterable<number> {
  const order = Uint32Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const held = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = held;
  }
  return order;
}

function* strided(count: number): Iterable<number> {
  let stride = Math.max(1, Math.round(count * 0.6180339887498949));
  while (greatestCommonDivisor(stride, count) !== 1) stride++;
  for (let done = 0, at = 0; done < count; done++, at = (at + stride) % count) yield at;
}

function* bitReversed(count: number): Iterable<number> {
  const bits = Math.max(1, Math.ceil(Math.log2(Math.max(2, count))));
  for (let at = 0; at < 2 ** bits; at++) {
    let reversed = 0;
    for (let bit = 0; bit < bits; bit++) reversed = reversed * 2 + (Math.floor(at / 2 ** bit) % 2);
    if (reversed < count) yield reversed;
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
