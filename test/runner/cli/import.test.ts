import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { importFiles } from '../../../runner/cli/import.ts';
import { type CliWorkspace, cliWorkspace } from '../../support/cliWorkspace.ts';

const opened: CliWorkspace[] = [];
afterEach(() => opened.splice(0).forEach((one) => one.remove()));

function workspace(files: Readonly<Record<string, string>>): CliWorkspace {
  const here = cliWorkspace(files);
  opened.push(here);
  return here;
}

describe('sweepdeck import', () => {
  it('writes a task file beside the source that passes the check, and says what has no equal', async () => {
    const here = workspace({
      'train/sweep.yaml': 'program: train.py\nmethod: grid\nproject: p\nparameters: {lr: {values: [0.1, 0.2]}}\n',
      'train/train.py': '',
    });
    const made = await here.run('import', 'wandb', 'train/sweep.yaml');
    expect([made.code, made.stdout]).toEqual([0, '']);
    expect(made.stderr).toContain('Made train/sweep.sweep.yaml.\n* ');
    expect(made.stderr).toContain('* project: results lie in the workspace');
    expect(await here.run('check')).toMatchObject({ code: 0 });
    expect((await here.run('points', 'train/sweep.sweep.yaml')).stdout).toBe(
      '{"index":0,"parameters":{"lr":0.1}}\n{"index":1,"parameters":{"lr":0.2}}\n',
    );
  });

  it('finds the runs of a folder, and overwrites nothing', async () => {
    const here = workspace({ 'output/exp/1/parameters.yaml': 'a: 1\nb: x\n', 'output/exp/2/parameters.yaml': 'a: 2\nb: x\n' });
    expect((await here.run('import', 'pystematic', 'output', '--json')).json()).toEqual({
      files: ['exp.sweep.yaml', 'exp_objective.py'],
      notes: [],
      results: 0,
    });
    expect(here.read('exp.sweep.yaml')).toContain('  - { a: 1 }\n  - { a: 2 }\n');
    const again = await here.run('import', 'pystematic', 'output');
    expect([again.code, again.stderr]).toEqual([1, 'exp.sweep.yaml exists already, and nothing is overwritten. Choose another name.\n']);
  });

  const RECORDS = [
    { dt: 0.01, method: 'rk4', flag: true, options: { a: [1] }, custom: { elapsed_seconds: 0.5, note: 'first' } },
    { dt: 0.02, method: 'euler', flag: true, options: { a: [1] }, custom: {} },
    { dt: 0.01, method: 'rk4', flag: true, options: { a: [1] }, custom: { elapsed_seconds: 0.25 } },
  ] as const;

  const TINY = JSON.stringify({
    _default: Object.fromEntries(
      RECORDS.map(({ custom, ...params }, at) => [
        String(at + 1),
        {
          params_hash: 'f444a074a2e52bf9',
          result_path: `results/${at}.h5`,
          created_at: `2024-01-0${at + 1}T00:00:00`,
          metadata: custom,
          ...params,
        },
      ]),
    ),
  });

  function sqlite(here: CliWorkspace): void {
    const database = new Database(join(here.folder, 'db.sqlite3'));
    database.exec(
      'CREATE TABLE simulation (dt FLOAT NOT NULL, method VARCHAR NOT NULL, flag BOOLEAN NOT NULL, options JSON NOT NULL, id VARCHAR NOT NULL, result_file VARCHAR NOT NULL, created_at DATETIME NOT NULL, custom_data JSON NOT NULL); CREATE TABLE other (a); CREATE VIEW trap AS SELECT result_file, created_at FROM simulation',
    );
    const insert = database.prepare('INSERT INTO simulation VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    for (const [at, { dt, method, options, custom }] of RECORDS.entries())
      insert.run(
        dt,
        method,
        1,
        JSON.stringify(options),
        `id${at}`,
        `results/${at}.h5`,
        `2024-01-0${at + 1} 00:00:00.000000`,
        JSON.stringify(custom),
      );
    database.close();
  }

  it.each([
    ['TinyDB', 'db.json', 'db', (here: CliWorkspace) => here.write({ 'db.json': TINY })],
    ['SQLAlchemy', 'db.sqlite3', 'simulation', sqlite],
  ] as const)('records the results of an entropic database (%s), marked as made elsewhere', async (_, file, name, write) => {
    const here = workspace({});
    write(here);
    const made = await here.run('import', 'entropic', file);
    expect([made.code, made.stderr]).toEqual([0, expect.stringContaining('Recorded 3 results, marked as made elsewhere.')]);
    expect(made.stderr).toContain(`\`sweepdeck accept ${name}.sweep.yaml\` keeps them then`);
    here.write({ [`${name}_objective.py`]: 'def evaluate(**point):\n    return {}\n' });
    expect((await here.run('accept', `${name}.sweep.yaml`)).code).toBe(0);
    expect((await here.run('status', `${name}.sweep.yaml`, '--json')).json()).toMatchObject([{ done: 2, stale: 0 }]);
    const rows = await here.run(
      'results',
      `${name}.sweep.yaml`,
      '--columns',
      'state,worker,dt,method,flag,options,result_file,elapsed_seconds,attempts',
      '--format',
      'csv',
    );
    expect(rows.stdout.trim().split(/\r?\n/).slice(1)).toEqual([
      'done,external,0.01,rk4,true,"{""a"":[1]}",results/2.h5,0.25,2',
      'done,external,0.02,euler,true,"{""a"":[1]}",results/1.h5,,1',
    ]);
  });

  it('refuses a database that is none, or that holds no records', async () => {
    const here = workspace({ 'a.db': 'SQLite format 3\0 and then nothing', 'b.json': '{"_default": {"1": {"x": 1}}}' });
    const context = { cwd: here.folder, workspace: here.folder, json: false, progress: false };
    await expect(importFiles(context, ['a.db'], { kind: 'entropic' })).rejects.toThrow('cannot be read as a database of entropic');
    await expect(importFiles(context, ['b.json'], { kind: 'entropic' })).rejects.toThrow('no table with the records of entropic');
  });

  it('says why it cannot', async () => {
    const here = workspace({ 'a.csv': '\n', 'folder/x': '' });
    const context = { cwd: here.folder, workspace: here.folder, json: false, progress: false };
    const refused: readonly (readonly [kind: string, name: string, message: string])[] = [
      ['csv', 'a.csv', 'a.csv has no first line with the names of parameters.'],
      ['csv', 'missing.csv', 'There is no file missing.csv.'],
      ['csv', 'folder', 'folder is a folder; name a file in it.'],
      ['pystematic', 'folder', 'There is no parameters.yaml in folder.'],
      ['sacred', 'a.csv', 'Files of sacred cannot be imported; what can is csv, wandb'],
    ];
    for (const [kind, name, message] of refused) await expect(importFiles(context, [name], { kind })).rejects.toThrow(message);
  });
});
