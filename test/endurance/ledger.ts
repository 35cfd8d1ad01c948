import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { ROWS } from './rows.ts';
import { SCENARIOS } from './scenarios.ts';

const FILE = join(import.meta.dirname, '..', '..', 'test-artifacts', 'endurance.ndjson');

const Entry = z.object({
  scenario: z.string(),
  /** The commit that was tested; `+` when the sources differed from it. */
  commit: z.string(),
  seed: z.number(),
  runs: z.number(),
  violations: z.number(),
});
type Entry = z.infer<typeof Entry>;

/** Remembers one performance beside the other artifacts of tests, so that long counts can be reached in pieces. */
export function note(entry: Entry): void {
  mkdirSync(dirname(FILE), { recursive: true });
  appendFileSync(FILE, `${JSON.stringify(entry)}\n`);
}

/** Every row with what proves it, what it asks for, and what was run and violated since the ledger was begun, as a Markdown table. */
export function ledgerTable(): string {
  const entries = existsSync(FILE)
    ? readFileSync(FILE, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => Entry.parse(JSON.parse(line)))
    : [];
  const head = ['row', 'promise', 'asks', 'proved by', 'runs', 'violations'];
  const lines = ROWS.flatMap(({ id, priority, promise, asks, tests }) => {
    const scenarios = SCENARIOS.filter(({ rows }) => rows.split(' ').includes(id)).map(({ name }) => {
      const own = entries.filter(({ scenario }) => scenario === name);
      return [name, String(sum(own, 'runs')), String(sum(own, 'violations'))];
    });
    const proofs = [...scenarios, ...tests.map((file) => [file, 'in npm test', ''])];
    return (proofs.length === 0 ? [['nothing yet', '', '']] : proofs).map((proof) => [`${id} ${priority}`, promise, asks, ...proof]);
  });
  const commits = new Set(entries.map(({ commit }) => commit));
  return (
    [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n') + `\n\nCommits: ${[...commits].join(' ')}`
  );
}

function sum(entries: readonly Entry[], what: 'runs' | 'violations'): number {
  return entries.reduce((total, entry) => total + entry[what], 0);
}
