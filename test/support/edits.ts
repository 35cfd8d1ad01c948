import fc from 'fast-check';

/** What an editor inserts: all that means something in YAML, and what people type. */
const SNIPPETS = [
  ...'\n|\r\n|\n  |\n    |\n- |\n  - | |  |\t|:|: |- |-|#| # x|"|\'|&a |*a|<<: *a|{|}|[|]|, |? |---\n|...\n|%|!|!!str |\uFEFF|\r|é😀'.split(
    '|',
  ),
  ...'no;0o7;012;name;|;|\n;>-;\nname: 1;\n  name: [1, 2];1;9;-;0.5;e;, 3;when: x > 1;\nlist:\n- 1\n- 2\n'.split(';'),
];

/** One edit of a text: where, as a share of its length, how much goes, and what comes. */
export interface Edit {
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

export const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.nat(12),
  inserted: fc.constantFrom('', ...SNIPPETS),
});

/** The text after an edit. */
export function edited(text: string, { at, removed, inserted }: Edit): string {
  const start = Math.floor(at * (text.length + 1));
  return text.slice(0, start) + inserted + text.slice(start + removed);
}
