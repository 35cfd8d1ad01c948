import { describe, expect, it } from 'vitest';
import { parseTree } from '../../../core/task/parse.ts';
import { child, type Node, pathAt } from '../../../core/task/tree.ts';

const FILE = '/ws/a.sweep.yaml';
const parse = (text: string) => parseTree(text, FILE);

/** A tree as plain data: mappings as lists of pairs, so that duplicates and order show. */
function data(node: Node | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === 'scalar') return node.value;
  return node.kind === 'list' ? node.items.map(data) : node.entries.map((one) => [one.key, data(one.value)]);
}

function textAt(text: string, node: Node | undefined): string | undefined {
  return node && text.slice(node.span.start, node.span.end);
}

describe('parseTree', () => {
  it.each([
    [
      'numbers of every kind',
      'a: [1, 1.0, -0, 0x1F, 1e3, .5, 9007199254740993, -9007199254740992]',
      [1, 1, 0, 31, 1000, 0.5, 9007199254740993n, -9007199254740992n],
    ],
    ['what overflows', 'a: [1e400, -1e400, .inf]', [Infinity, -Infinity, Infinity]],
    ['null, booleans and text', "a: [null, ~, true, no, \"1\", 'it''s']", [null, null, true, 'no', '1', "it's"]],
    ['block text', 'a: |\n  one\n  two\n', 'one\ntwo\n'],
    ['tags without running anything', 'a: !!python/object:os.system echo', 'echo'],
    ['an empty value', 'a:\n', null],
    ['aliases', 'x: &r {p: 1}\na: [*r, *r]', [[['p', 1]], [['p', 1]]]],
    ['an anchor that is set again', 'x: [&r 1, &r 2]\na: *r', 2],
    [
      'one merge key',
      'x: &r {p: 1, q: 2}\na: {<<: *r, q: 3, s: 4}',
      [
        ['p', 1],
        ['q', 3],
        ['s', 4],
      ],
    ],
    [
      'a list of merge keys, the first winning',
      'x: &r {p: 1}\ny: &s {p: 2, q: 2}\na: {<<: [*r, *s]}',
      [
        ['p', 1],
        ['q', 2],
      ],
    ],
    ['a quoted merge sign as a name', 'a: {"<<": 1}', [['<<', 1]]],
    [
      'keys that are no text',
      'a: {1: x, true: y, null: z}',
      [
        ['1', 'x'],
        ['true', 'y'],
        ['null', 'z'],
      ],
    ],
    [
      '__proto__ as data',
      'a: {__proto__: 1, constructor: 2}',
      [
        ['__proto__', 1],
        ['constructor', 2],
      ],
    ],
  ])('reads %s', (_name, text, value) => {
    expect(data(child(parse(text).root, 'a'))).toEqual(value);
  });

  it('gives every node the range of its text', () => {
    const text = '\uFEFFa: "x y" # note\r\nb: {c: [1, 22]}\r\nd:\r\n  e: 1\r\n  f: plain text  \r\n';
    const { root } = parse(text);
    expect(textAt(text, child(root, 'a'))).toBe('"x y"');
    expect(textAt(text, child(root, 'b'))).toBe('{c: [1, 22]}');
    expect(textAt(text, child(root, 'd'))).toBe('e: 1\r\n  f: plain text');
    expect(textAt(text, child(child(root, 'd'), 'f'))).toBe('plain text');
  });

  it('knows where the text of a scalar begins, for ranges inside it', () => {
    const text = 'a: "x > 1"\nb: x > 1\nc: |\n    x > 1\n';
    const { root } = parse(text);
    for (const key of ['a', 'b', 'c']) {
      const node = child(root, key);
      expect(node?.kind === 'scalar' && text.slice(node.contentStart, node.contentStart + 5)).toBe('x > 1');
    }
  });

  it('finds the path at an offset', () => {
    const text = 'run: {python: m:f}\nparameters:\n  a: [1, 22]\n';
    const { root } = parse(text);
    expect(root && pathAt(root, text.indexOf('22') + 1)).toEqual(['parameters', 'a', 1]);
  });

  it('keeps the rest of a broken text as a tree', () => {
    const { root, problems } = parse('run: {python: m:f}\nname: @x\nseed: 3\n');
    expect(problems.map((one) => one.code)).toEqual(['yaml-syntax']);
    expect(data(child(root, 'seed'))).toBe(3);
  });

  it.each([
    ['an open bracket', 'a: [1, 2\nb: 3\n', 'bracket'],
    ['an open quote', 'a: "x\nb: 3\n', 'quote'],
    ['a tab', 'a:\n\tb: 1\n', 'tabs'],
    ['a second document', 'a: 1\n---\nb: 2\n', 'one YAML document'],
    ['a missing space', 'a:b\nc: 1\n', '`: `'],
    ['a missing anchor', 'a: *x\n', '&x'],
  ])('says in words what is wrong: %s', (_name, text, words) => {
    const [first] = parse(text).problems;
    expect(first?.code).toBe('yaml-syntax');
    expect(first?.message).toContain(words);
  });

  it('says an empty file has no root', () => {
    expect(parse('# nothing\n')).toEqual({ problems: [] });
  });

  it('does not count brackets in text, comments and blocks as nesting', () => {
    const open = '['.repeat(300);
    expect(parse(`a: "${open}"\n# ${open}\nb: text ${open}\nc: |\n  ${open}\n  - - -\nd: '${open}'\n`).problems).toEqual([]);
  });
});
