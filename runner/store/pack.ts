import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Bytes with one leading mark that says how to read them: compressed only when that saves a tenth. */
export function pack(bytes: Uint8Array, mark = 0): Buffer {
  if (bytes.length >= WORTH_TRYING) {
    const small = deflateRawSync(bytes, { level: 6 });
    if (small.length < bytes.length * 0.9) return Buffer.concat([Buffer.of(mark | COMPRESSED), small]);
  }
  return Buffer.concat([Buffer.of(mark), bytes]);
}

/** What `pack` was given. Throws a `RangeError` when the bytes are damaged. */
export function unpack(packed: Uint8Array): Buffer {
  const body = packed.subarray(1);
  if (((packed[0] ?? 0) & COMPRESSED) === 0) return Buffer.from(body);
  try {
    return inflateRawSync(body, { maxOutputLength: MOST });
  } catch (error) {
    throw new RangeError('packed bytes are damaged', { cause: error });
  }
}

/** Text as packed bytes: UTF-8, or UTF-16 where a lone surrogate would be lost in it. */
export function packText(text: string): Buffer {
  return text.isWellFormed() ? pack(Buffer.from(text, 'utf8')) : pack(Buffer.from(text, 'utf16le'), UTF16);
}

/** What `packText` was given. */
export function unpackText(packed: Uint8Array): string {
  return unpack(packed).toString(((packed[0] ?? 0) & UTF16) === 0 ? 'utf8' : 'utf16le');
}

const COMPRESSED = 1;
const UTF16 = 2;
/** Below this many bytes deflate rarely pays for its time. */
const WORTH_TRYING = 96;
/** Nothing that we store is larger; more is a bomb in a damaged or foreign file. */
const MOST = 256 * 1024 * 1024;
