const SIZE = 624;
const SHIFT = 397;

/**
 * The 32-bit numbers of Python's `random.Random(seed).getrandbits(32)`: MT19937 seeded by `init_by_array`
 * (Matsumoto and Nishimura 2002; CPython Modules/_randommodule.c). npm's generators offer `init_genrand` only.
 */
export function pythonStream(seed: number): () => number {
  const state = seeded(keyOf(seed));
  let at = SIZE;
  return () => {
    if (at === SIZE) {
      twist(state);
      at = 0;
    }
    let y = word(state, at++);
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
}

/** The seed's magnitude in 32-bit pieces, the lowest first; 0 has one piece. */
function keyOf(seed: number): readonly number[] {
  const key: number[] = [];
  for (let rest = Math.abs(seed); rest >= 1; rest = Math.floor(rest / 2 ** 32)) key.push(rest >>> 0);
  return key.length === 0 ? [0] : key;
}

function seeded(key: readonly number[]): Uint32Array {
  const state = new Uint32Array(SIZE);
  state[0] = 19650218;
  for (let i = 1; i < SIZE; i++) state[i] = Math.imul(1812433253, mixed(state, i)) + i;
  let i = 1;
  const step = (factor: number, add: number): void => {
    state[i] = (word(state, i) ^ Math.imul(mixed(state, i), factor)) + add;
    if (++i < SIZE) return;
    state[0] = word(state, SIZE - 1);
    i = 1;
  };
  for (let k = 0; k < Math.max(SIZE, key.length); k++) step(1664525, (key[k % key.length] ?? 0) + (k % key.length));
  for (let k = 0; k < SIZE - 1; k++) step(1566083941, -i);
  state[0] = 0x80000000;
  return state;
}

function mixed(state: Uint32Array, i: number): number {
  const before = word(state, i - 1);
  return before ^ (before >>> 30);
}

function twist(state: Uint32Array): void {
  for (let i = 0; i < SIZE; i++) {
    const y = (word(state, i) & 0x80000000) | (word(state, (i + 1) % SIZE) & 0x7fffffff);
    state[i] = word(state, (i + SHIFT) % SIZE) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
  }
}

function word(state: Uint32Array, i: number): number {
  return state[i] ?? 0;
}
