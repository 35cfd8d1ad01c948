import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EXPLANATIONS } from '../../../core/check/explain/explanations.ts';
import { SEVERITY } from '../../../core/check/problem.ts';
import { FIXED_CODES } from '../../../core/fix/fixesFor.ts';
import { expectations, fixtureTexts } from '../../support/checkFixtures.ts';
import { rowsOf } from '../../support/rows.ts';

/** The list of the specification: E error, W warning, I information, f has a quick fix. */
const SPECIFIED = `
unknown-key E f · missing-key E f · wrong-type E · duplicate-key E f · yaml-syntax E · ambiguous-scalar W f · mixed-axis-group E f ·
min-greater-than-max E f · incomplete-range E f · continuous-in-grid E f · log-nonpositive E f · step-misses-max W f ·
too-few-distinct W f · duplicate-value W f · duplicate-parameter E · zip-length E · zip-unpaired-file E · empty-axis W ·
no-file-matches E · unknown-name E f · expression-syntax E · expression-type E · constraint-always-false E ·
constraint-always-true W f · empty-sweep E · large-sweep W f · exclude-matches-nothing W f · include-already-present I f ·
outside-schema E f · not-in-enum E f · missing-parameter E f · unused-parameter W f · unknown-placeholder E f ·
function-not-found E f · module-not-found E · file-not-found E f · unknown-argument E f · missing-argument E f · argument-type W ·
metric-not-in-outputs W f · hypothesis-syntax E · shell-string W f · timeout-too-short W f · slots-exceed-workers W ·
lhs-resample I · extends-cycle E · extends-missing E · reserved-name E · alias-bomb E · too-deep E · stale-items I · failed-items W ·
orphan-items I`
  .split('·')
  .map((one) => one.trim().split(' '))
  .map(([code = '', letter = '', fix]) => ({ code, severity: { E: 'error', W: 'warning', I: 'information' }[letter], fixed: fix === 'f' }));

/** Codes that the specification does not list: a parameter that is nowhere, what merging says, what sampling cannot do, and what a version cannot do yet. */
const OWN = new Set(['when-never-true', 'points-merged', 'too-many-dimensions', 'too-many-rejections', 'not-available-yet']);

/** Said from results by the client (test/client/features/taskNotes.test.ts), where their fixes are as well. */
const FROM_RESULTS = new Set(['timeout-too-short', 'stale-items', 'failed-items', 'orphan-items']);

/** Too large for a row: test/core/check/hostile.test.ts, test/data/check/too-many-dimensions.sweep.yaml. */
const ELSEWHERE = new Set(['too-deep', 'too-many-dimensions']);

it('are those of the specification, with their severities', () => {
  const severities = Object.fromEntries(SPECIFIED.map(({ code, severity }) => [code, severity]));
  const own = Object.fromEntries(Object.entries(SEVERITY).filter(([code]) => !OWN.has(code)));
  expect(own).toEqual(severities);
});

it('are all explained on the page', () => {
  expect(Object.keys(EXPLANATIONS).sort()).toEqual(Object.keys(SEVERITY).sort());
});

it('have a quick fix where the specification wants one, tested before and after', () => {
  const wanted = SPECIFIED.filter(({ code, fixed }) => fixed && !FROM_RESULTS.has(code)).map(({ code }) => code);
  const pairs = readdirSync(join(import.meta.dirname, '../../data/fix'));
  expect(wanted.filter((code) => !FIXED_CODES.has(code))).toEqual([]);
  const tested = [...FIXED_CODES].filter((code) => pairs.some((name) => name.startsWith(code)));
  expect([...FIXED_CODES].filter((code) => !tested.includes(code))).toEqual([]);
});

it('are found in rows of test/data/rows and in fixtures of test/data/check alike', () => {
  const inRows = rowsOf('diagnostics').flatMap(({ rows }) => rows.flatMap(({ expected }) => expected.map(({ code }) => code)));
  const inFixtures = fixtureTexts().flatMap((text) => expectations(text).map(({ code }) => code));
  const asked = Object.keys(SEVERITY).filter((code) => !FROM_RESULTS.has(code) && !ELSEWHERE.has(code));
  expect(asked.filter((code) => !inRows.includes(code))).toEqual([]);
  expect(asked.filter((code) => !inFixtures.includes(code) && !['yaml-syntax', 'alias-bomb'].includes(code))).toEqual([]);
});
