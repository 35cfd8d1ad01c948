import { describe, expect, it } from 'vitest';
import { analyse } from '../../core/check/analyse.ts';
import { parameterEncoder } from '../../runner/parameters.ts';
import { memoryWorld } from '../support/memoryWorld.ts';

/** The first point of a task, as user code gets it. */
function encoded(text: string): string {
  const { task, space, problems } = analyse(
    '/w/a.sweep.yaml',
    memoryWorld(
      new Map([
        ['/w/a.sweep.yaml', `run: { command: [echo, '\${args}'] }\n${text}`],
        ['/w/points.csv', 'a,b,c\n1,2,1.0.0\n3.0,4,e\n'],
        ['/w/points.json', '[{"a": 1, "b": 2}, {"a": 0.5, "b": 3}]'],
      ]),
    ),
  );
  if (!task || !space) throw new Error(problems.map((one) => one.message).join('\n'));
  return parameterEncoder(task)(space.point(0));
}

describe('parameters for user code', () => {
  it.each([
    ['parameters: { a: [1, 2] }', '{"a":1}'],
    ['parameters: { a: [1, 2.5] }', '{"a":1.0}'],
    ['parameters: { a: [1, 2.0] }', '{"a":1.0}'],
    ['parameters: { a: [1e0] }', '{"a":1.0}'],
    ['parameters: { a: 1.0 }', '{"a":1.0}'],
    ['parameters: { a: { value: 1.0 } }', '{"a":1.0}'],
    ['parameters: { a: [0x1E] }', '{"a":30}'],
    ['parameters: { a: 1.0 }\nschema: { parameters: { a: { type: int } } }', '{"a":1}'],
    ['parameters: { a: { values: [1.0], type: int } }', '{"a":1}'],
    ['points: [{ a: 1, m: { b: 2 } }, { a: 0.5, m: { b: 3.0 } }]', '{"a":1.0,"m":{"b":2.0}}'],
    ['points: points.csv', '{"a":1.0,"b":2,"c":"1.0.0"}'],
    ['points: points.json', '{"a":1.0,"b":2}'],
    ['cases: { a: { one: { b: 1.0 } } }', '{"a":"one","b":1.0}'],
    ['parameters: { a: { min: 0.0, max: 4, step: 2 } }', '{"a":0.0}'],
    ['parameters: { a: { min: 0, max: 1, step: 0.5 } }', '{"a":0.0}'],
    ['parameters: { a: { min: 0, max: 4, step: 2 } }', '{"a":0}'],
    ['parameters: { a: { min: 1, max: 100, num: 3, scale: log } }', '{"a":1.0}'],
    ['parameters: { a: [1] }\nschema: { parameters: { a: { type: float } } }', '{"a":1.0}'],
    ['parameters: { a: 1e20 }\nschema: { parameters: { a: { type: float } } }', '{"a":100000000000000000000.0}'],
    ['parameters: { a: [9007199254740993] }', '{"a":9007199254740993}'],
    ['parameters: { model: { depth: [2], rate: [0.5, 1] }, x: [y] }', '{"model":{"depth":2,"rate":0.5},"x":"y"}'],
    ['parameters: { a: { values: [{ rate: 1 }] } }', '{"a":{"rate":1}}'],
  ])('%s becomes %s', (text, expected) => {
    expect(encoded(text)).toBe(expected);
  });
});
