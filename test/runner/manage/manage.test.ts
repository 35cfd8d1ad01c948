import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifyStore } from '../../../runner/store/verify.ts';
import type { HistoryWorkspace } from '../../support/historyWorkspace.ts';
import { withDatabase } from '../store/workspace.ts';
import { counts, FILE, LIB, TASK, workspace } from './room.ts';

/** Keys in point order. */
async function keys({ runner }: HistoryWorkspace, file = FILE): Promise<readonly string[]> {
  return (await runner.page({ file })).rows.map((row) => row.key);
}

describe('explain', () => {
  test('names the functions that changed, in the imported file', async () => {
    const here = await workspace();
    const [key = ''] = await keys(here);
    expect(await here.runner.explain({ file: FILE, key })).toEqual({
      key,
      item: 0,
      state: 'pending',
      runsAgain: true,
      reason: 'never-run',
      generations: [],
    });
    await here.run(FILE);
    expect(await here.runner.explain({ file: FILE, key })).toMatchObject({
      state: 'done',
      runsAgain: false,
      reason: 'current',
      generations: [{ succeeded: 1, current: true, changes: [] }],
    });
    here.write({ 'lib.mjs': `// a comment\n${LIB.replace('return 1', 'return 2').replace('2 * x', 'x * 2')}` });
    expect(await here.runner.explain({ file: FILE, item: 0 })).toMatchObject({
      state: 'stale',
      runsAgain: true,
      reason: 'changed',
      generations: [{ current: false, changes: [{ part: 'code:lib.mjs', change: 'changed', functions: ['Net.forward', 'twice'] }] }],
    });
    here.write({ [FILE]: `${TASK}cache: { stale: keep, version: 2 }\n`, 'f.mjs': 'export const f = ({ x }) => ({ y: 2 * x });\n' });
    expect(await here.runner.explain({ file: FILE, key })).toMatchObject({
      reason: 'kept',
      runsAgain: false,
      generations: [
        {
          changes: [
            { part: 'cache.version', change: 'added' },
            { part: 'code:f.mjs', functions: ['f', 'top level'] },
            { part: 'code:lib.mjs', change: 'removed' },
          ],
        },
      ],
    });
  });

  test('tells failures, deletions and orphans apart', async () => {
    const here = await workspace({ 'f.mjs': 'export const f = ({ x }) => { if (x === 1) throw new Error("no"); return { y: x }; };\n' });
    await here.run(FILE);
    const [failed = '', deleted = '', orphan = ''] = await keys(here);
    await here.runner.delete({ file: FILE, select: { kind: 'where', where: 'x == 2' } });
    here.write({ [FILE]: TASK.replace('[1, 2, 3]', '[1, 2]') });
    const reasons = await Promise.all([failed, deleted, orphan].map((key) => here.runner.explain({ file: FILE, key })));
    expect(reasons.map(({ state, reason, runsAgain }) => [state, reason, runsAgain])).toEqual([
      ['failed', 'failed', true],
      ['pending', 'deleted', true],
      ['orphan', 'not-in-space', false],
    ]);
    await expect(here.runner.explain({ file: FILE, key: 'f'.repeat(32) })).rejects.toThrow('No item of this task');
  });
});

