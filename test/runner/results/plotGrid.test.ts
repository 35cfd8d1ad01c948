import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GridPicture, Plot, PlotChoice } from '../../../protocol/plot.ts';
import { plotOf } from '../../../runner/results/plot.ts';
import { type Fate, type SelectRoom, selectRoom } from './selectRoom.ts';

/** Small multiples of images and series over two parameters. */

const TASK = `
parameters: { a: [1, 2, 3], how: [p, q], many: { min: 1, max: 12, step: 1 } }
replicates: 2
views: { columns: [] }
`;
const SHA = 'ab'.repeat(32);
const image = (name: string) => ({ path: `.sweepdeck/artifacts/ab/${SHA}/${name}`, bytes: 3, sha256: SHA });

let room: SelectRoom;
beforeAll(async () => {
  room = await selectRoom(TASK);
  const { plan } = room.view;
  const fates = Array.from({ length: plan.items }, (_, item): [number, Fate] => {
    const point = Math.floor(item / 2);
    if (point < 12) return [item, { error: 'boom' }];
    const loss = Array.from({ length: 3000 }, (__, step) => (step === 0 ? Number.NaN : point / step));
    return [item, { outputs: { loss, picture: image('p.png'), sheet: image('t.csv'), score: item } }];
  });
  room.record(new Map(fates));
});
afterAll(() => room.close());

async function plot(choice: PlotChoice & { readonly where?: string } = {}): Promise<Plot> {
  return plotOf({ store: room.store, view: room.view, live: new Map() }, { file: 't.sweep.yaml', ...choice });
}

async function grid(choice: PlotChoice & { readonly where?: string }): Promise<GridPicture> {
  const { picture } = await plot({ kind: 'grid', ...choice });
  if (picture?.kind !== 'grid') throw new Error(`Drawn was ${picture?.kind}.`);
  return picture;
}

describe('a grid', () => {
  it('is the first picture where an output is an image and no metric is named', async () => {
    const { picture, grids, output, varying, effects, used, outputs } = await plot();
    expect([picture?.kind, output?.column, effects]).toEqual(['grid', 'picture', []]);
    expect(grids).toEqual(['picture', 'loss']);
    expect([varying, used]).toEqual([['a', 'how', 'many'], 120]);
    expect(outputs).toContain('score');
    expect((await plot({ output: 'score' })).picture?.kind).toBe('parallel');
  });

  it('has the first item of each place, and how many there are', async () => {
    const { x, y, cells } = await grid({ output: 'picture', x: 'a', y: 'how' });
    expect([x?.values, y?.values]).toEqual([
      [1, 2, 3],
      ['p', 'q'],
    ]);
    expect(cells.map(({ column, row, index, count }) => [column, row, index, count])).toEqual([
      [0, 1, 12, 24],
      [1, 0, 24, 24],
      [1, 1, 36, 24],
      [2, 0, 48, 24],
      [2, 1, 60, 24],
    ]);
    expect(cells[0]?.shown).toEqual({ kind: 'image', name: 'p.png' });
    expect(cells[0]?.key).toMatch(/^[0-9a-f]{32}$/);
  });

  it('draws series with one scale, evenly picked, with gaps', async () => {
    const { low, high, cells } = await grid({ output: 'loss', x: 'a', y: 'how' });
    const series = cells.map(({ shown }) => (shown.kind === 'series' ? shown.numbers : []));
    expect(series.every((numbers) => numbers.length === 200 && numbers[0] === null)).toBe(true);
    expect(series[0]?.at(-1)).toBe(12 / 2999);
    expect([low, high]).toEqual([12 / 2999, Math.max(...series.flat().map(Number))]);
  });

  it('is a row over one parameter, one place without any, and never more than 2,000 marks', async () => {
    const row = await grid({ output: 'loss', where: "a == 2 and how == 'p'" });
    expect([row.y, row.x?.column, row.x?.values.length]).toEqual([undefined, 'many', 10]);
    const one = await grid({ output: 'loss', where: "a == 2 and how == 'p' and many == 3" });
    expect([one.x, one.y, one.cells.map(({ count }) => count)]).toEqual([undefined, undefined, [2]]);
    const { cells } = await grid({ output: 'loss', x: 'many', y: 'a' });
    expect(cells).toHaveLength(30);
    expect(cells.reduce((sum, { shown }) => sum + (shown.kind === 'series' ? shown.numbers.length : 0), 0)).toBeLessThanOrEqual(2000);
  });

  it('is nothing where no item has an image or a series', async () => {
    expect(await plot({ kind: 'grid', where: "a == 1 and how == 'p'" })).toMatchObject({ picture: null, grids: [], used: 0 });
  });
});
