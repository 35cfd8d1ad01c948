import type { Programs } from '../support/programs.ts';

/** What a scenario needs to know to run. */
export interface Stage {
  readonly programs: Programs;
  /** How many runs are asked for; a scenario whose number is fixed by itself ignores it. */
  readonly runs: number;
  /** `performance.now()` after which no further run begins. */
  readonly until: number;
  /** A number in [0, 1), from the printed seed. */
  readonly chance: () => number;
}

/** What came of it. */
export interface Result {
  readonly runs: number;
  readonly violations: readonly string[];
  /** Measured numbers and coverage, for the table. */
  readonly notes: string;
  /** Why it could not be run here, as a sentence. */
  readonly missing?: string;
}

/** One promise of reliability.md, put to the test again and again. */
export interface Scenario {
  readonly name: string;
  /** Rows of the table in reliability.md, section 6. */
  readonly rows: string;
  readonly quick: number;
  readonly full: number;
  readonly run: (stage: Stage) => Promise<Result>;
}

/** The runs that are asked for, by number, as long as there is time; `at` says how many were begun. */
export function rounds({ runs, until }: Stage): Rounds {
  const counter = {
    at: 0,
    *[Symbol.iterator](): Iterator<number> {
      while (counter.at < runs && performance.now() < until) yield counter.at++;
    },
  };
  return counter;
}

export interface Rounds extends Iterable<number> {
  readonly at: number;
}

/** A source of numbers that gives the same ones for the same seed (mulberry32). */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The middle and the worst of some milliseconds, for notes. */
export function spread(milliseconds: readonly number[]): string {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(0);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(1)} ms`;
}
