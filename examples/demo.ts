import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod';

/** README's first command: builds the command line, runs the pendulum with it, and shows what came out. */

const ROOT = join(import.meta.dirname, '..');
const FAIL_BY_DESIGN = 3;
const rowsSchema = z.array(z.object({ state: z.string() }));

process.chdir(ROOT);
expectCode(spawnSync('node', ['build.ts', '--production'], { stdio: 'inherit' }).status, 0, 'The build');

const python = hasPython();
if (!python) console.log('There is no Python 3.8 or newer here (python3), so the example runs as its Node twin.');
const task = join('examples', 'pendulum', python ? 'pendulum.sweep.yaml' : 'pendulum-node.sweep.yaml');

// 2 says that items failed: three points of the example do, by design, and are tried again by every run.
expectCode(sweepdeck('run', task), 2, 'sweepdeck run');
console.log('\nThe first rows, then those that failed:\n');
expectCode(sweepdeck('results', task, '--limit', '12'), 0, 'sweepdeck results');
console.log();
expectCode(sweepdeck('results', task, '--where', "state == 'failed'"), 0, 'sweepdeck results --where');
expectCode(sweepdeck('status', task), 0, 'sweepdeck status');
checkRows();
console.log(
  `\nDone. ${FAIL_BY_DESIGN} points failed by design: Euler's method blows up there (examples/pendulum/README.md says how to repair it).`,
);
console.log('Run it again: everything but those 3 comes from the cache in .sweepdeck/.');

/** Prints the command as a person would type it, and runs it. */
function sweepdeck(...values: readonly string[]): number | null {
  console.log(`$ sweepdeck ${values.map((value) => (/[\s'"]/.test(value) ? `"${value}"` : value)).join(' ')}`);
  return spawnSync('node', ['dist/cli.mjs', ...values], { stdio: ['ignore', 'inherit', 'inherit'] }).status;
}

/** The same results as data: all items are there, and exactly the expected ones failed. */
function checkRows(): void {
  const { stdout } = spawnSync('node', ['dist/cli.mjs', 'results', task, '--format', 'json'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const rows = rowsSchema.parse(JSON.parse(stdout));
  const failed = rows.filter(({ state }) => state === 'failed').length;
  if (rows.length === 160 && failed === FAIL_BY_DESIGN) return;
  console.error(
    `The example gave ${rows.length} rows of which ${failed} failed; 160 and ${FAIL_BY_DESIGN} were expected. Was examples/pendulum edited?`,
  );
  process.exit(1);
}

function expectCode(code: number | null, expected: number, what: string): void {
  if (code === expected) return;
  console.error(`${what} ended with exit code ${code}, and ${expected} was expected: its message is above.`);
  process.exit(1);
}

function hasPython(): boolean {
  const { status } = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))'], { stdio: 'ignore' });
  return status === 0;
}
