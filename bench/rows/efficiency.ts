import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import type { Peer } from '../peers.ts';
import { PARALLEL } from '../peers.ts';
import { type Measured, measure } from '../process.ts';
import type { Contestant, Row, Sample } from '../row.ts';
import { runSweep } from './sweeps.ts';

const EXECUTOR = 'ProcessPoolExecutor';

/** Milliseconds of an item and how many there are: one to three seconds of work for two workers. */
const CASES = [
  { milliseconds: 1, items: 2000 },
  { milliseconds: 10, items: 400 },
  { milliseconds: 100, items: 60 },
] as const;

/** Items that sleep: the share of the whole time in which both workers did what they were asked to. */
export function efficiencyRows(bench: Bench, peers: ReadonlyMap<string, Peer>): readonly Row[] {
  const place = bench.workspace('efficiency');
  place.write('sleeper.py', 'from time import sleep\n\n\ndef f(seconds, i):\n    sleep(seconds)\n    return {"result": i}\n');
  return CASES.map(({ milliseconds, items }): Row => {
    const seconds = milliseconds / 1000;
    const file = place.write(
      `sleep${milliseconds}.sweep.yaml`,
      `run: {python: "sleeper:f"}\nparameters: {seconds: [${seconds}], i: {min: 1, max: ${items}, step: 1}}\n`,
    );
    const efficiency = ({ seconds: taken, cpu, peak }: Measured): Sample => ({ value: (items * seconds) / 2 / taken, cpu, peak });
    const script = (by: string, name: string): Contestant => ({
      by,
      measure: async () =>
        efficiency(await measure({ command: [bench.python, join(PEERS, name), String(items), String(seconds)], folder: place.folder })),
    });
    return {
      name: `efficiency${milliseconds}ms`,
      work: `${items} items of ${milliseconds} ms`,
      unit: 'efficiency',
      goals: [
        { against: EXECUTOR, least: 0.93 },
        { against: PARALLEL, least: 1.15 },
      ],
      contestants: [
        {
          by: 'sweepdeck',
          async measure() {
            place.forget();
            return efficiency(await runSweep(place, file, { items, python: bench.python }));
          },
        },
        script(EXECUTOR, 'executor.py'),
        ...(peers.has(PARALLEL) ? [script(PARALLEL, 'sleeping.py')] : []),
      ],
    };
  });
}

const PEERS = join(import.meta.dirname, '..', 'peers');
