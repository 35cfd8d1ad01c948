import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type CliWorkspace, cliWorkspace } from '../../support/cliWorkspace.ts';
import { readArrowBack, readNpzBack, readParquetBack } from '../export/readers.ts';

const opened: CliWorkspace[] = [];
afterEach(() => opened.splice(0).forEach((one) => one.remove()));

const TASK = 'run: { node: ./f.mjs#f }\nparameters: { x: [1, 2, 3] }\n';
const CODE =
  'export const f = ({ x }) => { if (x === 2) throw new RangeError("two"); return x === 3 ? { y: x, text: "=1+1", late: NaN } : { y: x }; };\n';

async function ran(): Promise<CliWorkspace> {
  const here = cliWorkspace({ 'f.sweep.yaml': TASK, 'f.mjs': CODE });
  opened.push(here);
  await here.run('run', 'f.sweep.yaml');
  return here;
}

async function firstKey(here: CliWorkspace): Promise<string> {
  const [row] = (await here.run('results', 'f.sweep.yaml', '--format', 'ndjson')).stdout.split('\n');
  return /"key":"([0-9a-f]{32})"/.exec(row ?? '')?.[1] ?? '';
}

describe('sweepdeck export', () => {
  it('writes what the extension says, failures as rows, columns of late outputs from the beginning, formulas harmless', async () => {
    const here = await ran();
    const csv = await here.run('export', 'f.sweep.yaml', '-o', 'out.csv');
    expect([csv.code, csv.stdout, csv.stderr]).toEqual([0, '', '3 rows written to out.csv.\n']);
    const lines = here
      .read('out.csv')
      .split(/\r?\n/)
      .map((line) => line.split(','));
    expect(lines.map(([index, , ...rest]) => [index, ...rest])).toEqual([
      ['index', 'replicate', 'state', 'x', 'y', 'text', 'late'],
      ['0', '0', 'done', '1', '1', '', ''],
      ['1', '0', 'failed', '2', '', '', ''],
      ['2', '0', 'done', '3', '3', "'=1+1", 'NaN'],
      [''],
    ]);
    const tsv = await here.run('export', 'f.sweep.yaml', '-o', '-', '--format', 'tsv', '--columns', 'x,y,error', '--where', 'x > 1');
    expect(tsv.stdout.split(/\r?\n/)).toEqual(['x\ty\terror', '2\t\ttwo', '3\t3\t', '']);
    await here.run('export', 'f.sweep.yaml', '-o', 'out.json');
    expect(JSON.parse(here.read('out.json'))).toMatchObject([
      { parameters: { x: 1 } },
      { state: 'failed', error: { type: 'RangeError' } },
      { outputs: { late: 'NaN' } },
    ]);
    expect((await here.run('export', 'f.sweep.yaml', '-o', 'out.ndjson', '--json')).json()).toEqual({
      file: 'out.ndjson',
      format: 'ndjson',
      rows: 3,
    });
    expect(
      here
        .read('out.ndjson')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(JSON.parse(here.read('out.json')));
  });

  it('writes typed files, which say why a row failed; the same on standard output', async () => {
    const here = await ran();
    const read = { parquet: readParquetBack, arrow: readArrowBack };
    for (const format of ['parquet', 'arrow'] as const) {
      expect((await here.run('export', 'f.sweep.yaml', '-o', `out.${format}`)).stderr).toBe(`3 rows written to out.${format}.\n`);
      const { types, rows } = read[format](readFileSync(join(here.folder, `out.${format}`)));
      expect(types).toEqual({
        ...{ index: 'int', key: 'text', replicate: 'int', state: 'text', x: 'int', y: 'int', text: 'text', late: 'float', error: 'text' },
      });
      expect(rows.map(({ key: _, ...row }) => row)).toEqual([
        { index: 0n, replicate: 0n, state: 'done', x: 1n, y: 1n, text: null, late: null, error: null },
        { index: 1n, replicate: 0n, state: 'failed', x: 2n, y: null, text: null, late: null, error: 'two' },
        { index: 2n, replicate: 0n, state: 'done', x: 3n, y: 3n, text: '=1+1', late: Number.NaN, error: null },
      ]);
    }
    await here.run('export', 'f.sweep.yaml', '-o', 'out.npz', '--columns', 'x,late,seconds');
    expect(readNpzBack(join(here.folder, 'out.npz'))).toMatchObject({
      x: { descr: '<i8', flat: [1, 2, 3] },
      late: { descr: '<f8', flat: ['nan', 'nan', 'nan'] },
      seconds: { descr: '<f8', shape: [3] },
    });
  });

  it('leaves the old file, and no other, when it cannot', async () => {
    const here = await ran();
    here.write({ 'out.csv': 'old' });
    const bad = await here.run('export', 'f.sweep.yaml', '-o', 'out.csv', '--where', 'nonsense >');
    expect([bad.code, here.read('out.csv')]).toEqual([1, 'old']);
    const unknown = await here.run('export', 'f.sweep.yaml', '-o', 'out.xlsx');
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toBe(
      "Rows cannot be written as `xlsx`: the formats are csv, tsv, json, ndjson, parquet, arrow, npz, chosen by the file's extension or by --format.\n",
    );
    expect((await here.run('export', 'f.sweep.yaml', '-o', 'missing/out.csv')).stderr).toContain('cannot be written (ENOENT)');
    expect(readdirSync(here.folder).filter((name) => name.startsWith('out') || name.includes('tmp'))).toEqual(['out.csv']);
  });
});

describe('sweepdeck delete', () => {
  it('says how many first, and removes nothing without --yes where nobody can be asked', async () => {
    const here = await ran();
    const asked = await here.run('delete', 'f.sweep.yaml', '--all');
    expect([asked.code, asked.stderr]).toEqual([1, 'Nothing was removed: 3 rows of 3 items would be. --yes removes them.\n']);
    expect((await here.run('delete', 'f.sweep.yaml', '--failed', '--yes')).stderr).toBe(
      'Removed 1 row of 1 item. The rows are kept aside until `sweepdeck gc`.\n',
    );
    expect((await here.run('status', '--json')).json()).toMatchObject([{ items: 3, done: 2, failed: 0, pending: 1 }]);
    expect((await here.run('delete', 'f.sweep.yaml', '--failed', '--yes')).stderr).toBe('There is nothing to remove.\n');
    expect((await here.run('delete', 'f.sweep.yaml', '--failed', '--all', '--yes')).code).toBe(1);
    expect((await here.run('delete', 'f.sweep.yaml', '--yes')).stderr).toContain('in one way');
  });
});

/** The task and its code with another name for `x`. */
function named(name: string): Readonly<Record<string, string>> {
  return { 'f.sweep.yaml': TASK.replace('x:', `${name}:`), 'f.mjs': CODE.replace('({ x })', `({ ${name}: x })`) };
}

describe('sweepdeck accept --renamed', () => {
  it('keeps the results of a renamed parameter, found by itself or named', async () => {
    const here = await ran();
    here.write(named('z'));
    expect((await here.run('accept', 'f.sweep.yaml', '--renamed', 'x=z')).stderr).toBe('Kept 2 results of `x` under the name `z`.\n');
    expect((await here.run('status', 'f.sweep.yaml', '--json')).json()).toMatchObject([{ done: 2, pending: 1 }]);
    here.write(named('u'));
    const found = await here.run('accept', 'f.sweep.yaml', '--renamed', '--json');
    expect(found.json()).toMatchObject({ from: 'z', to: 'u', kept: 2 });
    expect(await here.run('accept', 'f.sweep.yaml', '--renamed', 'z')).toMatchObject({ code: 1 });
    expect((await here.run('accept', 'f.sweep.yaml', '--renamed', 'u=z')).stderr).toContain('`u` is still a parameter of this sweep');
    expect((await here.run('accept', 'f.sweep.yaml', '--renamed', '--where', 'u > 1')).stderr).toContain('leave `--where` out');
  });
});

describe('sweepdeck register --csv', () => {
  const SPACE =
    'run: { node: ./f.mjs#f }\nparameters: { x: [1, 2, 3], tag: [a] }\nreplicates: 2\nschema: { parameters: { x: {type: float}, tag: {type: string} } }\n';

  it('records a row each, as made elsewhere; replicates and formulas of an export are read back', async () => {
    const here = cliWorkspace({ 'f.sweep.yaml': SPACE, 'f.mjs': 'export const f = () => ({});\n' });
    opened.push(here);
    here.write({
      'old.csv': "x,tag,replicate,state,y,out.x,text\n1,a,0,done,0.5,7,'=1+1\n2.0,a,1,done,NaN,,012\n3,a,0,failed,,,\n9,a,0,done,1e3,,\n",
    });
    const registered = await here.run('register', 'f.sweep.yaml', '--csv', 'old.csv', '--json');
    expect(registered.json(), registered.stderr).toEqual({
      registered: 3,
      orphans: 1,
      skipped: 1,
      parameters: ['x', 'tag'],
      outputs: ['y', 'x', 'text'],
    });
    const rows = await here.run('results', 'f.sweep.yaml', '--format', 'csv', '--columns', 'index,replicate,worker,x,y,out.x,text');
    expect(rows.stdout.split(/\r?\n/)).toEqual([
      'index,replicate,worker,x,y,out.x,text',
      "0,0,external,1,0.5,7,'=1+1",
      '1,1,external,2,NaN,,12',
      '',
    ]);
  });
});

describe('sweepdeck register, tag, explain, accept', () => {
  it('tell one story of an item', async () => {
    const here = await ran();
    const key = await firstKey(here);
    const registered = await here.run(
      'register',
      'f.sweep.yaml',
      '--point',
      '{"x": 2}',
      '--outputs',
      '{"y": 20}',
      '--file',
      'plot=f.mjs',
      '--json',
    );
    expect(registered.json(), registered.stderr).toMatchObject({ item: 1, outputs: { y: 20, plot: 'plot.mjs' } });
    expect((await here.run('tag', 'f.sweep.yaml', key.slice(0, 6), '--add', 'good', '--note', 'see paper')).stderr).toContain(
      ': good; see paper',
    );
    here.write({ 'f.mjs': CODE.replace('{ y: x }', '{ y: +x }') });
    const changed = await here.run('explain', 'f.sweep.yaml', key);
    expect(changed.stdout).toMatch(
      /is stale: .* It would run again\.\nstored .*: 1 succeeded; since then\n {2}code:f\.mjs has changed: f\n$/,
    );
    expect((await here.run('explain', 'f.sweep.yaml', key, '--json')).json()).toMatchObject({
      state: 'stale',
      runsAgain: true,
      generations: [{ changes: [{ part: 'code:f.mjs', functions: ['f'] }] }],
    });
    expect((await here.run('accept', 'f.sweep.yaml')).stderr).toBe(
      'Accepted 3 stale results; they are done until the code changes again.\n',
    );
    const shown = await here.run('show', 'f.sweep.yaml', key);
    expect(shown.stdout).toMatch(
      /tags {7}good\nnote {7}see paper\n[^]*with other code or inputs\nattempt 1 {2}done [^\n]*, accepted by .+ at \d{4}/,
    );
    expect(
      (await here.run('results', 'f.sweep.yaml', '--columns', 'x,y,worker,tags,note', '--format', 'csv')).stdout.split(/\r?\n/),
    ).toMatchObject(
      [/^x,/, /^1,1,node \d,"\[""good""\]",see paper$/, '2,20,external,,', /^3,3,node/, ''].map((one) =>
        typeof one === 'string' ? one : expect.stringMatching(one),
      ),
    );
  });

  it('say what is wrong with their arguments', async () => {
    const here = await ran();
    for (const [args, message] of [
      [['register', 'f.sweep.yaml', '--point', '[]', '--outputs', '1'], '--point takes a JSON object'],
      [['register', 'f.sweep.yaml', '--point', '{"x": 1}', '--outputs', '{'], '--outputs takes JSON'],
      [['register', 'f.sweep.yaml', '--point', '{"x": 1}', '--outputs', '1', '--file', 'plot'], '--file takes name=path'],
      [['tag', 'f.sweep.yaml', 'zz', '--add', 'a'], 'is no key'],
      [['accept', 'f.sweep.yaml', '--where', 'q > 1'], 'The filter cannot be read'],
    ] as const) {
      const refused = await here.run(...args);
      expect([args[0], refused.code]).toEqual([args[0], 1]);
      expect(refused.stderr).toContain(message);
    }
  });
});

describe('results of another installation', () => {
  it('are no cache hits until they are accepted', async () => {
    const here = await ran();
    const key = await firstKey(here);
    const elsewhere = { SWEEPDECK_DATA_DIR: join(here.folder, '..', 'other') };
    const moved = await here.with(elsewhere).run('status', '--json');
    expect(moved.json()).toMatchObject([{ done: 0, pending: 3 }]);
    expect((await here.with(elsewhere).run('explain', 'f.sweep.yaml', key, '--json')).json()).toMatchObject({
      reason: 'imported',
      runsAgain: true,
    });
    expect((await here.with(elsewhere).run('accept', 'f.sweep.yaml', '--json')).json()).toEqual({ stale: 0, imported: 2 });
    expect((await here.with(elsewhere).run('status', '--json')).json()).toMatchObject([{ done: 2, pending: 1 }]);
    expect((await here.run('status', '--json')).json()).toMatchObject([{ done: 2, failed: 1 }]);
  });
});

describe('sweepdeck gc, verify, schema', () => {
  it('look after the store', async () => {
    const here = await ran();
    await here.run('delete', 'f.sweep.yaml', '--where', 'x == 1', '--yes');
    expect((await here.run('gc', '--dry-run', '--json')).json()).toMatchObject({ dry: true, rows: 0, deleted: 1 });
    expect((await here.run('gc')).stderr).toMatch(/^Dropped 0 rows of old generations, 1 deleted row, /);
    expect((await here.run('gc')).stderr).toBe('There is nothing to drop.\n');
    const sound = await here.run('verify', '--json');
    expect([sound.code, sound.json()]).toEqual([0, { ok: true, rows: 2, damaged: [], files: 0, problems: [] }]);
    here.write({ '.sweepdeck/cache.db': 'this is no database, and long enough to be told from an empty one '.repeat(20) });
    const broken = await here.run('verify', '--json');
    expect([broken.code, broken.json()]).toMatchObject([1, { ok: false, problems: [expect.stringContaining('cache.db')] }]);
    expect((await here.run('schema')).json()).toMatchObject({ type: 'object', properties: { run: {}, parameters: {} } });
  });

  it('go through the runner that is up', async () => {
    const here = await ran();
    here.write({
      'slow.sweep.yaml': 'run: { node: ./slow.mjs#slow }\nparameters: { x: [1] }\n',
      'slow.mjs':
        'import { writeFileSync } from "node:fs";\nexport const slow = ({ x }) => { writeFileSync("started", "."); return new Promise(() => setInterval(() => 0, 1000)); };\n',
    });
    const sweep = here.start('run', 'slow.sweep.yaml', '--json');
    while (!existsSync(join(here.folder, 'started'))) await new Promise((resolve) => setImmediate(resolve));
    expect((await here.run('delete', 'f.sweep.yaml', '--all', '--yes', '--json')).json()).toMatchObject({ items: 3, rows: 3, done: true });
    expect((await here.run('status', 'f.sweep.yaml', '--json')).json()).toMatchObject([{ pending: 3 }]);
    const refused = await here.run('gc');
    expect([refused.code, refused.stderr]).toEqual([
      1,
      'A sweep is running; wait until it has ended, or stop it with `sweepdeck cancel`, and run gc again.\n',
    ]);
    expect((await here.run('delete', 'slow.sweep.yaml', '--all', '--yes')).stderr).toContain(
      'are being run; wait until that sweep has ended',
    );
    expect((await here.run('verify')).code).toBe(0);
    sweep.kill('SIGINT');
    expect((await sweep.ended).code).toBe(130);
  });
});
