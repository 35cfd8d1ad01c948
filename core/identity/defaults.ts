import type { Task } from '../task/task.ts';
import type { Point } from '../value/value.ts';
import { sameValue } from '../value/equal.ts';
import { canonical } from './canonical.ts';
import { declared, isIgnored } from './declared.ts';
import { hexOf, type HashText } from './key.ts';

/**
 * A key leaves out what equals the schema's default, so that a new parameter with a default adopts the results from
 * before it. What the default was is therefore a part of the fingerprint: of another default, a result stands only for
 * points that say the parameter themselves, and otherwise.
 */

type Parts = Readonly<Record<string, string>>;

const PREFIX = 'schema.default:';

/** The parts of a task's defaults, by name. */
export function* defaultTexts(task: Pick<Task, 'schema' | 'cache'>): Iterable<readonly [part: string, text: string]> {
  for (const field of task.schema.parameters.values())
    if (field.default !== undefined && !isIgnored(task, field.name)) yield [PREFIX + field.name, canonical(declared(field.default, field))];
}

/** Fingerprints that differ in defaults alone have the same text before the `+`. */
export function digestOf(parts: Parts, hash: HashText): string {
  const [defaults, rest] = [true, false].map((wanted) =>
    Object.fromEntries(Object.entries(parts).filter(([name]) => name.startsWith(PREFIX) === wanted)),
  );
  const digest = hexOf(hash(canonical(rest ?? {})));
  if (Object.keys(defaults ?? {}).length === 0) return digest;
  return `${digest}+${hexOf(hash(canonical(defaults ?? {}))).slice(0, SHORT)}`;
}

const SHORT = 16;

/** What fingerprints that differ from one in defaults alone have in common. */
export function withoutDefaults(digest: string): string {
  return digest.replace(/\+.*$/, '');
}

/** The parameters whose default was another one; those that had none yet are not among them. */
export function otherDefaults(stored: Parts, today: Parts): readonly string[] {
  return Object.keys(stored).flatMap((part) =>
    part.startsWith(PREFIX) && stored[part] !== today[part] ? [part.slice(PREFIX.length)] : [],
  );
}

/** Whether a point has all of these parameters, each with a value that its key tells. */
export function saysAll({ schema }: Pick<Task, 'schema'>, point: Point, names: readonly string[]): boolean {
  return names.every((name) => point.has(name) && !sameValue(point.get(name), schema.parameters.get(name)?.default));
}
