/** Ranks from 1 up, equal values sharing the mean of theirs, and how many values each group of equal ones has. */
export function ranks(values: readonly number[]): { readonly ranks: readonly number[]; readonly ties: readonly number[] } {
  const order = values.map((_, at) => at).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const found = values.map(() => 0);
  const ties: number[] = [];
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to += 1;
    for (const at of order.slice(from, to)) found[at] = (from + 1 + to) / 2;
    ties.push(to - from);
    from = to;
  }
  return { ranks: found, ties };
}

/** The sum of t³ − t over groups of equal values, by which ranks vary less. */
export function tieTerm(ties: readonly number[]): number {
  return ties.reduce((total, count) => total + count ** 3 - count, 0);
}
