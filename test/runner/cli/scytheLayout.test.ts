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
    return {"heating": setpoint / 4, "hours": [1, 2]}
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
    ],
  });
  const read = (name: string): ReadBack => readParquetBack(readFileSync(join(here.folder, 'final', name)));
  const scalars = read('scalars.pq');
  expect(Object.keys(scalars.types)).toEqual(['index', 'key', 'replicate', 'state', 'setpoint', 'economizer', 'heating', 'error']);
  expect(scalars.rows).toMatchObject([
    { state: 'done', setpoint: 12, economizer: 'none', heating: 3, error: null },
    { state: 'failed', setpoint: 20, heating: null, error: 'too warm' },
    { state: 'done', setpoint: 30, heating: 7.5 },
  ]);
  const files = read('result_file_refs.pq').rows.map((row) => row['timeseries']);
  expect(files[1]).toBeNull();
  expect([files[0], files[2]].map((path) => readFileSync(join(here.folder, String(path)), 'utf8'))).toEqual([
    'time,energy\n0,12.0\n',
    'time,energy\n0,30.0\n',
  ]);
});
