/** Reads so many bytes at a place of the log; those behind its end are zero. */
export type ReadLog = (position: number, length: number) => Buffer;

/** Bytes of the header of a write-ahead log, and of each frame before its page (sqlite.org/fileformat2.html#walformat). */
export const LOG_HEADER = 32;
export const FRAME_HEADER = 24;

/**
 * How many frames of a log SQLite would believe: those from the beginning whose salts and running checksum agree. After a
 * power loss, what follows may be any mixture of frames that were being written and of older ones.
 */
export function soundFrames(read: ReadLog, size: number, page: number): number {
  const header = read(0, LOG_HEADER);
  const little = header.readUInt32BE(0) === LITTLE_ENDIAN;
  let sum = checksum([0, 0], header.subarray(0, 24), little);
  if (!agrees(sum, header, 24)) return 0;
  let frames = 0;
  for (let at = LOG_HEADER; at + FRAME_HEADER + page <= size; at += FRAME_HEADER + page) {
    const frame = read(at, FRAME_HEADER + page);
    if (frame.compare(header, 16, 24, 8, 16) !== 0) break;
    sum = checksum(checksum(sum, frame.subarray(0, 8), little), frame.subarray(FRAME_HEADER), little);
    if (!agrees(sum, frame, 16)) break;
    frames++;
  }
  return frames;
}

/** The magic number that says that checksums read words with the least byte first; the other one differs in its last bit. */
const LITTLE_ENDIAN = 0x377f0682;

type Sum = readonly [number, number];

function checksum([first, second]: Sum, bytes: Buffer, little: boolean): Sum {
  let [a, b] = [first, second];
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)) + b) >>> 0;
    b = (b + (little ? bytes.readUInt32LE(at + 4) : bytes.readUInt32BE(at + 4)) + a) >>> 0;
  }
  return [a, b];
}

function agrees([a, b]: Sum, bytes: Buffer, at: number): boolean {
  return a === bytes.readUInt32BE(at) && b === bytes.readUInt32BE(at + 4);
}
