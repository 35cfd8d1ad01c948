import { describe, expect, it } from 'vitest';
import { compileOutputs } from '../../../core/output/outputCheck.ts';
import { parseSchemaText } from '../../../core/task/read/schema.ts';
import { decode } from '../../../core/value/encode.ts';
import { isValueMap, valueMap } from '../../../core/value/value.ts';
import { memoryWorld } from '../../support/memoryWorld.ts';

/** What the check of these declared outputs says of outputs in their encoding. */
function sentences(declared: string, outputs: string): readonly string[] {
  const reading = { problems: [], files: new Set<string>(), world: memoryWorld(new Map()) };
  const check = compileOutputs(parseSchemaText(reading, `outputs: {${declared}}\n`, '/w/a.sweep-params.yaml').outputs);
  expect(reading.problems).toEqual([]);
  const value = decode(outputs);
  return check?.(isValueMap(value) ? value : valueMap()) ?? [];
}

const NAN = '{"$":"NaN"}';

const FITTING: readonly (readonly [declared: string, outputs: string])[] = [
  ['y: {type: float}', '{"y": 1.5}'],
  ['y: {type: float}', '{"y": 2, "other": "anything"}'],
  ['y: {type: float}', `{"y": ${NAN}}`],
  ['y: {type: float, min: 0}', '{"y": {"$":"Infinity"}}'],
  ['y: {type: float, optional: true}', '{}'],
  ['y: {type: float, optional: true}', '{"y": null}'],
  ['y: {type: int}', '{"y": 3.0}'],
  ['y: {type: int}', '{"y": 123456789012345678901234567890}'],
  ['y: {type: bool}', '{"y": false}'],
  ['y: {type: string, pattern: "^a"}', '{"y": "ab"}'],
  ['y: {values: [low, high]}', '{"y": "high"}'],
  ['y: {type: array}', `{"y": [1, "a", ${NAN}]}`],
  ['y: {type: array, items: {type: int, min: 1}}', '{"y": [1, 2]}'],
  ['y: {type: object}', '{"y": {"a": 1}}'],
  ['y: {type: series, min: 0}', '{"y": [1, null, 0.5]}'],
  ['y: {type: series}', '{"y": 0.5}'],
  ['y: {}', '{"y": [[]]}'],
  ['fit.slope: {type: float}', '{"fit": {"slope": 1}}'],
  ['fit.slope: {type: float}', '{"fit.slope": 1}'],
  ['y: {type: file, path: y.csv}', '{}'],
];

const REFUSED: readonly (readonly [declared: string, outputs: string, sentence: string])[] = [
  ['y: {type: float}', '{}', 'The output `y` is missing: the schema expects a number; return one, or declare it `optional: true`.'],
  ['y: {type: int}', '{"y": null}', 'The output `y` is null: the schema expects an integer; return one, or declare it `optional: true`.'],
  ['y: {type: float}', '{"y": "fast"}', 'The output `y` (fast) is text, not a number.'],
  ['y: {type: float}', '{"y": true}', 'The output `y` (true) is true, not a number.'],
  ['y: {type: float, min: 0}', '{"y": -0.5}', 'The output `y` (-0.5) is below 0, the smallest allowed value.'],
  ['y: {type: float, max: 1}', '{"y": {"$":"Infinity"}}', 'The output `y` (Infinity) is above 1, the largest allowed value.'],
  ['y: {type: float, min: 0, max: 1}', `{"y": ${NAN}}`, 'The output `y` (NaN) is outside what is allowed, 0 to 1.'],
  ['y: {type: int}', '{"y": 2.5}', 'The output `y` (2.5) is the number 2.5, not an integer.'],
  ['y: {type: int}', `{"y": ${NAN}}`, 'The output `y` (NaN) is NaN, not an integer.'],
  ['y: {type: bool}', '{"y": 1}', 'The output `y` (1) is the number 1, not true or false.'],
  ['y: {type: string, pattern: "^a"}', '{"y": "b"}', 'The output `y` (b) does not match the pattern `^a`.'],
  ['y: {values: [low, high]}', '{"y": "medium"}', 'The output `y` (medium) is none of low, high.'],
  ['y: {type: array}', '{"y": {"a": 1}}', 'The output `y` ({a: 1}) is a mapping, not a list.'],
  [
    'y: {type: array, items: {type: int, min: 1}}',
    '{"y": [1, 0]}',
    'The output `y` ([1, 0]) has an element 1 that is below 1, the smallest allowed value.',
  ],
  ['y: {type: object}', '{"y": [1]}', 'The output `y` ([1]) is a list, not a mapping.'],
  ['y: {type: series}', '{"y": "a"}', 'The output `y` (a) is text, not a value for each step.'],
  [
    'y: {type: series, max: 1}',
    '{"y": [0.5, 2]}',
    'The output `y` ([0.5, 2]) has an element 1 that is above 1, the largest allowed value.',
  ],
];

describe('the check of outputs', () => {
  it.each(FITTING)('takes %s: %s', (declared, outputs) => expect(sentences(declared, outputs)).toEqual([]));

  it.each(REFUSED)('refuses %s: %s', (declared, outputs, sentence) => expect(sentences(declared, outputs)).toEqual([sentence]));

  it('says everything that is wrong, in the order of the schema', () => {
    expect(sentences('b: {type: int}, a: {type: int}', '{"a": "x"}')).toEqual([
      'The output `b` is missing: the schema expects an integer; return one, or declare it `optional: true`.',
      'The output `a` (x) is text, not an integer.',
    ]);
  });

  it('shows the beginning of a long value', () => {
    expect(sentences('y: {type: float}', `{"y": "${'a'.repeat(500)}"}`)).toEqual([
      `The output \`y\` (${'a'.repeat(60)}…) is text, not a number.`,
    ]);
  });
});
