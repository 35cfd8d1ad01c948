import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../core/check/analyse.ts';
import { itemKeyer } from '../../core/identity/key.ts';
import { itemSeeder } from '../../core/identity/seed.ts';
import { itemReader } from '../../runner/itemReader.ts';
import { parameterEncoder, rowEncoder } from '../../runner/parameters.ts';
import { memoryWorld } from '../support/memoryWorld.ts';

/** Every item of a task, read from values and made of its point. */
function bothWays(text: string): readonly (readonly [read: unknown, made: unknown])[] {
  const file = `run: { command: [echo, '\${args}'] }\n${text}`;
  const { task, space, problems } = analyse('/w/a.sweep.yaml', memoryWorld(new Map([['/w/a.sweep.yaml', file]])));
  if (!task || !space) throw new Error(problems.map((one) => one.message).join('\n'));
  const keyer = itemKeyer(task, (one) => hash('sha256', one, 'binary'));
  const reader = itemReader({ task, space, keyer, encode: rowEncoder(task, space.names) });
  const seedOf = itemSeeder(task);
  const encode = parameterEncoder(task);
  return Array.from({ length: space.points * task.replicates }, (_, item) => {
    const replicate = item % task.replicates;
    const point = space.point((item - replicate) / task.replicates);
    const seed = seedOf(point, replicate);
    const key = Buffer.from(keyer.key(point, seed)).toString('hex');
    const read = [reader.read(item), reader.digits(item), Buffer.from(reader.key(item)).toString('hex')];
    return [read, [{ replicate, seed, key, parameters: encode(point) }, key, key]] as const;
  });
}

describe('items that are read from values are those that are made of points', () => {
  it.each([
    ['a grid of numbers and words', 4, 'parameters: { a: [1, 2.5], b: [x, "é\\n"], c: 1.0, d: null }'],
    ['parameters that are not always there', 6, 'cases: { k: { one: { a: [1, 2] }, two: { b: [3.0, 4, 5] }, three: {} } }'],
    ['groups', 2, 'parameters: { "m.a": [1, 2], "m.n.b": 0.5, c: x }'],
    ['groups that are not always there', 3, 'cases: { k: { one: { "m.a": [1, 2] }, two: { c: 1 } } }'],
    ['replicates with seeds of their own', 6, 'parameters: { a: [1, 2] }\nreplicates: 3\nseed: 7\nseeding: independent'],
    ['replicates with the same seeds', 6, 'parameters: { a: [1, 2] }\nreplicates: 3\nseed: 4294967290'],
    [
      'values that are left out of keys',
      4,
      'parameters: { a: [1, 2], b: [3, 4] }\ncache: { ignore: [b] }\nschema: { parameters: { a: { default: 2 } } }',
    ],
    ['values of declared types', 2, 'parameters: { a: [1, 2] }\nschema: { parameters: { a: { type: float } } }'],
    ['no parameters at all', 1, 'points: [{}]'],
  ])('%s', (_, items, text) => {
    const both = bothWays(text);
    expect(both.map(([read]) => read)).toEqual(both.map(([, made]) => made));
    expect(both).toHaveLength(items);
  });
});
