/** A place that a traceback names: a path as it stands there, line and column from 1. */
export interface Frame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where the frame stands in the text of the traceback. */
  readonly from: number;
  readonly to: number;
}

/** Python's `File "x.py", line 3`, and Node's `at f (file:///x.mjs:3:5)`, with or without parentheses. */
const FRAME =
  /^[^\S\n]*File "(?<python>[^"\n]{1,4096})", line (?<pythonLine>\d{1,9})|^[^\S\n]*at (?:[^\n(]{0,500}\()?(?<node>(?:file:\/\/|\/|[A-Za-z]:[\\/])[^\n()]{0,4096}?):(?<nodeLine>\d{1,9}):(?<nodeColumn>\d{1,9})\)?$/gm;

/** The places of a traceback in its order; a page names one by its number. Reads text of others: the caller decides which files may be opened. */
export function traceFrames(trace: string): readonly Frame[] {
  return [...trace.matchAll(FRAME)].map(({ groups = {}, index, 0: text }) => ({
    from: index + text.length - text.trimStart().length,
    to: index + text.length,
    file: groups['python'] ?? filePath(groups['node'] ?? ''),
    line: Number(groups['pythonLine'] ?? groups['nodeLine'] ?? 1),
    column: Number(groups['nodeColumn'] ?? 1),
  }));
}

/** The places with the one that raised the error first: Python prints it last, and after an error that was handled on the way. */
export function innermostFirst(trace: string): readonly Frame[] {
  const frames = traceFrames(trace);
  return /^[^\S\n]*File "/m.test(trace) ? frames.toReversed() : frames;
}

function filePath(address: string): string {
  const path = /^file:\/\/[^/]*(\/[^?#]*)/.exec(address)?.[1];
  if (path === undefined) return address;
  try {
    const decoded = decodeURIComponent(path);
    return /^\/[A-Za-z]:/.test(decoded) ? decoded.slice(1) : decoded;
  } catch {
    // Not an address after all; no file has this name, so nothing is opened.
    return address;
  }
}
