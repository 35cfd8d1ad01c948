/** One kind of what is remembered; `V` is the type of it. */
export interface Topic<V> {
  readonly name: string;
  /** Never there: it ties the type to the topic. */
  readonly type?: V;
}

/**
 * What was computed from parts of a text, as long as these parts live: whoever reads a text again and again and gets the same
 * objects for what has not changed (see `parseAgain`) needs to compute only what follows from the rest. A fact is known again
 * when its key and everything that it was made from are the same objects; of each topic a key has the last fact only.
 */
export interface Memory {
  recall<V>(topic: Topic<V>, key: object, given: readonly unknown[]): V | undefined;
  keep<V>(topic: Topic<V>, key: object, given: readonly unknown[], value: V): void;
}

/** For those that read a text once. */
export const NO_MEMORY: Memory = { recall: () => undefined, keep: () => undefined };

export function newMemory(): Memory {
  const topics = new Map<Topic<unknown>, WeakMap<object, Fact>>();
  return {
    recall<V>(topic: Topic<V>, key: object, given: readonly unknown[]) {
      const fact = topics.get(topic)?.get(key);
      // SAFETY: what lies below a topic was kept under it, so its type is the topic's.
      return fact && isSame(fact.given, given) ? (fact.value as V) : undefined;
    },
    keep(topic, key, given, value) {
      let facts = topics.get(topic);
      if (facts === undefined) {
        facts = new WeakMap();
        topics.set(topic, facts);
      }
      facts.set(key, { given, value });
    },
  };
}

/** What is remembered of a pure function's answer; made when it is not known. */
export function remembered<V>(memory: Memory, topic: Topic<V>, from: readonly [key: object, ...given: unknown[]], make: () => V): V {
  const [key, ...given] = from;
  const known = memory.recall(topic, key, given);
  if (known !== undefined) return known;
  const made = make();
  memory.keep(topic, key, given, made);
  return made;
}

interface Fact {
  readonly given: readonly unknown[];
  readonly value: unknown;
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false;
  return true;
}
