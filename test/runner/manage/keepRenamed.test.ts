import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type HistoryWorkspace, historyWorkspace } from '../../support/historyWorkspace.ts';

let opened: HistoryWorkspace | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

const FILE = 'a.sweep.yaml';
const TASK = 'run: { node: ./f.mjs#f }\nparameters: { mu: [1, 2, 3], dt: [1, 2] }\n';
const CODE = 'export const f = (p) => ({ y: JSON.stringify(p) });\n';

async function ran(task = TASK, code = CODE): Promise<HistoryWorkspace> {
  opened = await historyWorkspace({ [FILE]: task, 'f.mjs': code });
  expect((await opened.run(FILE)).failed).toBe(0);
  return opened;
}

/** done, stale, pending, orphans. */
async function counts(here: HistoryWorkspace): Promise<readonly number[]> {
  const { done, stale, pending, orphans } = await here.status(FILE);
  return [done, stale, pending, orphans];
}

describe('keeps the results of a renamed parameter', () => {
  test.each<readonly [name: string, before: string, after: string, names: readonly [from: string, to: string]]>([
    ['an axis', TASK, TASK.replace('mu:', 'nu:'), ['mu', 'nu']],
    [
      'a group',
      TASK.replace('dt: [1, 2]', 'model: { a: [1, 2], b: 3 }'),
      TASK.replace('dt: [1, 2]', 'net: { a: [1, 2], b: 3 }'),
      ['model', 'net'],
    ],
    [
      'inside a group',
      TASK.replace('dt: [1, 2]', 'm: { a: [1, 2], b: 3 }'),
      TASK.replace('dt: [1, 2]', 'm: { c: [1, 2], b: 3 }'),
      ['m.a', 'm.c'],
    ],
    ['with replicates', `${TASK}replicates: 2\n`, `${TASK.replace('mu:', 'nu:')}replicates: 2\n`, ['mu', 'nu']],
  ])('%s', async (_, before, after, [from, to]) => {
    const here = await ran(before);
    const [done = 0] = await counts(here);
    here.write({ [FILE]: after });
    expect(await counts(here)).toEqual([0, 0, done, done]);
    expect(await here.runner.keepRenamed({ file: FILE, dry: true })).toMatchObject({
      from,
      to,
      kept: done,
      older: 0,
      otherSeed: 0,
      changes: [],
    });
    expect(await counts(here)).toEqual([0, 0, done, done]);
    expect(await here.runner.keepRenamed({ file: FILE })).toMatchObject({ from, to, kept: done });
    expect(await counts(here)).toEqual([done, 0, 0, done]);
    // The results are those of the same values, and nothing is run for them.
    const { rows } = await here.runner.page({ file: FILE });
    for (const { parameters, outputs } of rows) {
      const text = JSON.stringify(parameters).replaceAll(`"${to.split('.').at(-1)}":`, `"${from.split('.').at(-1)}":`);
      expect(outputs).toEqual({ y: text });
    }
    expect((await here.run(FILE)).executed).toBe(0);
    // What was kept once is not offered again.
    expect((await here.runner.keepRenamed({ file: FILE, from, to, dry: true })).kept).toBe(0);
  });

  test('says what in the code is different, when the argument was renamed there as well', async () => {
    const here = await ran(TASK, 'export const f = ({ mu, dt }) => ({ y: mu * dt });\n');
    here.write({ [FILE]: TASK.replace('mu:', 'nu:'), 'f.mjs': 'export const f = ({ nu, dt }) => ({ y: nu * dt });\n' });
    expect(await here.runner.keepRenamed({ file: FILE })).toMatchObject({
      kept: 6,
      changes: [{ part: 'code:f.mjs', change: 'changed', functions: ['f'] }],
    });
    expect(await counts(here)).toEqual([6, 0, 0, 6]);
    const { rows } = await here.runner.page({ file: FILE });
    const detail = await here.runner.item({ file: FILE, key: rows[0]?.key ?? '' });
    expect(detail.history.at(-1)?.vouched).toMatchObject({ kind: 'accepted', note: '6 results of `mu` taken for `nu`' });
  });

  test('leaves what was stale before the rename', async () => {
    const here = await ran();
    here.write({ 'f.mjs': CODE.replace('y:', 'z: 1, y:') });
    await here.run(FILE, { where: 'mu == 1' });
    expect(await counts(here)).toEqual([2, 4, 0, 0]);
    here.write({ [FILE]: TASK.replace('mu:', 'nu:') });
    expect(await here.runner.keepRenamed({ file: FILE })).toMatchObject({ kept: 2, older: 4 });
    expect(await counts(here)).toEqual([2, 0, 4, 6]);
  });

  test('leaves what would have another seed', async () => {
    const here = await ran(`${TASK}seeding: independent\n`);
    here.write({ [FILE]: `${TASK.replace('mu:', 'nu:')}seeding: independent\n` });
    expect(await here.runner.keepRenamed({ file: FILE })).toMatchObject({ kept: 0, otherSeed: 6 });
    expect(await counts(here)).toEqual([0, 0, 6, 6]);
  });

  test('leaves those whose files have changed', async () => {
    const task = `${TASK.replace('mu: [1, 2, 3], dt: [1, 2]', 'data: [a.csv, b.csv]')}schema: { parameters: { data: { type: file } } }\n`;
    opened = await historyWorkspace({ [FILE]: task, 'f.mjs': CODE, 'a.csv': 'a', 'b.csv': 'b' });
    const here = opened;
    await here.run(FILE);
    here.write({ [FILE]: task.replaceAll('data:', 'table:'), 'b.csv': 'c' });
    expect(await here.runner.keepRenamed({ file: FILE })).toMatchObject({ from: 'data', to: 'table', kept: 1, older: 1 });
    expect(await counts(here)).toEqual([1, 0, 1, 2]);
  });

  test('takes folders, tags and notes along, and nothing that is new there', async () => {
    const here = await ran();
    const { rows } = await here.runner.page({ file: FILE });
    const keys = rows.map(({ key }) => key);
    const folder = (key = '') => join(here.folder, '.sweepdeck/items', key.slice(0, 2), key);
    mkdirSync(folder(keys[0]), { recursive: true });
    writeFileSync(join(folder(keys[0]), 'a.txt'), 'kept');
    await here.runner.tag({ file: FILE, key: keys[0] ?? '', add: ['best'], note: 'look' });
    here.write({ [FILE]: TASK.replace('mu:', 'nu:') });
    await here.runner.keepRenamed({ file: FILE });
    const [first] = (await here.runner.page({ file: FILE })).rows;
    expect([first?.tags, first?.note, first?.state]).toEqual([['best'], 'look', 'done']);
    expect(readFileSync(join(folder(first?.key), 'a.txt'), 'utf8')).toBe('kept');
    expect(existsSync(folder(keys[0]))).toBe(true);
  });
});