describe('accept', () => {
  test('is over before a sweep begins that would run the same items', async () => {
    const here = await workspace({ [FILE]: TASK.replace('[1, 2, 3]', '{ min: 1, max: 5000, step: 1 }') });
    await here.run(FILE);
    here.write({ 'lib.mjs': LIB.replace('2 * x', 'x + x') });
    await counts(here);
    const [accepted, ran] = await Promise.all([here.runner.accept({ file: FILE }), here.run(FILE)]);
    expect(accepted).toEqual({ stale: 5000, imported: 0 });
    expect(ran).toMatchObject({ executed: 0, done: 5000 });
  });

  test('copies what was printed, leaves out a row that is damaged, and stores what verify finds sound', async () => {
    const here = await workspace({
      'f.mjs': "import { twice } from './lib.mjs';\nexport function f({ x }) { console.log('x is', x); return { y: twice(x) }; }\n",
    });
    await here.run(FILE);
    const [first = '', second = ''] = await keys(here);
    await here.reopen(() => withDatabase(here.folder, (db) => db.exec(`UPDATE run SET outputs = '{"y":7}' WHERE key = x'${second}'`)));
    here.write({ 'lib.mjs': LIB.replace('2 * x', 'x + x') });
    expect(await here.runner.accept({ file: FILE })).toEqual({ stale: 2, imported: 0 });
    expect(await counts(here)).toEqual([2, 0, 0, 1, 0]);
    expect((await here.runner.log({ file: FILE, key: first })).stdout).toContain('x is 1');
    await here.reopen(() => expect(verifyStore(here.folder).problems).toHaveLength(1));
  });

  test('holds for one version of the code, and the original stays what it was', async () => {
    const here = await workspace();
    await here.run(FILE);
    here.write({ 'lib.mjs': LIB.replace('2 * x', 'x + x') });
    expect(await counts(here)).toEqual([0, 0, 3, 0, 0]);
    expect(await here.runner.accept({ file: FILE, where: 'y >= 4' })).toEqual({ stale: 2, imported: 0 });
    expect(await counts(here)).toEqual([2, 0, 1, 0, 0]);
    const [, key = ''] = await keys(here);
    const item = await here.runner.item({ file: FILE, key });
    expect(item.attempts).toBe(1);
    expect(item.history).toMatchObject([
      { attempt: 1, current: false },
      { attempt: 1, current: true, vouched: { kind: 'accepted', by: expect.any(String) } },
    ]);
    expect(await here.runner.explain({ file: FILE, key })).toMatchObject({ reason: 'accepted', runsAgain: false });
    expect(await here.run(FILE)).toMatchObject({ executed: 1, done: 3 });
    here.write({ 'lib.mjs': LIB.replace('2 * x', '4 * x / 2') });
    expect(await counts(here)).toEqual([0, 0, 3, 0, 0]);
    here.write({ 'lib.mjs': LIB });
    expect(await counts(here)).toEqual([3, 0, 0, 0, 0]);
  });
});

describe('delete', () => {
  test('leaves an orphan that is an item of another task', async () => {
    const here = await workspace({ 'b.sweep.yaml': TASK.replace('[1, 2, 3]', '[3, 4]') });
    await here.run(FILE);
    here.write({ [FILE]: TASK.replace('[1, 2, 3]', '[1]') });
    expect(await counts(here)).toEqual([1, 0, 0, 0, 2]);
    expect(await here.runner.delete({ file: FILE, select: { kind: 'orphans' } })).toMatchObject({ items: 1, rows: 1 });
    expect([await counts(here), await counts(here, 'b.sweep.yaml')]).toEqual([
      [1, 0, 0, 0, 1],
      [1, 0, 0, 1, 0],
    ]);
  });

  test('touches no orphans while a task with results cannot be read', async () => {
    const here = await workspace({ 'b.sweep.yaml': TASK.replace('[1, 2, 3]', '[3, 4]') });
    await here.run(FILE);
    await here.run('b.sweep.yaml');
    here.write({ [FILE]: TASK.replace('[1, 2, 3]', '[1]'), 'b.sweep.yaml': 'run: 3\n' });
    await expect(here.runner.delete({ file: FILE, select: { kind: 'all' } })).rejects.toThrow(
      'b.sweep.yaml has results but is not valid now',
    );
    await expect(here.runner.gc({})).rejects.toThrow('sweepdeck check b.sweep.yaml');
    expect(await counts(here)).toEqual([1, 0, 0, 0, 2]);
  });

  test('is refused while items of the same objective run, and so is gc', async () => {
    const here = await workspace({ 'f.mjs': 'export const f = ({ x }) => new Promise(() => setInterval(() => 0, 1000));\n' });
    const ended = here.run(FILE);
    await started(here);
    for (const call of [
      here.runner.delete({ file: FILE, select: { kind: 'all' } }),
      here.runner.accept({ file: FILE }),
      here.runner.register({ file: FILE, point: { x: 1 }, outputs: 1 }),
      here.runner.gc({}),
    ])
      await expect(call).rejects.toThrow(/run/);
    await here.runner.cancel({});
    expect(await ended).toMatchObject({ done: 0, cancelled: 3 });
  });

  test('removes folders of items, and follows no link out of them', async () => {
    const here = await workspace({
      'f.mjs':
        'import { writeFileSync } from "node:fs";\nexport const f = ({ x }, { dir }) => { writeFileSync(`${dir}/out`, "1"); return { y: x }; };\n',
    });
    await here.run(FILE);
    const outside = join(here.folder, '..', 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'precious'), '');
    const [first = '', second = ''] = await keys(here);
    const items = join(here.folder, '.sweepdeck', 'items');
    symlinkSync(outside, join(items, first.slice(0, 2), first, 'link'));
    symlinkSync(outside, join(items, 'ab'));
    expect(await here.runner.delete({ file: FILE, select: { kind: 'where', where: 'x < 3' }, files: true })).toMatchObject({
      rows: 2,
      folders: 2,
    });
    expect([first, second].map((key) => existsSync(join(items, key.slice(0, 2), key)))).toEqual([false, false]);
    expect(existsSync(join(outside, 'precious'))).toBe(true);
  });

  test('takes items and orphans by key, and refuses the key of another task', async () => {
    const other = 'run: { node: ./g.mjs#g }\nparameters: { x: [1] }\n';
    const here = await workspace({ 'b.sweep.yaml': other, 'g.mjs': 'export const g = () => 1;\n' });
    await here.run(FILE);
    await here.run('b.sweep.yaml');
    const [first = '', , third = ''] = await keys(here);
    const [stranger = ''] = await keys(here, 'b.sweep.yaml');
    here.write({ [FILE]: TASK.replace('[1, 2, 3]', '[1, 2]') });
    const refused = here.runner.delete({ file: FILE, select: { kind: 'keys', keys: [first, stranger] } });
    await expect(refused).rejects.toMatchObject({ code: 'no-such-item' });
    expect(await here.runner.delete({ file: FILE, select: { kind: 'keys', keys: [first, third] } })).toMatchObject({ items: 2, rows: 2 });
    expect(await counts(here)).toEqual([1, 0, 0, 1, 0]);
    expect(await counts(here, 'b.sweep.yaml')).toEqual([1, 0, 0, 0, 0]);
  });
});

