import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/*.test.ts', 'test/{core,protocol,server,runner,client,webview,python,examples,syntaxes}/**/*.test.{ts,tsx}'],
    isolate: false,
    pool: 'threads',
    testTimeout: 20_000,
  },
});
