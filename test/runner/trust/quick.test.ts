import { describe, expect, it } from 'vitest';
import { newestPrograms } from '../../support/programs.ts';
import { chanceFrom } from '../../endurance/scenario.ts';
import { SCENARIOS } from '../../endurance/scenarios.ts';

/* The small numbers of what `npm run test:endurance` does with the full ones; a seed in a failure's name repeats it. */
const seed = process.env['CI'] ? 20_260_101 : Date.now() % 1_000_000;

describe('the promises of the runner, a few times each', () => {
  it.each(SCENARIOS.filter(({ quick }) => quick > 0))(
    `holds: $name ($rows), seed ${seed}`,
    { timeout: 120_000 },
    async ({ quick, run }) => {
      expect(
        (await run({ programs: newestPrograms(), runs: quick, until: Number.POSITIVE_INFINITY, chance: chanceFrom(seed) })).violations,
      ).toEqual([]);
    },
  );
});