/** Waits until an item runs. */
async function started(here: HistoryWorkspace): Promise<void> {
  while (((await here.status(FILE)).active?.running ?? 0) === 0) await new Promise((resolve) => setImmediate(resolve));
}

describe('tag', () => {
  test('survives reruns and edits of the code', async () => {
    const here = await workspace();
    const [key = ''] = await keys(here);
    expect(await here.runner.tag({ file: FILE, key: key.slice(0, 8), add: ['b', 'a', 'a'], note: 'look' })).toEqual({
      key,
      tags: ['a', 'b'],
      note: 'look',
    });
    await here.run(FILE);
    here.write({ 'lib.mjs': LIB.replace('2 * x', '3 * x') });
    await here.run(FILE, { select: 'all' });
    expect((await here.runner.page({ file: FILE })).rows[0]).toMatchObject({ state: 'done', tags: ['a', 'b'], note: 'look' });
    expect(await here.runner.tag({ file: FILE, key, remove: ['a', 'c'], note: '' })).toEqual({ key, tags: ['b'], note: null });
    await expect(here.runner.tag({ file: FILE, key, add: ['two\nlines'] })).rejects.toThrow('A tag is 1 to');
  });
});

describe('gc', () => {
  test('drops old generations and bare folders, and nothing that a task shows', async () => {
    const here = await workspace({ 'b.sweep.yaml': `${TASK}cache: { version: 1 }\n` });
    for (const factor of [2, 3, 4, 5]) {
      here.write({ 'lib.mjs': LIB.replace('2 * x', `${factor} * x`) });
      await here.run(FILE);
    }
    await here.run('b.sweep.yaml');
    const bare = join(here.folder, '.sweepdeck', 'items', 'ab', `ab${'0'.repeat(30)}`);
    mkdirSync(bare, { recursive: true });
    writeFileSync(join(bare, 'out'), 'x'.repeat(5000));
    const planned = await here.runner.gc({ dry: true });
    expect(planned).toMatchObject({ rows: 6, deleted: 0, folders: 1 });
    expect(existsSync(bare)).toBe(true);
    const { bytes: _planned, ...counted } = planned;
    expect(await here.runner.gc({})).toMatchObject(counted);
    expect(existsSync(bare)).toBe(false);
    expect([await counts(here), await counts(here, 'b.sweep.yaml')]).toEqual([
      [3, 0, 0, 0, 0],
      [3, 0, 0, 0, 0],
    ]);
    here.write({ 'lib.mjs': LIB.replace('2 * x', '4 * x') });
    expect(await counts(here), 'one generation before is kept').toEqual([3, 0, 0, 0, 0]);
    here.write({ 'lib.mjs': LIB });
    expect(await counts(here)).toEqual([0, 0, 3, 0, 0]);
  });

  test('ends the time in which a deletion can be taken back', async () => {
    const here = await workspace();
    await here.run(FILE);
    const { deletion = 0 } = await here.runner.delete({ file: FILE, select: { kind: 'all' } });
    expect(await here.runner.restore({ deletion })).toEqual({ rows: 3 });
    expect(await counts(here)).toEqual([3, 0, 0, 0, 0]);
    const again = await here.runner.delete({ file: FILE, select: { kind: 'all' } });
    await here.runner.gc({});
    await expect(here.runner.restore({ deletion: again.deletion ?? 0 })).rejects.toThrow('nothing to restore');
    expect(await counts(here)).toEqual([0, 0, 0, 3, 0]);
  });
});
