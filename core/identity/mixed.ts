import { digestOf } from './defaults.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { HashText } from './key.ts';

/** A part that no task has today. */
export const MIXED_PART = 'changed while it ran';

/**
 * What a result depends on when nobody can tell whether its item read the one or the other: a fingerprint that no task
 * ever has, so that it counts for neither.
 */
export function mixedFingerprint(before: Fingerprint, after: Fingerprint, hash: HashText): Fingerprint {
  const parts = { ...after.parts, [MIXED_PART]: before.digest.slice(0, SHORT) };
  return { digest: digestOf(parts, hash), parts, details: after.details };
}

const SHORT = 16;

/** Whether two fingerprints differ in nothing but code: a program that has loaded the code already is the first one's. */
export function differInCodeOnly(a: Fingerprint, b: Fingerprint): boolean {
  const names = new Set([...Object.keys(a.parts), ...Object.keys(b.parts)]);
  return [...names].every((name) => /^(?:cache\.)?code:/.test(name) || a.parts[name] === b.parts[name]);
}
