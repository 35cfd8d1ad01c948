import type { Filtered } from './filter.ts';
import { ABSENT, type Relation, type Row } from './relation.ts';
import { multiply, SATURATED } from './size.ts';

/** What is left of one part of a product, with the places of its factors in that product and their sizes. */
export interface Strand {
  readonly filtered: Pick<Filtered, 'relation' | 'kept'>;
  readonly factors: readonly { readonly place: number; readonly size: number }[];
}

/** One factor of the product: `stride` candidates of its strand share each of its rows. */
interface Step {
  readonly place: number;
  readonly strand: number;
  readonly stride: number;
}

/** All combinations of the rows of several parts of a product, in the order of that product, the first factor varying slowest. */
export function weave(strands: readonly Strand[]): Relation {
  const relations = strands.map(({ filtered }) => filtered.relation);
  const [only] = relations;
  if (only !== undefined && relations.length === 1) return only;
  const strandOf = new Map(relations.flatMap((relation) => relation.slots.map((slot) => [slot, relation])));
  const steps = strands.flatMap(stepsOf).sort((a, b) => a.place - b.place);
  return {
    slots: relations.flatMap((relation) => relation.slots),
    size: multiply(relations.map((relation) => relation.size)),
    total: relations.every((relation) => relation.total),
    fill(index, row) {
      fillWoven(index, row, { strands, steps });
    },
    has: (row) => relations.every((relation) => relation.has(row)),
    distinct: () => relations.every((relation) => relation.distinct()),
    domain: (slot) => strandOf.get(slot)?.domain(slot) ?? ABSENT,
  };
}

function stepsOf({ factors }: Strand, strand: number): readonly Step[] {
  return factors.map(({ place }, at) => ({ place, strand, stride: multiply(factors.slice(at + 1).map(({ size }) => size)) }));
}

/** The rows of one strand that agree with what is decided so far; `floor` is the first candidate that would. */
interface Open {
  low: number;
  high: number;
  floor: number;
}

/** Decides factor by factor: the rows of a strand are sorted, so that those with one row of a factor lie side by side. */
function fillWoven(index: number, row: Row, { strands, steps }: { readonly strands: readonly Strand[]; readonly steps: readonly Step[] }) {
  const open: Open[] = strands.map(({ filtered }) => ({ low: 0, high: filtered.relation.size, floor: 0 }));
  let rest = index;
  let decided = 0;
  for (const { strand, stride } of steps) {
    const mine = open[strand];
    if (mine === undefined || isDecided(mine)) continue;
    for (let one = open[decided]; one !== undefined && isDecided(one); one = open[decided]) decided++;
    const { kept } = strands[strand]?.filtered ?? {};
    const others = combinations(open, mine, decided);
    const inside = mine.low + Math.floor(rest / others);
    const candidate = kept?.[inside] ?? inside;
    const floor = candidate - ((candidate - mine.floor) % stride);
    const low = lowest(kept, floor, mine);
    rest -= (low - mine.low) * others;
    mine.high = lowest(kept, floor + stride, mine);
    mine.low = low;
    mine.floor = floor;
  }
  for (const [at, { low }] of open.entries()) strands[at]?.filtered.relation.fill(low, row);
}

function isDecided({ low, high }: Open): boolean {
  return high - low === 1;
}

/** How many ways there are to go on in the strands from `first` on but one; exact below the saturated count, which no index reaches. */
function combinations(open: readonly Open[], except: Open, first: number): number {
  let product = 1;
  for (let at = open.length - 1; at >= first && product < SATURATED; at--) {
    const one = open[at];
    if (one !== undefined && one !== except) product = Math.min(product * (one.high - one.low), SATURATED);
  }
  return product;
}

/** The first row within the range whose candidate is not below the limit. */
function lowest(kept: Filtered['kept'], limit: number, { low, high }: Open): number {
  if (kept === undefined) return Math.min(Math.max(limit, low), high);
  let [from, to] = [low, high];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if ((kept[middle] ?? 0) < limit) from = middle + 1;
    else to = middle;
  }
  return from;
}