describe('is not certain of a rename', () => {
  test.each([
    ['of two at once', TASK.replace('mu:', 'nu:').replace('dt:', 'dx:')],
    ['of one that went away', TASK.replace('mu: [1, 2, 3], ', '')],
    ['of one that came', TASK.replace('mu:', 'nu: 1, mu:')],
    ['when nothing changed', TASK],
  ])('%s', async (_, after) => {
    const here = await ran();
    here.write({ [FILE]: after });
    const { kept, from } = await here.runner.keepRenamed({ file: FILE, dry: true });
    expect([kept, from]).toEqual([0, undefined]);
  });

  test('and refuses one that cannot be', async () => {
    const here = await ran();
    await expect(here.runner.keepRenamed({ file: FILE, from: 'mu', to: 'nu' })).rejects.toThrow('`mu` is still a parameter');
    await expect(here.runner.keepRenamed({ file: FILE, from: 'x', to: 'nu' })).rejects.toThrow('no parameter `nu`');
  });

  test('keeps those whose values are still there', async () => {
    const here = await ran();
    here.write({ [FILE]: TASK.replace('mu: [1, 2, 3]', 'nu: [2, 3, 4]') });
    expect((await here.runner.keepRenamed({ file: FILE })).kept).toBe(4);
    expect(await counts(here)).toEqual([4, 0, 2, 6]);
  });
});
