import { defineConfig } from 'vitest/config';

/** Journeys through the real workbench: one at a time, each with its own server. */
export default defineConfig({
  // One retry: a workbench of millions of lines now and then drops a key or a click, which says nothing about the product.
  test: { include: ['test/ui/**/*.test.ts'], fileParallelism: false, testTimeout: 120_000, hookTimeout: 180_000, retry: 1 },
});
