import { describe, expect, it } from 'vitest';
import { analyse, analyseSchemaFile } from '../../../core/check/analyse.ts';
import { SEVERITY } from '../../../core/check/problem.ts';
import { type Expectation, expectations, fixtureWorld, placed } from '../../support/checkFixtures.ts';

const { world, names } = fixtureWorld();
const expected = new Set<string>();

function byPlace(a: Expectation, b: Expectation): number {
  return a.line - b.line || a.start - b.start || a.code.localeCompare(b.code);
}

describe('each fixture has exactly the problems that it marks', () => {
  it.each(names)('%s', (name) => {
    const file = `/ws/${name}`;
    const text = world.read(file) ?? '';
    const analysis = name.endsWith('params.yaml') ? analyseSchemaFile(file, world) : analyse(file, world);
    const wanted = expectations(text);
    for (const one of wanted) expected.add(one.code);
    expect([...placed(analysis.problems, text, file)].sort(byPlace)).toEqual([...wanted].sort(byPlace));
    for (const one of analysis.problems) expect(one.message).toMatch(/^[`"A-Z(].*[.?]$/s);
  });
});

describe('the fixtures', () => {
  /** Found elsewhere: by size (hostile.test.ts), from results, or by what this version cannot run yet. */
  const ELSEWHERE = ['yaml-syntax', 'alias-bomb', 'too-deep', 'timeout-too-short', 'stale-items', 'failed-items', 'orphan-items'];
  it('cover every code that can be found in a file', () => {
    expect(Object.keys(SEVERITY).filter((code) => !expected.has(code) && !ELSEWHERE.includes(code))).toEqual([]);
  });
});
