import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../core/check/analyse.ts';
import { diagnosticsPage } from '../../../core/check/explain/diagnosticsPage.ts';
import { EXPLANATIONS } from '../../../core/check/explain/explanations.ts';
import { SIGNATURES } from '../../support/checkFixtures.ts';
import { memoryWorld } from '../../support/memoryWorld.ts';

const FILE = '/ws/example.sweep.yaml';

/** The codes of an example, which is a whole task file but for its `run`. */
function codesOf(example: string): readonly string[] {
  const text = /^(run|extends):/m.test(example) ? example : `run: {python: model:open}\n${example}`;
  const files = new Map(
    [FILE, '/ws/data/one.csv', '/ws/data/two.csv', '/ws/data/one.txt'].map((file) => [file, file === FILE ? `${text}\n` : 'x']),
  );
  return analyse(FILE, memoryWorld(files, { signatures: SIGNATURES })).problems.map(({ code }) => code);
}

describe('the explanation of each code', () => {
  it.each(Object.entries(EXPLANATIONS).filter(([, { wrong }]) => wrong !== ''))(
    '%s: its example has this problem and no other',
    (code, { wrong }) => {
      expect([...new Set(codesOf(wrong))]).toEqual([code]);
    },
  );

  it.each(Object.entries(EXPLANATIONS).filter(([, { right }]) => right !== ''))(
    '%s: what to write instead has no problem',
    (_, { right }) => {
      expect(codesOf(right)).toEqual([]);
    },
  );
});

it('is what docs/diagnostics.md says (node docs/build.ts)', () => {
  expect(readFileSync(join(import.meta.dirname, '../../../docs/diagnostics.md'), 'utf8')).toBe(diagnosticsPage());
});
