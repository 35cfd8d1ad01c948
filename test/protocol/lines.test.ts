import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitLines, toLine } from '../../protocol/lines.ts';

it('finds the same frames however the stream is cut', () => {
  const frame = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !text.includes('\n'));
  fc.assert(
    fc.property(fc.array(frame), fc.array(fc.nat({ max: 40 }), { minLength: 1 }), (frames, sizes) => {
      const stream = frames.map(toLine).join('');
      const split = splitLines();
      const found: string[] = [];
      for (let at = 0, turn = 0; at < stream.length; turn += 1) {
        const size = (sizes[turn % sizes.length] ?? 0) + 1;
        found.push(...split(stream.slice(at, at + size)));
        at += size;
      }
      expect(found).toEqual(frames);
    }),
  );
});

it('takes a frame of 20 million characters in small pieces', () => {
  const split = splitLines();
  const piece = 'x'.repeat(1000);
  for (let count = 0; count < 20_000; count += 1) expect(split(piece).length).toBe(0);
  expect(split('\n')[0]?.length).toBe(20_000_000);
});

it('refuses a frame that never ends', () => {
  const split = splitLines(10);
  expect(split('12345\n67890')).toEqual(['12345']);
  expect(() => split('123456')).toThrow(RangeError);
});
