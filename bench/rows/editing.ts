import type { Bench } from '../bench.ts';
import { measureKeystrokes } from '../keystroke.ts';
import { median } from '../report.ts';
import type { Row } from '../row.ts';
import { sampleOf } from './sweeps.ts';

/** Lines of the task file that is typed into, and keystrokes of a round. */
const LINES = 500;
const KEYSTROKES = 40;
const DIGITS = 12;

/** What an editor waits for; beside other language servers it is measured by bench/language.ts. */
export function editingRows(bench: Bench): readonly Row[] {
  const place = bench.workspace('editing');
  const axes = Array.from({ length: DIGITS }, (_, at) => `  p${at}: {min: 0, max: 9, step: 1}`);
  const file = place.write('count.sweep.yaml', ['run:', '  command: [solve, "${args}"]', 'parameters:', ...axes, ''].join('\n'));
  const count = async () => {
    const measured = await place.sweepdeck('points', file, '--count');
    if (!measured.stdout.startsWith(`${10 ** DIGITS} points`)) throw new Error(`10^${DIGITS} points were counted as ${measured.stdout}`);
    return sampleOf(measured);
  };
  const type = async () => ({ value: median(await measureKeystrokes(LINES, KEYSTROKES)) });
  return [
    { name: 'count', work: `count 10^${DIGITS} points`, unit: 's', goals: [], contestants: [{ by: 'sweepdeck', measure: count }] },
    {
      name: 'keystroke',
      work: `diagnostics after a keystroke in ${LINES} lines`,
      unit: 'ms',
      goals: [],
      contestants: [{ by: 'sweepdeck', measure: type }],
    },
  ];
}
