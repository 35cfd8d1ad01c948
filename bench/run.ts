/*
 * Whole processes of the product and of its peers, in interleaved rounds, then a Markdown table:
 *   npm run build && npm run bench [-- rows python1k,commands] [--rounds 3] [--slow]
 *   [--psyrun DIR] [--entropic DIR --tinydb DIR]   folders with the sources of peers that no package brings
 * `rows all` is everything; `--slow` measures peers that take minutes too, once. Two workers, trivial objectives; the
 * time ends when every result is in SQLite, committed with synchronous=FULL.
 */
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { openBench } from './bench.ts';

import { findPython } from './findPython.ts';
import { findPeers } from './peers.ts';
import { machine, type Measurements, reportTable } from './report.ts';
import type { Row, Sample } from './row.ts';
import { commandRows } from './rows/commands.ts';
import { diskRow } from './rows/disk.ts';
import { editingRows } from './rows/editing.ts';
import { efficiencyRows } from './rows/efficiency.ts';
import { latencyRows } from './rows/latency.ts';
import { sweepRows } from './rows/sweeps.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    slow: { type: 'boolean', default: false },
    python: { type: 'string' },
    psyrun: { type: 'string' },
    entropic: { type: 'string' },
    tinydb: { type: 'string' },
  },
});
/** Rows of a run that names none: a minute. */
const DEFAULT = ['python1k', 'cached1k', 'commands', 'efficiency10ms', 'shownWarm', 'shownCold', 'cancelPython', 'goneCommand', 'goneCli'];

const bench = openBench({
  python: values.python ?? (await findPython(tmpdir())),
  sources: { psyrun: values.psyrun, entropic: values.entropic, tinydb: values.tinydb },
});
try {
  const { peers, missing } = await findPeers(bench);
  const commands = await commandRows(bench);
  const rows = [
    ...sweepRows(bench, peers),
    ...commands.rows,
    ...efficiencyRows(bench, peers),
    diskRow(bench),
    ...latencyRows(bench),
    ...editingRows(bench),
  ];
  const measured = await measureRows(chosen(rows), Number(values.rounds));
  console.log(reportTable(measured));
  for (const line of [...missing, ...commands.missing]) console.log(`\n${line}`);
  console.log(`\n\`node ${['bench/run.ts', ...process.argv.slice(2)].join(' ')}\` · ${machine()}, ${bench.python}`);
} finally {
  bench.remove();
}

function chosen(rows: readonly Row[]): readonly Row[] {
  const names = positionals[0] === 'rows' ? (positionals[1] ?? '').split(',') : DEFAULT;
  if (names.includes('all')) return rows;
  return names.map((name) => {
    const found = rows.find((row) => row.name === name);
    if (!found) throw new Error(`There is no row ${name}; there are ${rows.map((row) => row.name).join(', ')}.`);
    return found;
  });
}

async function measureRows(rows: readonly Row[], rounds: number): Promise<readonly Measurements[]> {
  const all = rows.map((row) => ({ row, samples: new Map<string, Sample[]>() }));
  for (let round = 1; round <= rounds; round++) {
    for (const { row, samples } of all) {
      for (const { by, slow = false, prepare, measure } of row.contestants) {
        if (slow && (round > 1 || !values.slow)) continue;
        if (round === 1) await prepare?.();
        const sample = await measure();
        samples.set(by, [...(samples.get(by) ?? []), sample]);
        process.stderr.write(`round ${round} of ${rounds}: ${row.name}, ${by}: ${sample.value.toPrecision(3)} ${row.unit}\n`);
      }
    }
  }
  return all;
}
