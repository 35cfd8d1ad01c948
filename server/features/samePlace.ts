import type { At } from '../../core/text.ts';

/** Whether two places are one. */
export function isSamePlace(one: At, other: At): boolean {
  return one.file === other.file && one.span.start === other.span.start && one.span.end === other.span.end;
}
