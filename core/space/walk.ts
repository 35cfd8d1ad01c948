import type { Relation, Row } from './relation.ts';

/** The candidates of a product as rules look at them. */
export interface Walk {
  /** Writes those parameters of candidate `index` that somebody looks at. */
  fill(index: number, row: Row): void;
  /** A number that candidates share which have the same rows of the factors whose parameters are not compared by value. */
  rest(index: number): number;
}

/** What is looked at: parameters that rules name, and factors of which rows are compared by value, not by number. */
export interface Looks {
  readonly named: ReadonlySet<number>;
  readonly compared: ReadonlySet<Relation>;
}

/** Reads each row of each factor once, and of many parameters only those that are looked at. */
export function walk(factors: readonly Relation[], { named, compared }: Looks): Walk {
  const [only] = factors;
  const places = placesOf(factors);
  const tables = places.map(({ factor, ...place }) => {
    const slots = compared.has(factor) ? factor.slots : factor.slots.filter((slot) => named.has(slot));
    return { ...place, slots, values: only === factor && factors.length === 1 ? [] : listed(factor, slots) };
  });
  const byValue = places.filter(({ factor }) => compared.has(factor));
  return {
    fill(index, row) {
      if (factors.length === 1) only?.fill(index, row);
      else for (const table of tables) read(table, index, row);
    },
    rest: (index) => index - byValue.reduce((sum, place) => sum + digit(place, index) * place.stride, 0),
  };
}

/** A factor of a product: `stride` candidates in a row share each of its rows. */
interface Place {
  readonly size: number;
  readonly stride: number;
}

function placesOf(factors: readonly Relation[]): readonly (Place & { readonly factor: Relation })[] {
  let stride = 1;
  const places = factors.toReversed().map((factor) => {
    const place = { factor, size: factor.size, stride };
    stride *= factor.size;
    return place;
  });
  return places.toReversed();
}

function digit({ size, stride }: Place, index: number): number {
  return Math.floor(index / stride) % size;
}

/** The values of some parameters, row after row. */
function listed(factor: Relation, slots: readonly number[]): readonly Row[number][] {
  const row: Row = [];
  const values: Row[number][] = [];
  if (slots.length === 0) return values;
  for (let index = 0; index < factor.size; index++) {
    factor.fill(index, row);
    for (const slot of slots) values.push(row[slot]);
  }
  return values;
}

function read(
  table: Place & { readonly slots: readonly number[]; readonly values: readonly Row[number][] },
  index: number,
  row: Row,
): void {
  const { slots, values } = table;
  const from = digit(table, index) * slots.length;
  for (let at = 0; at < slots.length; at++) row[slots[at] ?? 0] = values[from + at];
}
