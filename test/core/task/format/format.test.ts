import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applied, formatEdits } from '../../../../core/task/format/format.ts';
import { sameMeaning } from '../../../../core/task/format/sameMeaning.ts';
import { parseTree } from '../../../../core/task/parse.ts';

const FILE = '/ws/a.sweep.yaml';
const ROOT = join(import.meta.dirname, '../../../..');

function formatted(text: string): string {
  return applied(text, formatEdits(text, FILE));
}

describe('writes', () => {
  test.each([
    ['flow mappings with spaces inside, lists without', 'a: {b: 1,c :2 ,d:   [ 1,2 ,3 ]}\n', 'a: { b: 1, c :2, d: [1, 2, 3] }\n'],
    ['nothing into empty collections', 'a: { }\nb: [ ]\n', 'a: {}\nb: []\n'],
    ['nested flow', 'a: [{b: {c: [1]}},{}]\n', 'a: [{ b: { c: [1] } }, {}]\n'],
    ['two columns a level', 'a:\n      b:\n            c: 1\n      d: 2\n', 'a:\n  b:\n    c: 1\n  d: 2\n'],
    ['lists deeper than their key', 'a:\n- 1\n-   b: 1\n    c: 2\n- - x\n  - y\n', 'a:\n  - 1\n  - b: 1\n    c: 2\n  - - x\n    - y\n'],
    ['one space behind colons and none before', 'a :   1\nb:\t2\n', 'a: 1\nb: 2\n'],
    ['aliases as keys with their space', 'a: &x y\n*x : 1\n', 'a: &x y\n*x : 1\n'],
    ['one blank line at most', '\n\na: 1\n\n\n\nb: 2\n\n\n', 'a: 1\n\nb: 2\n'],
    ['no trailing spaces, and a last line break', 'a: 1   \nb: 2  # c  ', 'a: 1\nb: 2  # c\n'],
    [
      'comments with the lines that they stand by',
      '# top\na:\n    # of b\n    b: 1\n    # end of a\n# of c\nc:\n    - 1\n  # odd\n    - 2\n',
      '# top\na:\n  # of b\n  b: 1\n  # end of a\n# of c\nc:\n  - 1\n  # odd\n  - 2\n',
    ],
    [
      'block scalars moved as a whole',
      'a:\n    b: |\n        one\n          two\n\n        three\n    c: 1\n',
      'a:\n  b: |\n    one\n      two\n\n    three\n  c: 1\n',
    ],
    ['block scalars that keep their end', 'a:\n    b: |+\n        one\n\n\nc: 1\n', 'a:\n  b: |+\n    one\n\n\nc: 1\n'],
    ['block scalars with an indicator', 'a:\n    b: |2\n        one\n    c: 1\n', 'a:\n  b: |2\n      one\n  c: 1\n'],
    ['texts over several lines', 'a:\n    "one\n  two"\nb: one\n       two\n', 'a:\n  "one\n  two"\nb: one\n  two\n'],
    ['flow over several lines', 'a: [\n1,\n      {b: 1},   # c\n   ]\n'.replace('\n1', '\n 1'), 'a: [\n  1,\n  { b: 1 },   # c\n]\n'],
    ['flow in a list', '- [\n   1,\n   {\n     a: 1 }]\n', '- [\n    1,\n    {\n      a: 1 }]\n'],
    ['quotes and numbers as they are', 'a: ["x",\'y\', 1.0, 0x10, 1_0]\n', 'a: ["x", \'y\', 1.0, 0x10, 1_0]\n'],
    ['Windows line ends', 'a:\r\n    b: 1\r\n\r\n\r\nc: 2', 'a:\r\n  b: 1\r\n\r\nc: 2\r\n'],
    ['a byte order mark', '\uFEFF\na:   1\n', '\uFEFFa: 1\n'],
    ['merge keys and anchors', 'a: &a   {b: 1}\nc:\n    <<:   *a\n    d: 2\n', 'a: &a { b: 1 }\nc:\n  <<: *a\n  d: 2\n'],
  ])('%s', (_, before, after) => {
    expect(formatted(before)).toBe(after);
  });

  test.each([['a: {b: 1\n'], ['a: 1\n b: 2\n'], ['a:   @x\n'], ['a:   1\n---\nb:   2\n'], [''], ['# only   \n\n\n']])(
    'leaves %j alone',
    (text) => {
      expect(formatted(text)).toBe(text);
    },
  );

  test('only what touches a range', () => {
    const text = 'a:   1\nb:   2\nc:   3\n';
    expect(applied(text, formatEdits(text, FILE, { start: 7, end: 12 }))).toBe('a:   1\nb: 2\nc:   3\n');
  });
});

const folders = ['test/data/check', 'test/data/fix', 'examples/pendulum', 'test/syntaxes'].map((folder) => join(ROOT, folder));
const fixtures = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && one.name.endsWith('.yaml'))
    .map((one) => readFileSync(join(one.parentPath, one.name), 'utf8')),
);

/** What must hold of every text. */
function check(text: string): void {
  const once = formatted(text);
  expect(formatted(once)).toBe(once);
  expect(once.replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''));
  if (once !== text) expect(sameMeaning(parseTree(once, FILE).root, parseTree(text, FILE).root)).toBe(true);
}

describe('keeps what a text means, and has nothing to do a second time', () => {
  test.each(fixtures.map((text, index) => [index, text] as const))('fixture %i', (_, text) => check(text));

  test('the example is as the house writes it', () => {
    const example = readFileSync(join(ROOT, 'examples/pendulum/pendulum.sweep.yaml'), 'utf8');
    expect(formatted(example)).toBe(example);
  });

  test('random changes of fixtures', () => {
    const piece = fc.constantFrom(
      ' ',
      '  ',
      '\n',
      '\n\n',
      '\n  ',
      '    ',
      '# c\n',
      ' # c',
      '{',
      '}',
      '[',
      ']',
      ', ',
      ': ',
      '- ',
      '"',
      "'",
      '|\n',
      '>-\n',
      '&a ',
      '*a',
      '\t',
      '\r\n',
      '? ',
      'x',
    );
    const text = fc.constantFrom(...fixtures.filter((one) => one.length < 1500));
    const edit = fc.tuple(fc.nat({ max: 1500 }), fc.nat({ max: 3 }), piece);
    fc.assert(
      fc.property(text, fc.array(edit, { minLength: 1, maxLength: 5 }), (start, edits) =>
        check(
          edits.reduce(
            (whole, [at, removed, added]) =>
              whole.slice(0, at % (whole.length + 1)) + added + whole.slice((at % (whole.length + 1)) + removed),
            start,
          ),
        ),
      ),
      { numRuns: 1500 },
    );
  });
});
