import { defineConfig } from 'vitest/config';
import { pathWithPython } from '../support/pythonPath.ts';

/** Journeys through the real workbench: one at a time, each with its own server. */
export default defineConfig({
  // One retry, because keys and clicks into the workbench now and then come too early. It can hide a fault of ours too (a lens that lost
  // its click was one): a test that was retried is marked in the output, and is worth a look.
  test: {
    include: ['test/ui/**/*.test.ts'],
    // Made for a person who looks at their pictures: not needed to decide about a change.
    exclude: process.env['CI'] ? ['test/ui/{pictures,themes}.test.ts'] : [],
    env: { PATH: pathWithPython() },
    // The workbench and its browser keep two cores busy.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    retry: 1,
    // Vitest's own second is over before a busy machine has painted.
    expect: { poll: { timeout: 30_000 } },
  },
});
