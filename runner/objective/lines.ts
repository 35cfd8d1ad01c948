/** Largest answer of one item; a larger one is a failure of the item. */
const MAX_LINE_BYTES = 16 * 1024 * 1024 + 1024;

/** Cuts bytes into lines. Answers are ASCII; the caller refuses what is not. */
export interface LineCutter {
  /** Calls `onLine` for each whole line; false when a line is too long. */
  push(chunk: Buffer, onLine: (line: string) => void): boolean;
}

export function cutLines(encoding: 'latin1' | 'utf8' = 'latin1', limit: number = MAX_LINE_BYTES): LineCutter {
  let parts: Buffer[] = [];
  let held = 0;
  return {
    push(chunk, onLine) {
      const last = chunk.lastIndexOf(0x0a);
      if (last < 0) {
        parts.push(chunk);
        held += chunk.length;
        return held <= limit;
      }
      const whole = held === 0 ? chunk.subarray(0, last) : Buffer.concat([...parts, chunk.subarray(0, last)]);
      const rest = chunk.subarray(last + 1);
      parts = rest.length === 0 ? [] : [rest];
      held = rest.length;
      for (const line of whole.toString(encoding).split('\n')) onLine(line);
      return true;
    },
  };
}
