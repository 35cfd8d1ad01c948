import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type CliWorkspace, cliWorkspace } from '../../support/cliWorkspace.ts';
import { type ReadBack, readParquetBack } from '../export/readers.ts';

let opened: CliWorkspace | undefined;
afterEach(() => opened?.remove());

const TASK = `run: { python: building:simulate }
schema:
  parameters: { setpoint: { type: float, min: 12, max: 30 } }
  outputs: { heating: { type: float, min: 0 }, timeseries: { type: file, path: timeseries.csv, optional: true } }
parameters: { setpoint: [12, 20, 30], economizer: [none] }
execution: { workers: 1 }
`;
const CODE = `import sweepdeck

def simulate(setpoint, economizer):
    if setpoint == 20:
        raise ValueError("too warm")
    (sweepdeck.dir() / "timeseries.csv").write_text(f"time,energy\\n0,{setpoint}\\n")
    months = [{"month": at, "energy": at * setpoint} for at in range(1, 3 if setpoint == 12 else 2)]
    return {"heating": setpoint / 4, "hours": [1, 2], "monthly": months, "by/zone": {"zone": ["n", "s"], "load": [1.5, 2.5]}}
`;

it('writes scalars and files of every item as scythe leaves them, failed items too', async () => {
  const here = cliWorkspace({ 'b.sweep.yaml': TASK, 'building.py': CODE });
  opened = here;
  expect((await here.run('run', 'b.sweep.yaml')).code).toBe(2);
  const written = await here.run('export', 'b.sweep.yaml', '-o', 'final', '--layout', 'scythe', '--json');
  expect(written.json(), written.stderr).toEqual({
    folder: 'final',
    files: [
      { file: 'scalars.pq', rows: 3 },
      { file: 'result_file_refs.pq', rows: 3 },
      { file: 'monthly.pq', rows: 3 },
      { file: 'by%2Fzone.pq', rows: 4 },
    ],
  });
  const read = (name: string): ReadBack => readParquetBack(readFileSync(join(here.folder, 'final', name)));
  const scalars = read('scalars.pq');
  expect(Object.keys(scalars.types)).toEqual(['index', 'key', 'replicate', 'state', 'setpoint', 'economizer', 'heating', 'hours', 'error']);
  expect(scalars.rows).toMatchObject([
    { state: 'done', setpoint: 12, economizer: 'none', heating: 3, hours: [1n, 2n], error: null },
    { state: 'failed', setpoint: 20, heating: null, error: 'too warm' },
    { state: 'done', setpoint: 30, heating: 7.5 },
  ]);
  const files = read('result_file_refs.pq').rows.map((row) => row['timeseries']);
  expect(files[1]).toBeNull();
  expect([files[0], files[2]].map((path) => readFileSync(join(here.folder, String(path)), 'utf8'))).toEqual([
    'time,energy\n0,12.0\n',
    'time,energy\n0,30.0\n',
  ]);
  expect(read('monthly.pq').rows).toMatchObject([
    { setpoint: 12, economizer: 'none', sort_subindex: 0n, month: 1n, energy: 12n },
    { setpoint: 12, sort_subindex: 1n, month: 2n, energy: 24n },
    { setpoint: 30, sort_subindex: 0n, month: 1n, energy: 30n },
  ]);
  expect(read('by%2Fzone.pq').rows.map(({ zone, load }) => [zone, load])).toEqual([
    ['n', 1.5],
    ['s', 2.5],
    ['n', 1.5],
    ['s', 2.5],
  ]);
});

it('refuses a table whose file another one has', async () => {
  const here = cliWorkspace({
    'b.sweep.yaml': 'run: { python: building:simulate }\nparameters: { x: [1] }\n',
    'building.py': 'def simulate(x):\n    return {"Scalars": [{"a": x}]}\n',
  });
  opened = here;
  await here.run('run', 'b.sweep.yaml');
  const refused = await here.run('export', 'b.sweep.yaml', '-o', 'final', '--layout', 'scythe');
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('The table `Scalars` has no file of its own')]);
});
