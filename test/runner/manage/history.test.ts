import fc from 'fast-check';
import { describe, test } from 'vitest';
import { histories, live } from '../../support/history.ts';

/** Enough for every run of all tests; `npm run test:endurance -- histories` lives many. */
const HISTORIES = 3;

describe('random histories', () => {
  test('keep the account, and lose nothing that was not deleted', { timeout: 60_000 + 60_000 * HISTORIES }, async () => {
    await fc.assert(fc.asyncProperty(histories, live), { numRuns: HISTORIES });
  });
});
