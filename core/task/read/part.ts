import type { Problem } from '../../check/problem.ts';
import { NO_MEMORY, type Topic } from '../../memory.ts';
import type { Reading } from './reading.ts';

/** What one part of a tree said when it was read. */
export interface Part<V> {
  readonly value: V;
  readonly problems: readonly Problem[];
  readonly broken: boolean;
}

/**
 * Reads a part of the tree, or repeats what it said when it was last read: as long as the part and what its reading was
 * given are the same. What looked beyond (at files on disk, at mistakes of form) is read anew each time.
 */
export function readPart<V>(
  reading: Reading,
  topic: Topic<Part<V>>,
  from: readonly [part: object, ...given: unknown[]],
  read: (reading: Reading) => V,
): V {
  const { memory } = reading;
  if (memory === NO_MEMORY) return read(reading);
  const [key, ...rest] = from;
  const given = [...rest, reading.schema, reading.file];
  let part = memory.recall(topic, key, given);
  if (part === undefined) {
    const { own, isPure } = apart(reading);
    const value = read(own);
    part = { value, problems: own.problems, broken: own.broken };
    if (isPure()) memory.keep(topic, key, given, part);
  }
  for (const problem of part.problems) reading.problems.push(problem);
  reading.broken ||= part.broken;
  return part.value;
}

/** A reading that collects for itself, and knows whether it looked beyond the tree. */
function apart(reading: Reading): { readonly own: Reading; readonly isPure: () => boolean } {
  let isPure = true;
  const own: Reading = {
    file: reading.file,
    schema: reading.schema,
    texts: reading.texts,
    memory: reading.memory,
    files: reading.files,
    points: reading.points,
    axisNodes: reading.axisNodes,
    problems: [],
    broken: false,
    get world() {
      isPure = false;
      return reading.world;
    },
    get refused() {
      isPure = false;
      return reading.refused;
    },
  };
  return { own, isPure: () => isPure };
}
