/*
 * Whole processes of the product and of its peers, in interleaved rounds, then a table:
 *   npm run build && npm run bench [-- --rounds 3 --items 1000,10000,100000 --keystrokes 100]
 * Two workers, trivial objectives; the time ends when every result is in SQLite, committed with synchronous=FULL.
 */
import { parseArgs } from 'node:util';
import { measureKeystrokes } from './keystroke.ts';
import { findPeers, findPython, type Peer } from './peers.ts';
import type { Measured } from './process.ts';
import { type Entry, machine, quantile, reportTable } from './report.ts';
import { type BenchWorkspace, type Language, makeWorkspace } from './sweeps.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    items: { type: 'string', default: '1000,10000,100000' },
    keystrokes: { type: 'string', default: '100' },
  },
});
/** Lines of the task file that is typed into. */
const LINES = 500;
const rounds = Number(values.rounds);
const sizes = values.items.split(',').map(Number);
const entries = new Map<string, Entry & { readonly rounds: Measured[] }>();

const workspace = makeWorkspace();
try {
  const python = await findPython(workspace.folder);
  const { peers, missing } = await findPeers(workspace.folder, python);
  for (let round = 1; round <= rounds; round++) {
    for (const items of sizes) {
      for (const language of ['python', 'node'] as const) await runSweep(workspace, { language, items, python });
      for (const peer of peers) await runPeer(peer, items);
    }
    note('count 10^12 points', 'sweepdeck', 0, await workspace.count(12));
    process.stderr.write(`Round ${round} of ${rounds} is done.\n`);
  }
  const keys = await measureKeystrokes(LINES, Number(values.keystrokes));
  console.log(reportTable([...entries.values()], 'loop + sqlite3'));
  console.log(
    `\nDiagnostics after a keystroke in a file of ${LINES} lines, over LSP, ${keys.length} times: p50 ${milliseconds(keys, 0.5)}, p95 ${milliseconds(keys, 0.95)}`,
  );
  for (const line of missing) console.log(line);
  console.log(`node ${['bench/run.ts', ...process.argv.slice(2)].join(' ')} · ${rounds} rounds · ${machine()}, ${python}`);
} finally {
  workspace.remove();
}

async function runSweep(
  of: BenchWorkspace,
  sweep: { readonly language: Language; readonly items: number; readonly python: string },
): Promise<void> {
  const { language, items } = sweep;
  of.forget();
  note('first', `sweepdeck, ${language}`, items, await of.run({ ...sweep, executed: items }));
  note('again, all stored', `sweepdeck, ${language}`, items, await of.run({ ...sweep, executed: 0 }));
}

async function runPeer(peer: Peer, items: number): Promise<void> {
  if (items > peer.most) return;
  note('first', peer.name, items, await peer.run(items));
  if (peer.again) note('again, all stored', peer.name, items, await peer.again(items));
}

function note(work: string, by: string, items: number, measured: Measured): void {
  const name = JSON.stringify([items, work, by]);
  const entry = entries.get(name) ?? { work, by, items, rounds: [] };
  entry.rounds.push(measured);
  entries.set(name, entry);
}

function milliseconds(times: readonly number[], share: number): string {
  return `${quantile(times, share).toFixed(1)} ms`;
}
