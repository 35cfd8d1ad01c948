/** Longest frame that is taken from a socket, in UTF-16 units: a peer that sends more is cut off, not believed. */
const LONGEST_FRAME = 64 * 1024 * 1024;

/** A frame as it goes over a byte stream. JSON text has no line feed of its own, so one ends a frame. */
export function toLine(frame: string): string {
  return `${frame}\n`;
}

/** Takes the next piece of a stream, already decoded to text, and answers the frames that it completes. */
export type LineSplitter = (piece: string) => readonly string[];

/**
 * Cuts a stream of text into frames, in time linear in its length: pieces of an unfinished frame are kept apart and
 * joined once. Throws a `RangeError` when a frame grows beyond `longest`; the stream must then be closed.
 */
export function splitLines(longest: number = LONGEST_FRAME): LineSplitter {
  let pending: string[] = [];
  let length = 0;
  const keep = (text: string): void => {
    length += text.length;
    if (length > longest) throw new RangeError(`A frame of more than ${longest} characters was sent; the connection is closed.`);
    if (text !== '') pending.push(text);
  };
  return (piece) => {
    const frames: string[] = [];
    let start = 0;
    for (let end = piece.indexOf('\n'); end !== -1; end = piece.indexOf('\n', start)) {
      keep(piece.slice(start, end));
      if (length > 0) frames.push(pending.join(''));
      pending = [];
      length = 0;
      start = end + 1;
    }
    keep(piece.slice(start));
    return frames;
  };
}
