import type { Failure } from '../sweep/outcome.ts';

/**
 * What failures of one cause have in common, as text: kind, type, message without its numbers, and the places of the
 * traceback. Numbers of a message are those of the point; line numbers of a traceback tell one cause from another.
 */
export function causeOf({ kind, type, message, trace }: Failure): string {
  const places = trace.match(PLACE) ?? [];
  return [kind, type, message.replace(NUMBER, '#'), ...places.map((place) => place.trim())].join('\n');
}

/** Numbers as languages print them, also `nan` and `inf`, and addresses in memory. */
const NUMBER = /0x[0-9a-fA-F]+|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|\b(?:nan|inf)\b/g;

/** Python's `File "x.py", line 3`, and Node's `at …:3:5)`. */
const PLACE = /^[ \t]*(?:File "[^"\n]{1,4096}", line \d{1,9}|at [^\n]{1,4096}:\d{1,9}:\d{1,9}\)?$)/gm;
