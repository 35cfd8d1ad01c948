import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { ledgerTable, note } from './ledger.ts';
import { builtPrograms, type Programs, sourcePrograms } from '../support/programs.ts';
import { chanceFrom, type Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';

/**
 * Puts the runner's promises to the test: `node test/endurance/run.ts [words of names or rows…] [--runs N] [--minutes N] [--seed N] [--quick] [--sources]`.
 * A scenario begins no run after so many minutes (default: 5). Ends in a table (scenario, runs, violations) and with status 1 when anything was violated.
 * What was run is remembered in test-artifacts/endurance.ndjson; the word `table` alone prints every row of reliability.md with the sums of it.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string' },
    minutes: { type: 'string' },
    seed: { type: 'string' },
    quick: { type: 'boolean' },
    sources: { type: 'boolean' },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
if (positionals.join() === 'table') console.log(ledgerTable());
else await performAll();

async function performAll(): Promise<void> {
  const programs = values.sources === true ? sourcePrograms : builtPrograms();
  const commit = commitNow();
  console.log(`seed ${seed}`);
  const table: (readonly string[])[] = [['rows', 'scenario', 'runs', 'violations', 'seconds', 'notes']];
  for (const scenario of SCENARIOS.filter(isChosen)) table.push(await perform(scenario, programs, commit));
  console.log(`\n${table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`);
}

function isChosen({ name, rows }: Scenario): boolean {
  return positionals.length === 0 || positionals.some((word) => `${name} ${rows}`.includes(word));
}

function commitNow(): string {
  const git = (...words: string[]): string => spawnSync('git', words, { cwd: import.meta.dirname, encoding: 'utf8' }).stdout;
  return `${git('rev-parse', '--short', 'HEAD').trim()}${git('status', '--porcelain') === '' ? '' : '+'}`;
}

async function perform(scenario: Scenario, programs: Programs, commit: string): Promise<readonly string[]> {
  const { name, rows, run } = scenario;
  const begun = performance.now();
  const runs = Number(values.runs ?? (values.quick === true ? scenario.quick : scenario.full));
  const result = await run({ programs, runs, until: begun + Number(values.minutes ?? 5) * 60_000, chance: chanceFrom(seed) });
  if (result.missing === undefined) note({ scenario: name, commit, seed, runs: result.runs, violations: result.violations.length });
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  console.log(
    `${rows} ${name}: ${result.missing ?? `${result.runs} runs, ${result.violations.length} violations, ${seconds} s; ${result.notes}`}`,
  );
  for (const one of result.violations.slice(0, 20)) console.log(`    ${one}`);
  if (result.violations.length > 0) process.exitCode = 1;
  return [rows, name, String(result.runs), result.missing ?? String(result.violations.length), seconds, result.notes];
}
