import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outputMark } from '../../../protocol/objective.ts';
import { Capture } from '../../../runner/objective/capture.ts';
import { cutLines } from '../../../runner/objective/lines.ts';
import { KEPT_BYTES, Ring } from '../../../runner/objective/ring.ts';

const TOKEN = 'f00d'.repeat(8);

/** Cuts bytes at the given places, as a pipe may. */
function chunks(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const cuts = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return cuts.slice(1).map((to, at) => bytes.subarray(cuts[at], to));
}

describe('captured output', () => {
  it('is cut at the marks, however the pipe cuts it', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('\u001e', `\u001e${TOKEN}`, `\u001e${TOKEN.slice(0, 9)}`, '\n', `${TOKEN}:3\u001e\n`),
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), fc.array(fc.nat(), { maxLength: 12 }), (texts, places) => {
        const capture = new Capture(TOKEN);
        const all = Buffer.from(texts.map((one, seq) => one + outputMark(TOKEN, seq)).join(''));
        for (const chunk of chunks(all, places)) capture.push(0, chunk);
        capture.end(1);
        for (const [seq, one] of texts.entries()) {
          expect(capture.has(seq)).toBe(true);
          expect(Buffer.from(capture.take(seq)?.stdout ?? []).toString()).toBe(one.isWellFormed() ? one : Buffer.from(one).toString());
        }
      }),
    );
  });

  it('keeps the newest MiB whatever the sizes of the pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 600_000 }), { maxLength: 8 }), (sizes) => {
        const ring = new Ring();
        const pieces = sizes.map((size, at) => Buffer.alloc(size, at + 1));
        for (const piece of pieces) ring.write(piece);
        const all = Buffer.concat(pieces);
        const { bytes, dropped } = ring.take();
        expect(dropped).toBe(Math.max(0, all.length - KEPT_BYTES));
        expect(Buffer.compare(bytes, all.subarray(dropped))).toBe(0);
        expect(ring.look()).toEqual({ bytes: new Uint8Array(0), dropped: 0 });
      }),
      { numRuns: 30 },
    );
  });
});

describe('lines of a pipe', () => {
  it('are whole, however the pipe cuts them', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string().map((line) => line.replaceAll('\n', ' ')),
          { minLength: 1 },
        ),
        fc.array(fc.nat(), { maxLength: 9 }),
        (lines, places) => {
          const cutter = cutLines('utf8');
          const found: string[] = [];
          for (const chunk of chunks(Buffer.from(lines.map((line) => `${line}\n`).join('')), places)) {
            if (chunk.length > 0) expect(cutter.push(chunk, (line) => found.push(line))).toBe(true);
          }
          expect(found).toEqual(lines.map((line) => Buffer.from(line).toString()));
        },
      ),
    );
  });

  it('are refused beyond the limit', () => {
    const cutter = cutLines('latin1', 10);
    expect(cutter.push(Buffer.from('12345'), () => undefined)).toBe(true);
    expect(cutter.push(Buffer.from('6789012'), () => undefined)).toBe(false);
  });
});
