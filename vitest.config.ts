import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { pathWithPython } from './test/support/pythonPath.ts';

/** A file of minutes that begins last runs alone at the end; a fresh machine has no times of an earlier run to go by. */
const LONGEST: readonly string[] = ['runner/trust/quick', 'runner/store/durable', 'examples/recipes', 'runner/cli/manage'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = ({ moduleId }: TestSpecification): number =>
      LONGEST.findIndex((name) => moduleId.endsWith(`${name}.test.ts`)) + 1 || LONGEST.length + 1;
    return sorted.toSorted((a, b) => place(a) - place(b));
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
    // Each with a memory of its own: to start a program from one process that holds everything costs a tenth of a second.
    pool: 'forks',
    // Most of them wait for processes that they have started: one more than there are cores takes two thirds of the time.
    maxWorkers: availableParallelism() + 1,
    // A guard against what hangs, not a measurement: many tests start processes, and the machine may be busy.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
