import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { pathWithPython } from './test/support/pythonPath.ts';

/** Minutes long: what begins last runs alone at the end, and a fresh machine has no times of an earlier run to go by. */
const LONGEST = ['runner/trust/quick', 'examples/recipes', 'runner/cli/manage'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean => LONGEST.some((name) => moduleId.endsWith(`${name}.test.ts`));
    return (await super.sort(files)).toSorted((a, b) => Number(isLong(b)) - Number(isLong(a)));
  }
}

export default defineConfig({
  test: {
    include: ['test/*.test.ts', 'test/{core,protocol,server,runner,client,webview,python,examples,packaging,syntaxes}/**/*.test.{ts,tsx}'],
    // Tests start programs from their sources, where the bundles are older: what Node makes of them is kept for the next one (a third of the time).
    env: {
      NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compiled'),
      PATH: pathWithPython(),
    },
    setupFiles: ['test/support/randomness.ts'],
    sequence: { sequencer: LongestFirst },
    isolate: false,
    // On the stack of a main thread, as the command line is: that of a thread is four times larger, and hides what overflows.
    pool: 'forks',
    // Most of them wait for processes that they have started: one more than there are cores takes two thirds of the time.
    maxWorkers: availableParallelism() + 1,
    // A guard against what hangs, not a measurement: many tests start processes, and the machine may be busy.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
