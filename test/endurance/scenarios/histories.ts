import fc from 'fast-check';
import { histories, live } from '../../support/history.ts';
import { type Result, rounds, type Stage } from '../scenario.ts';

/** Random histories: run, kill, edit code and space, delete, restore, register, accept, collect, two processes at once. No account is ever wrong, no row ever lost. */
export async function randomHistories(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  const all = rounds(stage);
  for (const _run of all) {
    const seed = Math.floor(stage.chance() * 2 ** 31);
    const { failed, counterexample, errorInstance } = await fc.check(fc.asyncProperty(histories, live), {
      numRuns: 1,
      seed,
      endOnFailure: true,
    });
    if (failed) violations.push(`seed ${seed}: ${String(errorInstance)} after ${JSON.stringify(counterexample)}`);
  }
  return { runs: all.at, violations, notes: '8 to 20 steps each, judged after every step' };
}
