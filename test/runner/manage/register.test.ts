import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decode } from '../../../core/value/encode.ts';
import { isValueMap, type ValueMap } from '../../../core/value/value.ts';
import { counts, FILE, workspace } from './room.ts';

function point(text: string): ValueMap {
  const value = decode(text);
  if (!isValueMap(value)) throw new Error(`${text} is no mapping`);
  return value;
}

describe('register', () => {
  const SCHEMA =
    'run: { node: ./f.mjs#f }\nschema:\n  parameters: { x: { type: float }, n: { type: int, default: 7 } }\n  outputs: { y: { type: float }, label: { type: string } }\nparameters: { x: [1, 2], n: 7 }\n';
  const DECLARED = { [FILE]: SCHEMA, 'f.mjs': 'export const f = ({ x, n }) => ({ y: x * n, label: "" });\n' };

  test('brings a point to its declared types and finds its place', async () => {
    const here = await workspace(DECLARED);
    expect(
      await here.runner.register({ file: FILE, point: point('{"x": 2.0}'), outputs: point('{"y": {"$":"NaN"}, "label": "by hand"}') }),
    ).toMatchObject({ item: 1 });
    expect(await here.run(FILE)).toMatchObject({ executed: 1, done: 2 });
    const page = await here.runner.page({ file: FILE });
    expect(page.rows[1]).toMatchObject({ state: 'done', worker: 'external', attempts: 1, outputs: { y: Number.NaN, label: 'by hand' } });
    expect(await here.runner.explain({ file: FILE, item: 1 })).toMatchObject({ reason: 'registered' });
  });

  test.each([
    ['{"z": 1}', '1', 'has no parameter `z`'],
    ['{}', '1', 'leaves out `x`'],
    ['{"x": "1"}', '1', '`x` cannot be that: it is text'],
    ['{"x": 1}', '[1]', 'Outputs are a mapping'],
    ['{"x": 1}', '{"label": 3}', 'The output `label` is the number 3'],
  ])('refuses the point %s with the outputs %s', async (given, outputs, message) => {
    const here = await workspace(DECLARED);
    await expect(here.runner.register({ file: FILE, point: point(given), outputs: decode(outputs) })).rejects.toThrow(message);
    expect(await counts(here)).toEqual([0, 0, 0, 2, 0]);
  });

  test('records many at once, several of one item as its attempts, or none when one does not fit', async () => {
    const here = await workspace(DECLARED);
    const entry = (x: number, y: number, replicate?: number) => ({
      point: { x },
      outputs: { y },
      ...(replicate !== undefined && { replicate }),
    });
    await expect(here.runner.registerAll({ file: FILE, results: [entry(1, 5), { point: { x: 'b' }, outputs: 1 }] })).rejects.toThrow(
      'Result 2: `x` cannot be that: it is text',
    );
    await expect(here.runner.registerAll({ file: FILE, results: [entry(1, 5, 3)] })).rejects.toThrow('There is no replicate 3');
    expect(await counts(here)).toEqual([0, 0, 0, 2, 0]);
    const { registered, orphans } = await here.runner.registerAll({ file: FILE, results: [entry(2, 5), entry(9, 1), entry(2, 6)] });
    expect([registered, orphans, await counts(here)]).toEqual([3, 1, [1, 0, 0, 1, 1]]);
    expect((await here.runner.page({ file: FILE })).rows[1]).toMatchObject({ worker: 'external', attempts: 2, outputs: { y: 6 } });
  });

  test('copies files into the folder of the item', async () => {
    const here = await workspace();
    here.write({ 'plot.png': 'PNG' });
    const { key, outputs } = await here.runner.register({
      file: FILE,
      point: { x: 1 },
      outputs: 5,
      files: { plot: join(here.folder, 'plot.png') },
    });
    expect(outputs).toEqual({ value: 5, plot: 'plot.png' });
    expect(existsSync(join(here.folder, '.sweepdeck', 'items', key.slice(0, 2), key, 'plot.png'))).toBe(true);
    await expect(
      here.runner.register({ file: FILE, point: { x: 1 }, outputs: 5, files: { '../evil': join(here.folder, 'plot.png') } }),
    ).rejects.toThrow('cannot name a file output');
    await expect(
      here.runner.register({ file: FILE, point: { x: 1 }, outputs: 5, files: { plot: join(here.folder, 'missing') } }),
    ).rejects.toThrow('is not a file');
  });
});
