import type { Sampling } from '../../task/task.ts';
import { halton } from './halton.ts';
import { latinHypercube } from './latinHypercube.ts';
import { sobol } from './sobol.ts';
import { uniforms } from './uniform.ts';

/** The draws that a sample takes, each found by its number. */
export interface Members {
  /** The numbers of draw `index`, one for each dimension; valid until the next call. */
  at(index: number): Float64Array;
  /** Draws until `count` are taken or `limit` were drawn; tells each draw's fate to `told`. */
  probe(count: number, limit: number, told: (refusal: number) => void): void;
}

/** Says whether a draw is taken (−1), or the number of the rule that refuses it. */
export type Judge = (unit: Float64Array) => number;

/** The members of a sample. Without a judge every draw is taken. */
export function membersOf(sampling: Sampling, dimensions: number, judge: Judge | undefined): Members {
  switch (sampling.method) {
    case 'sobol':
      return inSequence(sobol(dimensions), dimensions, judge);
    case 'halton':
      return inSequence(halton(dimensions), dimensions, judge);
    case 'random':
    case 'lhs':
      return independent(sampling, dimensions, judge);
  }
}

type Fill = (index: number, unit: Float64Array) => void;

/**
 * A sequence from index 1 on, as index 0 is a corner. Refused members are passed over, so that the numbers of the taken
 * ones have to be kept: 4 bytes each, found as far as they are asked for.
 */
function inSequence(fill: Fill, dimensions: number, judge: Judge | undefined): Members {
  const unit = new Float64Array(dimensions);
  let taken = new Uint32Array(judge ? 1024 : 0);
  let [count, next] = [0, 1];

  function step(): number {
    fill(next, unit);
    const refusal = judge?.(unit) ?? TAKEN;
    if (refusal === TAKEN) {
      if (count === taken.length) taken = wider(taken);
      taken[count++] = next;
    }
    next += 1;
    return refusal;
  }

  return {
    at(index) {
      if (judge) while (count <= index) step();
      fill(judge ? (taken[index] ?? 0) : index + 1, unit);
      return unit;
    },
    probe(wanted, limit, told) {
      for (let drawn = 0; count < wanted && drawn < limit; drawn++) told(step());
    },
  };
}

function wider(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const found = new Uint32Array(2 * numbers.length);
  found.set(numbers);
  return found;
}

/** Every member has a stream of its own, from which it is drawn again until it is taken: no member needs another. */
function independent({ method, seed, samples }: Sampling, dimensions: number, judge: Judge | undefined): Members {
  const numbers = uniforms(seed, 'points');
  const first = method === 'lhs' ? latinHypercube(seed, { size: samples, dimensions }) : undefined;
  const unit = new Float64Array(dimensions);
  let current = -1;

  function draw(index: number, attempt: number): number {
    if (attempt === 0 && first) first(index, unit);
    else numbers.fill(index, attempt, unit);
    return judge?.(unit) ?? TAKEN;
  }

  return {
    at(index) {
      // The points of one draw are asked for one after the other.
      if (index !== current) for (let attempt = 0; draw(index, attempt) !== TAKEN; ) attempt += 1;
      current = index;
      return unit;
    },
    probe(wanted, limit, told) {
      // Strata would have to be made for all members: what is drawn again has the same chances.
      const start = first ? 1 : 0;
      let [index, attempt] = [0, start];
      for (let drawn = 0; index < wanted && drawn < limit; drawn++) {
        const refusal = draw(index, attempt);
        told(refusal);
        if (refusal === TAKEN) [index, attempt] = [index + 1, start];
        else attempt += 1;
      }
      current = -1;
    },
  };
}

const TAKEN = -1;
