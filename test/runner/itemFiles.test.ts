import { describe, expect, test } from 'vitest';
import type { ItemState } from '../../core/sweep/account.ts';
import { encode } from '../../core/value/encode.ts';
import { explanationLines } from '../../protocol/explanationText.ts';
import { type HistoryWorkspace, historyWorkspace } from '../support/historyWorkspace.ts';

const TASK = "run: { node: './f.mjs#f' }\nparameters: { x: [1, 2], data: { files: '*.txt' } }\nexecution: { workers: 1 }\n";
const CODE = `import { readFileSync } from 'node:fs';
export const f = ({ x, data }) => ({ y: x * Number(readFileSync(new URL(data, import.meta.url), 'utf8')) });\n`;

const states = async ({ runner }: HistoryWorkspace): Promise<Readonly<Record<string, ItemState>>> =>
  Object.fromEntries(
    (await runner.page({ file: 'a.sweep.yaml' })).rows.map(({ parameters, state }) => [
      Object.values(parameters).map(encode).join(' '),
      state,
    ]),
  );

async function withWorkspace(work: (workspace: HistoryWorkspace) => Promise<void>): Promise<void> {
  const workspace = await historyWorkspace({ 'a.sweep.yaml': TASK, 'f.mjs': CODE, 'a.txt': '1', 'b.txt': '2', 'c.txt': '3' });
  try {
    expect(await workspace.run('a.sweep.yaml')).toMatchObject({ done: 6, executed: 6 });
    await work(workspace);
  } finally {
    await workspace.close();
  }
}

/** The first item takes the file of the second one away. */
const TAKING = `import { readFileSync, rmSync } from 'node:fs';
const at = (name) => new URL(name, import.meta.url);
export function f({ x, data }) {
  if (data === '0.txt') rmSync(at('1.txt'));
  return { y: x * Number(readFileSync(at(data), 'utf8')) };
}
`;

describe('items whose parameters name files', () => {
  test('become stale when their own file has changed, and no others do', async () => {
    await withWorkspace(async (workspace) => {
      workspace.write({ 'b.txt': '20' });
      expect(await states(workspace)).toEqual({
        '1 "a.txt"': 'done',
        '1 "b.txt"': 'stale',
        '1 "c.txt"': 'done',
        '2 "a.txt"': 'done',
        '2 "b.txt"': 'stale',
        '2 "c.txt"': 'done',
      });
      const [, item] = (await workspace.runner.page({ file: 'a.sweep.yaml', states: ['stale'] })).rows;
      const explanation = await workspace.runner.explain({ file: 'a.sweep.yaml', key: item?.key ?? '' });
      expect(explanation.generations.map(({ current, changes }) => ({ current, changes }))).toEqual([
        { current: false, changes: [{ part: 'file:b.txt', change: 'changed' }] },
      ]);
      expect(explanationLines(explanation).join('\n')).toMatch(/run again[^]*file:b\.txt has changed/);
      expect(await workspace.run('a.sweep.yaml')).toMatchObject({ done: 6, executed: 2 });
      expect((await workspace.runner.page({ file: 'a.sweep.yaml', where: 'y == 40' })).total).toBe(1);
      workspace.write({ 'b.txt': '2' });
      expect(await workspace.run('a.sweep.yaml'), 'undoing an edit brings the old results back').toMatchObject({ done: 6, executed: 0 });
    });
  });

  test('are all kept when another file joins the axis', async () => {
    await withWorkspace(async (workspace) => {
      workspace.write({ 'd.txt': '4' });
      expect(await workspace.run('a.sweep.yaml')).toMatchObject({ done: 8, executed: 2, cached: 6 });
      workspace.remove('a.txt');
      expect(await workspace.status('a.sweep.yaml')).toMatchObject({ items: 6, done: 6, orphans: 2 });
    });
  });

  test('are accepted with the files of today, and stale again with the next ones', async () => {
    await withWorkspace(async (workspace) => {
      workspace.write({ 'c.txt': '30' });
      expect(await workspace.runner.accept({ file: 'a.sweep.yaml' })).toEqual({ stale: 2, imported: 0 });
      expect(await workspace.status('a.sweep.yaml')).toMatchObject({ done: 6, stale: 0 });
      workspace.write({ 'c.txt': '31' });
      expect(await workspace.status('a.sweep.yaml')).toMatchObject({ done: 4, stale: 2 });
    });
  });

  test('may be registered, and lose old generations to gc but for the newest', async () => {
    await withWorkspace(async (workspace) => {
      await workspace.runner.register({ file: 'a.sweep.yaml', point: { x: 1, data: 'a.txt' }, outputs: { y: -1 } });
      expect(await workspace.status('a.sweep.yaml')).toMatchObject({ done: 6, stale: 0 });
      for (const text of ['5', '6', '7']) {
        workspace.write({ 'b.txt': text });
        await workspace.run('a.sweep.yaml');
      }
      // Of four generations of two items one shows, and the newest of the others is kept.
      expect(await workspace.runner.gc({})).toMatchObject({ rows: 4 });
      expect(await workspace.status('a.sweep.yaml')).toMatchObject({ done: 6, stale: 0 });
      workspace.write({ 'b.txt': '6' });
      expect(await workspace.status('a.sweep.yaml')).toMatchObject({ done: 6, stale: 0 });
    });
  });

  test('fail in words when their file is gone at the moment they run, and the others go on', async () => {
    const lines = Array.from({ length: 3 }, (_, n) => `${n}.txt`);
    const workspace = await historyWorkspace({
      'a.sweep.yaml':
        "run: { node: './f.mjs#f' }\nschema: { parameters: { data: { type: file } } }\npoints: points.csv\nexecution: { workers: 1 }\n",
      'points.csv': ['x,data', ...lines.map((name) => `1,${name}`)].join('\n'),
      'f.mjs': TAKING,
      '0.txt': '1',
      '1.txt': '3',
      '2.txt': '2',
    });
    try {
      const summary = await workspace.run('a.sweep.yaml');
      expect(summary).toMatchObject({ done: 2, failed: 1 });
      expect(summary.failures[0]?.error.message).toMatch(/no such file.*1\.txt/);
      workspace.write({ '1.txt': '3' });
      expect(await workspace.run('a.sweep.yaml')).toMatchObject({ done: 3, executed: 1 });
    } finally {
      await workspace.close();
    }
  });
});
