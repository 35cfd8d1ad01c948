import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { PageRequest } from '../../../protocol/runner.ts';
import { type HistoryWorkspace, historyWorkspace } from '../../support/historyWorkspace.ts';

let opened: HistoryWorkspace | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

const FILE = 'a.sweep.yaml';
const TASK = `run: { node: ./f.mjs#f }
parameters: { x: [1, 2, 3], model: { depth: 2 } }
inputs: [data.csv]
schema:
  parameters: { x: { type: int, min: 1, unit: m } }
  outputs: { y: { type: float, description: twice } }
views: { columns: ["half = y / 4"] }
`;
/** More than any block of rows that is read at once. */
const MANY = 5000;
const CODE = 'export const f = ({ x, model }) => { if (x === 3) throw new Error("three"); return { y: model.depth * x }; };\n';

async function ran(files: Readonly<Record<string, string>> = {}): Promise<HistoryWorkspace> {
  opened = await historyWorkspace({ [FILE]: TASK, 'f.mjs': CODE, 'data.csv': 'a\n1\n', ...files });
  await opened.run(FILE);
  return opened;
}

describe('a version', () => {
  it('shows results as they were, however the task goes on', async () => {
    const here = await ran();
    expect(await here.runner.freeze({ file: FILE, bump: 'minor', note: 'for the paper' })).toMatchObject({
      version: 'v1.0.0',
      items: 3,
      done: 2,
      failed: 1,
      note: 'for the paper',
    });
    here.write({
      'f.mjs': 'export const f = ({ x, model }) => ({ y: x === 1 ? model.depth : 100 * x });\n',
      [FILE]: TASK.replace('[1, 2, 3]', '[4, 3, 2, 1]'),
    });
    await here.run(FILE);
    const frozen = await here.runner.page({ file: FILE, version: 'v1' });
    expect(frozen.rows.map(({ index, state, parameters, outputs, derived }) => [index, state, parameters['x'], outputs, derived])).toEqual([
      [0, 'done', 1, { y: 2 }, { half: 0.5 }],
      [1, 'done', 2, { y: 4 }, { half: 1 }],
      [2, 'failed', 3, {}, {}],
    ]);
    const page = await here.runner.page({
      file: FILE,
      version: 'v1.0',
      where: 'half > 0 and model.depth == 2',
      sort: 'y',
      descending: true,
      limit: 1,
    });
    expect([page.total, page.rows.map(({ outputs }) => outputs)]).toEqual([2, [{ y: 4 }]]);
    expect((await here.runner.page({ file: FILE, version: 'v1', where: 'nothing > 1' })).error).toMatchObject({ start: 0, end: 7 });
    expect(await here.runner.compare({ file: FILE, from: 'v1' })).toMatchObject({
      from: 'v1.0.0',
      to: 'now',
      equal: 1,
      added: 1,
      removed: 0,
      changed: 2,
      parts: [{ part: 'code:f.mjs', change: 'changed' }],
      changes: [
        { kind: 'added', parameters: { x: 4 }, outputs: [] },
        { kind: 'changed', parameters: { x: 3 }, outputs: [{ name: 'y', to: 300 }] },
        { kind: 'changed', parameters: { x: 2 }, outputs: [{ name: 'y', from: 4, to: 200 }] },
      ],
    });
  });

  it('shows as stale what was stale when it was frozen, also when the code is as it was again', async () => {
    const here = await ran();
    here.write({ 'f.mjs': CODE.replace('depth * x', 'depth + x') });
    await here.run(FILE, { limit: 1 });
    expect(await here.runner.freeze({ file: FILE })).toMatchObject({ done: 1, failed: 1, stale: 1 });
    const stale = { file: FILE, version: 'v1', states: ['stale' as const] };
    const shown = async (): Promise<unknown> =>
      (await here.runner.page(stale)).rows.map(({ state, parameters }) => [state, parameters['x']]);
    expect(await shown()).toEqual([['stale', 2]]);
    here.write({ 'f.mjs': CODE });
    expect(await shown()).toEqual([['stale', 2]]);
    expect((await here.runner.page({ ...stale, states: ['done'] })).total).toBe(1);
  });

  it('is paged, filtered and sorted whatever order its rows were stored in, and has columns that only few rows have', async () => {
    opened = await historyWorkspace({
      [FILE]: `run: { node: ./f.mjs#f }\nparameters: { x: { min: 1, max: ${MANY}, step: 1 } }\nexecution: { order: shuffle, workers: 2 }\nviews: { columns: ["half = y / 2"] }\n`,
      'f.mjs': `export const f = ({ x }) => { if (x % 100 === 0) throw new Error("hundred"); return { y: -x, ...(x === ${MANY - 1} && { last: true }) }; };\n`,
    });
    const here = opened;
    await here.run(FILE);
    await here.runner.freeze({ file: FILE });
    const page = async (
      more: Omit<PageRequest, 'file'>,
    ): Promise<{ readonly total: number; readonly x: unknown[]; readonly columns: readonly string[] }> => {
      const { total, rows, columns } = await here.runner.page({ file: FILE, version: 'v1', ...more });
      return { total, x: rows.map(({ parameters }) => parameters['x']), columns: columns.map(({ id }) => id) };
    };
    const facts = ['index', 'key', 'replicate', 'state', 'x', 'y'];
    expect(await page({ offset: 1200, limit: 3 })).toEqual({ total: MANY, x: [1201, 1202, 1203], columns: [...facts, 'half'] });
    expect(await page({ offset: MANY - 2 })).toEqual({ total: MANY, x: [MANY - 1, MANY], columns: [...facts, 'last', 'half'] });
    const lowest = { where: 'half < -1 and x % 2 == 1', sort: 'y', limit: 2 };
    for (let again = 0; again < 2; again++) expect(await page(lowest)).toMatchObject({ total: MANY / 2 - 1, x: [MANY - 1, MANY - 3] });
    expect(await page({ states: ['failed'], offset: 2, limit: 1 })).toMatchObject({ total: MANY / 100, x: [300] });
    expect((await page({ sort: 'nothing' })).total).toBe(0);
  });

  it('keeps its rows from gc, also deleted ones, until it is dropped', async () => {
    const here = await ran();
    await here.runner.freeze({ file: FILE });
    for (const factor of ['3', '4', '5']) {
      here.write({ 'f.mjs': CODE.replace('model.depth * x', `model.depth * ${factor} * x`) });
      await here.run(FILE);
    }
    await here.runner.delete({ file: FILE, select: { kind: 'where', where: 'x == 1' } });
    await here.runner.gc({});
    const shown = async (): Promise<unknown> =>
      (await here.runner.page({ file: FILE, version: 'v1.0.0' })).rows.map(({ outputs }) => outputs);
    expect(await shown()).toEqual([{ y: 2 }, { y: 4 }, {}]);
    expect(await here.runner.drop({ file: FILE, version: 'v1' })).toMatchObject({ version: 'v1.0.0' });
    expect(await here.runner.versions({ file: FILE })).toEqual([]);
    await expect(shown()).rejects.toThrow('This task has no version `v1.0.0`. `sweepdeck freeze FILE` makes the first one.');
    expect((await here.runner.gc({})).rows + (await here.runner.gc({})).deleted).toBeGreaterThan(0);
  });

  it('has a number after the last one, or one that was asked for and is free', async () => {
    const here = await ran();
    const freeze = async (given: { readonly version?: string; readonly bump?: 'major' | 'minor' | 'patch' | 'keep' }): Promise<string> =>
      (await here.runner.freeze({ file: FILE, ...given })).version;
    expect(await freeze({ bump: 'keep' })).toBe('v1.0.0');
    expect(await freeze({ bump: 'patch' })).toBe('v1.0.1');
    expect(await freeze({ bump: 'minor' })).toBe('v1.1.0');
    expect(await freeze({})).toBe('v2.0.0');
    expect(await freeze({ bump: 'keep' })).toBe('v2.0.0');
    expect(await freeze({ version: 'v1-5' })).toBe('v1.5.0');
    expect((await here.runner.versions({ file: FILE })).map(({ version }) => version)).toEqual([
      'v1.0.0',
      'v1.0.1',
      'v1.1.0',
      'v1.5.0',
      'v2.0.0',
    ]);
    await expect(freeze({ version: 'v1.5.0' })).rejects.toThrow('There is a version v1.5.0 already.');
    await expect(freeze({ version: '1.5' })).rejects.toThrow('`1.5` is no version');
  });

  it('is refused where there are no results', async () => {
    opened = await historyWorkspace({ [FILE]: TASK, 'f.mjs': CODE, 'data.csv': '' });
    await expect(opened.runner.freeze({ file: FILE })).rejects.toThrow('There are no results to freeze yet');
    await expect(opened.runner.manifest({ file: FILE })).rejects.toThrow('there is no manifest yet');
  });
});

