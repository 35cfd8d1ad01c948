import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

/**
 * Everything that has to hold, in order of cost: `node test/all.ts [step…]`. Ends in one line `N passed, N failed`, where a step without
 * tests of its own (types, lint) counts as one.
 */

interface Count {
  readonly passed: number;
  readonly failed: number;
}

interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Reads how many tests passed and failed; without it the exit code is the one test. */
  readonly count?: (output: string) => Promise<Count>;
}

const ROOT = join(import.meta.dirname, '..');
const ARTIFACTS = join(ROOT, 'test-artifacts');

const STEPS: readonly Step[] = [
  { name: 'build', command: ['node', 'build.ts'] },
  { name: 'types', command: ['tsc', '-b'] },
  { name: 'lint', command: ['oxlint'] },
  { name: 'format', command: ['biome', 'format'] },
  { name: 'dead code', command: ['knip'] },
  { name: 'unit', ...vitest('unit', []) },
  { name: 'vscode', command: ['node', 'test/vscode/run.ts'], count: countLine },
  { name: 'ui', ...vitest('ui', ['--config', 'test/ui/vitest.config.ts']) },
];

const wanted = process.argv.slice(2);
await mkdir(ARTIFACTS, { recursive: true });
const total = { passed: 0, failed: 0 };
for (const step of STEPS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const { passed, failed } = await perform(step);
  total.passed += passed;
  total.failed += failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** Runs one step and shows its output; a step whose tests all passed but whose process failed counts one failure. */
async function perform({ name, command: [program, ...rest], count }: Step): Promise<Count> {
  const started = performance.now();
  console.log(`\n── ${name}: ${[program, ...rest].join(' ')}`);
  const child = spawn(program, rest, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
    output.push(chunk);
    process.stdout.write(chunk);
  });
  const [code] = await once(child, 'close');
  const fine = code === 0;
  const counted = count ? await count(Buffer.concat(output).toString()) : { passed: fine ? 1 : 0, failed: fine ? 0 : 1 };
  const failed = fine ? counted.failed : Math.max(counted.failed, 1);
  console.log(`── ${name}: ${counted.passed} passed, ${failed} failed, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return { passed: counted.passed, failed };
}

/** The closing line of a runner of ours. */
async function countLine(output: string): Promise<Count> {
  const [, passed = '0', failed = '1'] = /^(\d+) passed, (\d+) failed$/m.exec(output) ?? [];
  return { passed: Number(passed), failed: Number(failed) };
}

/** Vitest with its report as JSON, which also tells of files that could not be loaded. */
function vitest(name: string, options: readonly string[]): Pick<Step, 'command' | 'count'> {
  const file = join(ARTIFACTS, `${name}.json`);
  const reportSchema = z.object({ numPassedTests: z.number(), numFailedTests: z.number(), numFailedTestSuites: z.number() });
  return {
    command: ['vitest', 'run', ...options, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    count: async () => {
      const report = reportSchema.parse(JSON.parse(await readFile(file, 'utf8')));
      await rm(file);
      return { passed: report.numPassedTests, failed: Math.max(report.numFailedTests, report.numFailedTestSuites > 0 ? 1 : 0) };
    },
  };
}
