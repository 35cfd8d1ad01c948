import type { Row } from './relation.ts';
import type { View } from './view.ts';

/** The candidates of a product as rules look at them, one after the other. */
export interface Walk {
  /** Writes those parameters of the next candidate that somebody looks at, all of them at the first. */
  next(row: Row): void;
  /** The part of the present candidate's number that its rows of the factors whose parameters are compared by value make up. */
  compared(): number;
}

/** Writes of many parameters only those that differ from the last candidate, or may have been changed by rules. */
export function walk(views: readonly View[]): Walk {
  const wheels = wheelsOf(views);
  let isFirst = true;
  return {
    next(row) {
      let turns = true;
      for (let at = wheels.length - 1; at >= 0; at--) {
        const wheel = wheels[at];
        if (wheel === undefined || !(isFirst || turns || wheel.view.isCompared)) continue;
        if (turns && !isFirst) {
          wheel.digit = wheel.digit + 1 === wheel.view.size ? 0 : wheel.digit + 1;
          turns = wheel.digit === 0;
        }
        wheel.view.fill(wheel.digit, row);
      }
      isFirst = false;
    },
    compared() {
      let sum = 0;
      for (const { view, digit, stride } of wheels) if (view.isCompared) sum += digit * stride;
      return sum;
    },
  };
}

/** A factor of a product, at one of its rows: `stride` candidates in a row share it. */
interface Wheel {
  readonly view: View;
  readonly stride: number;
  digit: number;
}

function wheelsOf(views: readonly View[]): readonly Wheel[] {
  let stride = 1;
  const wheels = views.toReversed().map((view) => {
    const wheel = { view, stride, digit: 0 };
    stride *= view.size;
    return wheel;
  });
  return wheels.toReversed();
}
