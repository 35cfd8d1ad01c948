import { defineConfig } from 'vitest/config';

/** Journeys through the real workbench: one at a time, each with its own server. */
export default defineConfig({
  test: { include: ['test/ui/**/*.test.ts'], fileParallelism: false, testTimeout: 120_000, hookTimeout: 180_000 },
});
