/** How the p of several tests are made larger, so that many tests do not find by chance what one would not. */
export type Correction = 'none' | 'holm' | 'bh';

/** Adjusted p in the order given; those that are NaN belong to no family and stay. */
export function adjust(values: readonly number[], correction: Correction): readonly number[] {
  if (correction === 'none') return values;
  const order = values
    .map((_, at) => at)
    .filter((at) => !Number.isNaN(values[at]))
    .sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const adjusted = [...values];
  const count = order.length;
  if (correction === 'holm') {
    // Holm 1979: the smallest of m times m, the next times m − 1, …; never below one before it.
    let least = 0;
    for (const [place, at] of order.entries()) {
      least = Math.min(1, Math.max(least, (count - place) * (values[at] ?? 0)));
      adjusted[at] = least;
    }
    return adjusted;
  }
  // Benjamini and Hochberg 1995: the k-th of m times m / k; never above one behind it.
  let most = 1;
  for (let place = count - 1; place >= 0; place--) {
    const at = order[place] ?? 0;
    most = Math.min(most, (count / (place + 1)) * (values[at] ?? 0));
    adjusted[at] = most;
  }
  return adjusted;
}
