/** A small generator of numbers in [0, 1) with a seed, so that a failure can be repeated. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** All that means something in YAML, in our format, or to whoever reads text carelessly. */
const SCRAPS: readonly string[] = [
  ...'{|}|[|]|:|: |- |? |"|\'|\n|\n  |#|&a |*a|<<: *a|>|\t|\r|\0|\uFEFF|\uD800|---\n|!!x |%|@|1e999|.nan|__proto__|${|null|~|,'.split('|'),
  '|',
];

/** A text with one to four pieces replaced. */
export function mutate(text: string, next: () => number): string {
  let mutated = text;
  for (let edits = 1 + Math.floor(next() * 4); edits > 0; edits -= 1) {
    const at = Math.floor(next() * mutated.length);
    mutated = mutated.slice(0, at) + (SCRAPS[Math.floor(next() * SCRAPS.length)] ?? '') + mutated.slice(at + Math.floor(next() * 6));
  }
  return mutated;
}
