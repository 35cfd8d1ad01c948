import type { Task } from '../task/task.ts';
import type { Point } from '../value/value.ts';
import { parameterText } from './parameterText.ts';

/** The seed of every item of one task: an integer in [0, 2^32). */
export type ItemSeeder = (point: Point, replicate: number) => number;

/**
 * `paired`: `(seed + 31337 r) mod 2^32` for replicate r of every point. `independent`: MurmurHash3 (x86, 32 bits,
 * seeded with the paired seed) over the UTF-16 code units of the point's canonical parameters, the same text that is
 * in the key, so that a new parameter with a default keeps the seeds as well.
 */
export function itemSeeder(task: Pick<Task, 'seed' | 'seeding' | 'schema' | 'cache'>): ItemSeeder {
  if (task.seeding === 'paired') return (_, replicate) => pairedSeed(task.seed, replicate);
  const text = parameterText(task);
  const seedOf = textSeeder(task);
  return (point, replicate) => seedOf(text(point), replicate);
}

/** The same where the canonical text of the point's parameters is known (parameterText.ts). */
export function textSeeder(task: Pick<Task, 'seed' | 'seeding'>): (parameters: string, replicate: number) => number {
  if (task.seeding === 'paired') return (_, replicate) => pairedSeed(task.seed, replicate);
  return (parameters, replicate) => murmur3(parameters, pairedSeed(task.seed, replicate));
}

/** The seed of one item; for many items of one task, make an `itemSeeder` once. */
export function effectiveSeed(task: Pick<Task, 'seed' | 'seeding' | 'schema' | 'cache'>, point: Point, replicate: number): number {
  return task.seeding === 'paired' ? pairedSeed(task.seed, replicate) : itemSeeder(task)(point, replicate);
}

/** Distance of the seeds of successive replicates. */
const STRIDE = 31_337;
const RANGE = 2 ** 32;

function pairedSeed(seed: number, replicate: number): number {
  return ((seed % RANGE) + ((STRIDE * replicate) % RANGE)) % RANGE;
}

/** MurmurHash3_x86_32 (Austin Appleby, public domain); two code units are one block, least significant first. */
function murmur3(text: string, seed: number): number {
  let state = seed | 0;
  const even = text.length - (text.length % 2);
  for (let index = 0; index < even; index += 2) {
    state ^= scramble(text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16));
    state = (Math.imul((state << 13) | (state >>> 19), 5) + 0xe6546b64) | 0;
  }
  if (even < text.length) state ^= scramble(text.charCodeAt(even));
  return finish(state ^ (text.length * 2));
}

function scramble(block: number): number {
  const mixed = Math.imul(block, 0xcc9e2d51);
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}

function finish(state: number): number {
  let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
