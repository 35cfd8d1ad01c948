import { describe, expect, it } from 'vitest';
import { decode } from '../../../core/value/encode.ts';
import { isValueList, isValueMap } from '../../../core/value/value.ts';
import { Reports } from '../../../runner/objective/reports.ts';

function reportsOf(steps: readonly string[]): Reports {
  const reports = new Reports();
  for (const one of steps) reports.add(one);
  return reports;
}

describe('what an item reports', () => {
  it.each([
    [
      'becomes a series beside its outputs',
      ['{"step":0,"loss":1}', '{"step":1,"loss":0.5}'],
      '{"y":1.0}',
      '{"y":1.0,"step":[0,1],"loss":[1,0.5]}',
    ],
    ['has a gap where a step lacks a name', ['{"a":1}', '{"b":2}'], '{}', '{"a":[1,null],"b":[null,2]}'],
    ['gives way to an output of the same name', ['{"loss":1}'], '{"loss":0.25}', '{"loss":0.25}'],
    ['is kept of an item that failed', ['{"loss":1}', '{"loss":{"$":"NaN"}}'], undefined, '{"loss":[1,{"$":"NaN"}]}'],
  ] as const)('%s', (_name, steps, outputs, joined) => {
    expect(reportsOf(steps).joinTo(outputs)).toBe(joined);
  });

  it('is thinned evenly when there is too much of it, from the first to the newest', () => {
    const count = 1_000_001;
    const outputs = decode(reportsOf(Array.from({ length: count }, (_, step) => `{"step":${step}}`)).joinTo('{}'));
    const steps = isValueMap(outputs) && isValueList(outputs['step']) ? outputs['step'].map(Number) : [];
    expect(steps.length).toBeLessThanOrEqual(10_001);
    expect(steps.length).toBeGreaterThan(4_000);
    expect([steps[0], steps.at(-1)]).toEqual([0, count - 1]);
    const gaps = new Set(steps.slice(1, -1).map((step, at) => step - (steps[at] ?? 0)));
    expect(gaps.size).toBe(1);
  });
});
