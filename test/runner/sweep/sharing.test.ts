import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type HistoryWorkspace, historyWorkspace } from '../../support/historyWorkspace.ts';

/** Every execution leaves a line, whatever becomes of its result. */
const CODE = `import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
export async function f({ x }) {
  appendFileSync('witness', x + '\\n');
  await delay(4);
  if (x % 10 === 9 && x > 30) throw new Error('nine');
  return { y: 2 * x };
}
`;

const task = (first: number, last: number): string =>
  `run: { node: "./f.mjs#f" }\nparameters: { x: { min: ${first}, max: ${last}, step: 1 } }\nexecution: { workers: 2 }\n`;

let here: HistoryWorkspace;
afterEach(() => here.close());

function executions(): ReadonlyMap<number, number> {
  const lines = readFileSync(join(here.folder, 'witness'), 'utf8').trim().split('\n').map(Number);
  return new Map([...Map.groupBy(lines, (one) => one)].map(([x, all]) => [x, all.length]));
}

describe('two tasks with one objective that run at the same moment', () => {
  test('share the items that they have in common', async () => {
    here = await historyWorkspace({ 'a.sweep.yaml': task(0, 29), 'b.sweep.yaml': task(10, 29), 'f.mjs': CODE });
    const [a, b] = await Promise.all([here.run('a.sweep.yaml'), here.run('b.sweep.yaml')]);
    expect(a).toMatchObject({ items: 30, done: 30, failed: 0, pending: 0 });
    expect(b).toMatchObject({ items: 20, done: 20, failed: 0, pending: 0 });
    expect(a.executed + b.executed).toBe(30);
    expect([...executions()].filter(([, times]) => times !== 1)).toEqual([]);
    expect(await here.status('b.sweep.yaml')).toMatchObject({ done: 20, pending: 0 });
  });

  test('each try what has failed for the other', async () => {
    here = await historyWorkspace({ 'a.sweep.yaml': task(30, 45), 'b.sweep.yaml': task(30, 45), 'f.mjs': CODE });
    const [a, b] = await Promise.all([here.run('a.sweep.yaml'), here.run('b.sweep.yaml')]);
    for (const one of [a, b]) expect(one).toMatchObject({ items: 16, done: 15, failed: 1, pending: 0, selectedFailed: 1 });
    expect([...executions()].filter(([, times]) => times !== 1)).toEqual([[39, 2]]);
  });

  test('go on with what a cancelled one lets go of', async () => {
    here = await historyWorkspace({ 'a.sweep.yaml': task(0, 29), 'b.sweep.yaml': task(0, 29), 'f.mjs': CODE });
    const [a, b] = await Promise.all([here.run('a.sweep.yaml'), here.run('b.sweep.yaml'), here.runner.cancel({ file: 'a.sweep.yaml' })]);
    expect(a.done + a.cancelled).toBe(30);
    expect(b).toMatchObject({ items: 30, done: 30, pending: 0 });
  });
});
