import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { loadGrammars } from '../../core/code/grammars.ts';
import { lineIndex } from '../../core/text.ts';
import { fileAccess } from '../../server/fileAccess.ts';
import { grammarFiles } from '../../server/grammarFiles.ts';
import { createService } from '../../server/service.ts';
import type { PlaceRequest, ServiceApi } from '../../server/serviceApi.ts';

const SAMPLE = new URL('../syntaxes/pendulum.sweep.yaml', import.meta.url);
const FILE = '/nowhere/sample.sweep.yaml';

let service: ServiceApi;
let sample = '';

beforeAll(async () => {
  const grammars = await loadGrammars(grammarFiles, ['python', 'javascript', 'typescript']);
  service = createService({ access: fileAccess, grammars });
  service.configure({ folders: ['/nowhere'] });
  sample = await readFile(SAMPLE, 'utf8');
});

/** Many times what an idle machine needs: this is about answers, not about time. */
const PATIENCE = 600_000;

/** Puts every question about a text, at one offset. */
function askAll(text: string, offset: number) {
  service.sync([{ file: FILE, text }]);
  const lines = lineIndex(text);
  const position = lines.position(offset);
  const range = { start: position, end: lines.position(Math.min(text.length, offset + 40)) };
  const file = FILE;
  const { problems = [] } = service.diagnostics({ file });
  service.outline({ file });
  service.inlayHints({ file });
  service.symbols({ file });
  service.folding({ file });
  service.links({ file });
  service.fixes({ file, range });
  service.hover({ file, position });
  service.definition({ file, position });
  if (offset % 4 === 0) askByHand(text, { file, position });
  for (const { range: replaced } of service.completion({ file, position })) {
    expect(lines.offset(replaced.start)).toBeLessThanOrEqual(offset);
    expect(lines.offset(replaced.end)).toBeGreaterThanOrEqual(offset);
  }
  for (const { range: marked } of problems) expect(lines.offset(marked.end)).toBeGreaterThanOrEqual(lines.offset(marked.start));
}

/** Questions that are put by hand, not while somebody types: at every fourth offset, to save time. */
function askByHand(text: string, { file, position }: PlaceRequest) {
  const lines = lineIndex(text);
  service.references({ file, position, related: [file] });
  service.highlights({ file, position });
  service.selection({ file, positions: [position] });
  service.fixAll({ file });
  service.format({ file });
  const start = service.prepareRename({ file, position });
  const renamed = service.rename({ file, position, to: 'other', related: [] });
  if ('refused' in start) expect(renamed).toHaveProperty('refused');
  for (const { line, character, length } of service.semanticTokens({ file })) {
    const at = lines.offset({ line, character });
    expect(text.slice(at, at + length)).not.toMatch(/[\r\n]/);
    expect(at + length).toBeLessThanOrEqual(text.length);
  }
}

test(
  'answers every question about every beginning of a file',
  () => {
    for (let length = 0; length <= sample.length; length++) askAll(sample.slice(0, length), length);
  },
  PATIENCE,
);

test(
  'answers every question about mutated files',
  () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ': ',
      '- ',
      '\n',
      '\n  ',
      '"',
      "'",
      '#',
      ' #',
      '&a',
      '*a',
      '<<: ',
      '|',
      '\t',
      '\0',
      '\ud800',
      '${',
      '? ',
      '!!x ',
      '---\n',
      '1e400',
      '__proto__: 1\n',
    );
    const place = fc.nat({ max: sample.length });
    fc.assert(
      fc.property(fc.array(fc.tuple(place, fc.nat({ max: 12 }), piece), { minLength: 1, maxLength: 4 }), place, (edits, offset) => {
        const text = edits.reduce((whole, [at, removed, added]) => whole.slice(0, at) + added + whole.slice(at + removed), sample);
        askAll(text, Math.min(offset, text.length));
      }),
      { numRuns: 300 },
    );
  },
  PATIENCE,
);
