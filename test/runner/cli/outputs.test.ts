import { afterEach, describe, expect, it } from 'vitest';
import { type CliWorkspace, cliWorkspace } from '../../support/cliWorkspace.ts';

const opened: CliWorkspace[] = [];
afterEach(() => opened.splice(0).forEach((one) => one.remove()));

const SCHEMA = `
schema:
  outputs: { y: { type: float, max: 5 }, word: { type: string, optional: true } }
parameters: { x: [1, 2, 3] }
`;

/** The same objective in every way of running one: `y` is x squared, and at 3 beyond what the schema allows. */
const RUNS: readonly (readonly [kind: string, run: string])[] = [
  ['Python', 'python: square:square'],
  ['Node', 'node: ./square.mjs#square'],
  ['command', `command: [${JSON.stringify(process.execPath)}, print.mjs, '\${x}']`],
  ['shell', `shell: 'echo "{\\"y\\": $((x * x))}"'`],
];

const FILES = {
  'square.py': 'def square(x):\n    return {"y": x * x}\n',
  'square.mjs': 'export const square = ({ x }) => ({ y: x * x });\n',
  'print.mjs': 'const x = Number(process.argv[2]);\nconsole.log(JSON.stringify({ y: x * x }));\n',
};

function workspace(files: Readonly<Record<string, string>>): CliWorkspace {
  const made = cliWorkspace(files);
  opened.push(made);
  return made;
}

describe('declared outputs', () => {
  it.each(RUNS)('make a failed item of a violation, which keeps its data: %s', async (_kind, run) => {
    const here = workspace({ ...FILES, 'a.sweep.yaml': `run: { ${run} }${SCHEMA}` });
    const ran = await here.run('run', 'a.sweep.yaml', '--workers', '1', '--json');
    expect(ran.code, ran.stderr).toBe(2);
    expect(ran.json()).toMatchObject({ done: 2, failed: 1 });
    expect((await here.run('results', 'a.sweep.yaml', '--format', 'json')).json()).toMatchObject([
      { state: 'done', outputs: { y: 1 }, error: null },
      { state: 'done', outputs: { y: 4 }, error: null },
      {
        state: 'failed',
        outputs: { y: 9 },
        error: { kind: 'output', type: 'Schema', message: 'The output `y` (9) is above 5, the largest allowed value.' },
      },
    ]);
  });

  it('may come as reports, and are checked by `test` as well', async () => {
    const here = workspace({
      'a.sweep.yaml': 'run: { python: a:train }\nparameters: { x: [1] }\nschema: { outputs: { loss: { type: series, min: 0 } } }\n',
      'a.py': 'import sweepdeck\ndef train(x):\n    for step in (2, 1, -1):\n        sweepdeck.report(step=step, loss=step * x)\n',
    });
    const tried = await here.run('test', 'a.sweep.yaml', '--json');
    expect(tried.json()).toMatchObject({
      outputs: { loss: [2, 1, -1] },
      error: { message: 'The output `loss` ([2, 1, -1]) has an element 2 that is below 0, the smallest allowed value.' },
    });
  });
});

const TABLES = `
class Frame:
    """What a table of Polars offers."""
    def __init__(self, rows):
        self.rows = rows
    def to_dicts(self):
        return self.rows

def simulate(x, t):
    if x == 3:
        raise ValueError("no table here")
    curve = [{"t": at, "y": x * at} for at in range(2)]
    return {"curve": Frame(curve) if x == 2 else curve, "columns": {"a": [1, 2], "b": ["u", "v"]}, "y": x}
`;

describe('outputs that are tables', () => {
  it('are put together across items, with the parameters of each', async () => {
    const here = workspace({ 'a.sweep.yaml': 'run: { python: a:simulate }\nparameters: { x: [1, 2, 3], t: 9 }\n', 'a.py': TABLES });
    await here.run('run', 'a.sweep.yaml');
    const csv = await here.run('results', 'a.sweep.yaml', '--table', 'curve', '--columns', 'index,x,t,row,out.t,y', '--format', 'csv');
    expect(csv.stdout.trim().split(/\r?\n/), csv.stderr).toEqual([
      'index,x,t,row,out.t,y',
      '0,1,9,0,0,0',
      '0,1,9,1,1,1',
      '1,2,9,0,0,0',
      '1,2,9,1,1,2',
    ]);
    await here.run('export', 'a.sweep.yaml', '--table', 'columns', '-o', 'columns.ndjson');
    const rows: unknown[] = here
      .read('columns.ndjson')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows).toMatchObject([
      { index: 0, parameters: { x: 1 }, outputs: { row: 0, a: 1, b: 'u' } },
      { index: 0, outputs: { row: 1, a: 2, b: 'v' } },
      { index: 1, parameters: { x: 2 }, outputs: { row: 0, a: 1, b: 'u' } },
      { index: 1, outputs: { row: 1, a: 2, b: 'v' } },
    ]);
    const unknown = await here.run('results', 'a.sweep.yaml', '--table', 'curves');
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('No item has an output `curves`. The outputs are ')]);
    const scalar = await here.run('results', 'a.sweep.yaml', '--table', 'y');
    expect([scalar.code, scalar.stderr]).toEqual([1, expect.stringContaining('The output `y` is no table')]);
  });

  it('have every column from the first line, also one that only the last of many items has', async () => {
    const here = workspace({
      'a.sweep.yaml': `run: { node: ./f.mjs#f }\nparameters: { x: { min: 1, max: ${LATE}, step: 1 } }\n`,
      'f.mjs': `export const f = ({ x }) => ({ t: [x === ${LATE} ? { a: x, late: true } : { a: x }], ...(x === ${LATE} && { last: 1 }) });\n`,
    });
    await here.run('run', 'a.sweep.yaml');
    const lines = async (...given: readonly string[]): Promise<readonly string[]> =>
      (await here.run('results', 'a.sweep.yaml', '--format', 'csv', ...given)).stdout.trim().split(/\r?\n/);
    const table = await lines('--table', 't');
    expect([table[0], table.at(-1)?.split(',').slice(4)]).toEqual([
      'index,key,replicate,state,x,row,a,late',
      [`${LATE}`, '0', `${LATE}`, 'true'],
    ]);
    const items = await lines();
    expect([items[0], items.length]).toEqual(['index,key,replicate,state,x,t,last', LATE + 1]);
  });
});

/** More than one page of the command line holds. */
const LATE = 2100;