function git(folder: string, ...given: readonly string[]): void {
  spawnSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b', ...given], { stdio: 'ignore' });
}

describe('a manifest', () => {
  it('says what was run, on what, with what, and how it ended', async () => {
    opened = await historyWorkspace({ [FILE]: TASK, 'f.mjs': CODE, 'data.csv': 'a\n1\n' });
    const here = opened;
    git(here.folder, 'init', '-q', '-b', 'work');
    git(here.folder, 'add', '.');
    git(here.folder, 'commit', '-q', '-m', 'one');
    here.write({ 'f.mjs': `${CODE}// a note\n` });
    await here.run(FILE);
    await here.runner.freeze({ file: FILE });
    const manifest = await here.runner.manifest({ file: FILE, version: 'v1' });
    expect(manifest).toMatchObject({
      end: 'completed',
      selected: 3,
      counts: { items: 3, done: 2, failed: 1 },
      task: {
        file: FILE,
        texts: { [FILE]: TASK },
        inputs: { 'data.csv': createHash('sha256').update('a\n1\n').digest('hex') },
      },
      run: { kind: 'node', target: './f.mjs#f', program: process.execPath },
      schema: {
        parameters: {
          type: 'object',
          properties: { x: { type: 'integer', minimum: 1, 'x-unit': 'm' }, model: { type: 'object', properties: { depth: {} } } },
          required: ['x'],
        },
        outputs: { properties: { y: { type: 'number', description: 'twice' } } },
      },
      git: {
        branch: 'work',
        changed: [' M f.mjs'],
        commit: expect.stringMatching(/^[0-9a-f]{40}$/),
        diff: expect.stringContaining('+// a note'),
      },
      machine: { platform: process.platform, cores: expect.any(Number) },
      interpreter: process.versions.node,
    });
  });

  it('names the packages of a Python interpreter', async () => {
    opened = await historyWorkspace({
      [FILE]: 'run: { python: f:f }\nparameters: { x: [1] }\n',
      'f.py': 'def f(x):\n    return x\n',
    });
    const here = opened;
    // A package of the user's, as an installer leaves it.
    const site = join(here.folder, 'site-packages');
    mkdirSync(join(site, 'example_package-1.2.3.dist-info'), { recursive: true });
    process.env['PYTHONPATH'] = site;
    try {
      await here.run(FILE);
    } finally {
      delete process.env['PYTHONPATH'];
    }
    const { interpreter, packages } = await here.runner.manifest({ file: FILE });
    expect([interpreter, packages]).toEqual([expect.stringMatching(/^3\./), expect.arrayContaining(['example_package==1.2.3'])]);
  });

  it('is written without starting anything that the repository names', async () => {
    opened = await historyWorkspace({ [FILE]: TASK, 'f.mjs': CODE, 'data.csv': 'a\n1\n', '.gitattributes': '* filter=evil diff=evil\n' });
    const here = opened;
    git(here.folder, 'init', '-q');
    git(here.folder, 'add', '.');
    git(here.folder, 'commit', '-q', '-m', 'one');
    const trap = join(here.folder, '.git', 'trap.sh');
    writeFileSync(trap, `#!/bin/sh\ntouch ${join(here.folder, 'sprung')}\n`);
    chmodSync(trap, 0o755);
    const settings = [
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.evil.process',
      'diff.evil.textconv',
      'diff.evil.command',
      'core.fsmonitor',
    ];
    for (const name of [...settings, 'diff.external', 'core.pager', 'core.editor', 'core.sshCommand', 'credential.helper'])
      git(here.folder, 'config', name, trap);
    git(here.folder, 'config', 'filter.evil.required', 'true');
    mkdirSync(join(here.folder, '.git', 'hooks'), { recursive: true });
    for (const hook of ['post-index-change', 'fsmonitor-watchman', 'post-checkout', 'reference-transaction']) {
      writeFileSync(join(here.folder, '.git', 'hooks', hook), `#!/bin/sh\n${trap}\n`);
      chmodSync(join(here.folder, '.git', 'hooks', hook), 0o755);
    }
    here.write({ 'data.csv': 'a\n2\n' });
    await here.run(FILE);
    const { git: state } = await here.runner.manifest({ file: FILE });
    expect(state).toMatchObject({ changed: [' M data.csv'], diff: expect.stringContaining('+2') });
    const sprung = join(here.folder, 'sprung');
    expect(existsSync(sprung)).toBe(false);
    git(here.folder, 'diff', '--quiet');
    expect(existsSync(sprung), 'the trap works').toBe(true);
  });
});
