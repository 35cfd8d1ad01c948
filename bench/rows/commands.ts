import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { measure } from '../process.ts';
import type { Contestant, Row } from '../row.ts';
import { gridTask, runSweep, sampleOf } from './sweeps.ts';

const ITEMS = 1000;
const XARGS = 'xargs -P2';
const PARALLEL = 'parallel --joblog';

/** As many commands as items, each a small program that prints a line which is kept. */
export async function commandRows(bench: Bench): Promise<{ readonly rows: readonly Row[]; readonly missing: readonly string[] }> {
  const place = bench.workspace('commands');
  const task = place.write('commands.sweep.yaml', gridTask(`command: [${PROGRAM}, "a=\${a} b=\${b} c=\${c}"]`, ITEMS));
  const ours: Contestant = {
    by: 'sweepdeck',
    async measure() {
      place.forget();
      return sampleOf(await runSweep(place, task, { items: ITEMS, python: bench.python }));
    },
  };
  writeFileSync(
    join(place.folder, 'points'),
    Array.from({ length: ITEMS }, (_, at) => `a=${at % 10} b=${Math.floor(at / 10) % 10} c=${Math.floor(at / 100)}\n`).join(''),
  );
  const peers = [
    { by: XARGS, script: `xargs -P2 -I{} ${PROGRAM} {} < points > kept` },
    { by: PARALLEL, script: `parallel --will-cite -j2 --joblog log ${PROGRAM} {} < points > kept` },
  ];
  const present: Contestant[] = [];
  const missing: string[] = [];
  for (const { by, script } of peers) {
    const [program = ''] = by.split(' ');
    const found = await measure({ command: ['/bin/sh', '-c', `command -v ${program} || true`], folder: place.folder });
    if (found.stdout === '') missing.push(`${by} is not there: not measured.`);
    else present.push({ by, measure: async () => sampleOf(await measure({ command: ['/bin/sh', '-c', script], folder: place.folder })) });
  }
  const goals = [
    { against: PARALLEL, most: 0.25 },
    { against: XARGS, most: 1.4 },
  ];
  return {
    rows: [{ name: 'commands', work: `${ITEMS} commands, output kept`, unit: 's', goals, contestants: [ours, ...present] }],
    missing,
  };
}

/** Small, on every Unix, and prints what it is given. */
const PROGRAM = '/bin/echo';
