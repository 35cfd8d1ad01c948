import type { Relation, Row } from './relation.ts';

/** The candidates of a product as rules look at them, one after the other. */
export interface Walk {
  /** Writes those parameters of the next candidate that somebody looks at, all of them at the first. */
  next(row: Row): void;
  /** The part of the present candidate's number that its rows of the factors whose parameters are compared by value make up. */
  compared(): number;
}

/** What is looked at: parameters that rules name, and factors of which rows are compared by value, and may have been changed by rules. */
export interface Looks {
  readonly named: ReadonlySet<number>;
  readonly compared: ReadonlySet<Relation>;
}

/** Reads each row of each factor once, and of many parameters only those that are looked at and differ from the last candidate. */
export function walk(factors: readonly Relation[], { named, compared }: Looks): Walk {
  const isAlone = factors.length === 1;
  const wheels = wheelsOf(factors).map(({ factor, ...wheel }) => {
    const isCompared = compared.has(factor);
    const slots = isCompared ? factor.slots : factor.slots.filter((slot) => named.has(slot));
    return { ...wheel, slots, isCompared, fill: isAlone ? factor.fill : listed(factor, slots) };
  });
  let isFirst = true;
  return {
    next(row) {
      let turns = true;
      for (let at = wheels.length - 1; at >= 0; at--) {
        const wheel = wheels[at];
        if (wheel === undefined || !(isFirst || turns || wheel.isCompared)) continue;
        if (turns && !isFirst) {
          wheel.digit = wheel.digit + 1 === wheel.size ? 0 : wheel.digit + 1;
          turns = wheel.digit === 0;
        }
        wheel.fill(wheel.digit, row);
      }
      isFirst = false;
    },
    compared() {
      let sum = 0;
      for (const { isCompared, digit, stride } of wheels) if (isCompared) sum += digit * stride;
      return sum;
    },
  };
}

/** A factor of a product, at one of its rows: `stride` candidates in a row share it. */
interface Wheel {
  readonly factor: Relation;
  readonly size: number;
  readonly stride: number;
  digit: number;
}

function wheelsOf(factors: readonly Relation[]): readonly Wheel[] {
  let stride = 1;
  const wheels = factors.toReversed().map((factor) => {
    const wheel = { factor, size: factor.size, stride, digit: 0 };
    stride *= factor.size;
    return wheel;
  });
  return wheels.toReversed();
}

/** Some parameters of a factor, read once. */
function listed(factor: Relation, slots: readonly number[]): Relation['fill'] {
  const row: Row = [];
  const values: Row[number][] = [];
  for (let index = 0; slots.length > 0 && index < factor.size; index++) {
    factor.fill(index, row);
    for (const slot of slots) values.push(row[slot]);
  }
  return (index, to) => {
    const from = index * slots.length;
    for (let at = 0; at < slots.length; at++) to[slots[at] ?? 0] = values[from + at];
  };
}
