import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import type { Row } from '../row.ts';
import { gridTask, runSweep } from './sweeps.ts';

const ITEMS = 100_000;

/** What an item with three parameters and one output occupies when the command line has ended. */
export function diskRow(bench: Bench): Row {
  const place = bench.workspace('disk');
  place.write('trivial.py', 'def f(a, b, c):\n    return {"result": a * b + c}\n');
  const file = place.write('disk.sweep.yaml', gridTask('python: trivial:f', ITEMS));
  return {
    name: 'disk',
    work: `an item of ${ITEMS.toLocaleString('en')}`,
    unit: 'bytes',
    goals: [{ most: 160 }],
    contestants: [
      {
        by: 'sweepdeck',
        async measure() {
          place.forget();
          await runSweep(place, file, { items: ITEMS, python: bench.python });
          return { value: folderBytes(join(place.folder, '.sweepdeck')) / ITEMS };
        },
      },
    ],
  };
}

function folderBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
