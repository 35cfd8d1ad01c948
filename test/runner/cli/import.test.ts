import { afterEach, describe, expect, it } from 'vitest';
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
    });
    expect((await here.run('points', 'exp.sweep.yaml', '--format', 'csv')).stdout).toBe('index,b,a\n0,x,1\n1,x,2\n');
    const again = await here.run('import', 'pystematic', 'output');
    expect([again.code, again.stderr]).toEqual([1, 'exp.sweep.yaml exists already, and nothing is overwritten. Choose another name.\n']);
    expect((await here.run('import', 'pystematic', 'output', '--folder', 'other')).code).toBe(0);
    expect(await here.run('check')).toMatchObject({ code: 0 });
  });

  it('says why it cannot', async () => {
    const here = workspace({ 'a.csv': '\n', 'folder/x': '' });
    const message = async (...words: readonly string[]): Promise<string> => {
      const { code, stderr } = await here.run('import', ...words);
      expect(code).toBe(1);
      return stderr;
    };
    expect(await message('csv', 'a.csv')).toBe('a.csv has no first line with the names of parameters.\n');
    expect(await message('csv', 'missing.csv')).toBe('There is no file missing.csv.\n');
    expect(await message('csv', 'folder')).toBe('folder is a folder; name a file in it.\n');
    expect(await message('pystematic', 'folder')).toBe('There is no parameters.yaml in folder.\n');
    expect(await message('sacred', 'a.csv')).toContain('Allowed choices are csv, wandb');
  });
});
