interface Parameters {
  readonly lr: number;
  readonly mode?: 'fast' | 'exact';
}

/**
 * Trains.
 * @param p all of them
 * @param {number} p.lr - How far a step goes.
 * @param [p.mode='fast'] What to prefer.
 */
export function train({ lr, mode = 'fast' }: Parameters) {
  return { loss: lr, mode };
}
