import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixed, parameters, points } from '../../../bench/languageTexts.ts';
import { parseTree } from '../../../core/task/parse.ts';
import { parseAgain } from '../../../core/task/parseAgain.ts';
import { emptyMemory } from '../../../core/task/pieceMemory.ts';
import { fixtureTexts } from '../../support/checkFixtures.ts';
import { edit, edited } from '../../support/edits.ts';

const FILE = '/ws/a.sweep.yaml';

const TEXTS: readonly string[] = [
  ...fixtureTexts(),
  ...[mixed, parameters, points].map((make) => make(60).text),
  mixed(50).text.replaceAll('\n', '\r\n'),
  'a: |\n  text\n\n# note\nb: >-\n  folded\n  text\n\n\nc:\n- x: 1\n  y: 2\n- x: 3\n',
  `list:\n${'  - name: one\n    values:\n      - 1\n      # between\n\n      - 2\n    text: |+\n      more\n\n'.repeat(4)}last:`,
  `a: &x {p: 1}\nb:\n${'  - {<<: *x, q: 2}\n'.repeat(12)}`,
];

describe('parseAgain', () => {
  it('reads what parseTree reads, after every one of many edits', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TEXTS), fc.array(edit, { maxLength: 8 }), (first, edits) => {
        const memory = emptyMemory();
        let text = first;
        expect(parseAgain(text, FILE, memory)).toEqual(parseTree(text, FILE));
        for (const one of edits) {
          text = edited(text, one);
          expect(parseAgain(text, FILE, memory)).toEqual(parseTree(text, FILE));
        }
      }),
      { numRuns: Number(process.env['FUZZ'] ?? 300), seed: 3 },
    );
  });
});
