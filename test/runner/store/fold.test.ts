import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, unfold } from '../../../runner/store/fold.ts';
import { pack, packText, unpack, unpackText } from '../../../runner/store/pack.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('0', '1', '9', ',', 'a', '٣', '\ud800', '\n') }),
  fc.string({ unit: 'binary', minLength: 200, maxLength: 400 }),
);

describe('folding', () => {
  test('gives every text back', () => {
    fc.assert(fc.property(text, (one) => unfold(fold(one)) === one));
  });

  test('makes texts equal that differ in numbers only', () => {
    expect(fold('line 12, x=0.50').shared).toBe(fold('line 7, x=13.007').shared);
  });
});

describe('packing', () => {
  test('gives every text and all bytes back', () => {
    fc.assert(fc.property(text, (one) => unpackText(packText(one)) === one));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => unpack(pack(bytes)).equals(bytes)));
  });

  test('never takes more than one byte more than the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => pack(bytes).length <= bytes.length + 1));
    expect(pack(Buffer.alloc(100_000)).length).toBeLessThan(200);
  });

  test('says that damaged bytes are damaged', () => {
    expect(() => unpack(Buffer.from([1, 255, 255, 255]))).toThrow(RangeError);
  });
});
