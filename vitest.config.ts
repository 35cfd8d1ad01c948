import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/*.test.ts', 'test/{core,protocol,server,runner,client,webview,python,examples,packaging,syntaxes}/**/*.test.{ts,tsx}'],
    setupFiles: ['test/support/randomness.ts'],
    isolate: false,
    pool: 'threads',
    // A guard against what hangs, not a measurement: many tests start processes, and the machine may be busy.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
