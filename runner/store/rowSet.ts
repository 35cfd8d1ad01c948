/** A set of row ids, one bit for each id up to the last. */
export interface RowSet {
  add(row: number): void;
  has(row: number): boolean;
}

export function rowSet(last: number): RowSet {
  const bits = new Uint8Array(Math.floor(last / 8) + 1);
  return {
    add(row) {
      const at = Math.floor(row / 8);
      bits[at] = (bits[at] ?? 0) | (1 << (row % 8));
    },
    has: (row) => ((bits[Math.floor(row / 8)] ?? 0) & (1 << (row % 8))) !== 0,
  };
}
