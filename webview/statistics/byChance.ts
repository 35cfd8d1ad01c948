/** The share that a parameter without any effect has on average: (groups − 1) / (items − 1). */
export function byChance(groups: number, items: number): number {
  return items > 1 ? Math.min(1, (groups - 1) / (items - 1)) : 1;
}
