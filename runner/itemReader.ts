import { hash } from 'node:crypto';
import type { ItemKeyer } from '../core/identity/key.ts';
import { rowText } from '../core/identity/parameterText.ts';
import { textSeeder } from '../core/identity/seed.ts';
import type { Row } from '../core/space/relation.ts';
import type { Space } from '../core/space/space.ts';
import type { Task } from '../core/task/task.ts';

/** An item without its point: what names it, and what its worker gets. */
export interface ReadItem {
  readonly replicate: number;
  readonly seed: number;
  /** 32 hexadecimal digits. */
  readonly key: string;
  /** The point nested and encoded for user code. */
  readonly parameters: string;
}

/** The items of a task by index, read from the values of their parameters: to make a point of each takes longer than all the rest. */
export interface ItemReader {
  read(item: number): ReadItem;
  /** The key alone, 16 bytes. */
  key(item: number): Uint8Array;
  /** The same as 32 hexadecimal digits. */
  digits(item: number): string;
}

/** `encode` writes values in the order of the space's names. */
export function itemReader(of: {
  readonly task: Task;
  readonly space: Space;
  readonly keyer: ItemKeyer;
  readonly encode: (values: Readonly<Row>) => string;
}): ItemReader {
  const { task, space, keyer, encode } = of;
  const { replicates } = task;
  const seedOf = textSeeder(task);
  const values: Row = [];
  let text: ((values: Readonly<Row>) => string) | undefined;
  /** Leaves the values of its parameters in `values`. */
  const named = (item: number): { readonly parameters: string; readonly seed: number; readonly replicate: number } => {
    const replicate = item % replicates;
    space.values((item - replicate) / replicates, values);
    // Names are known only once the space has been looked at.
    text ??= rowText(task, space.names);
    const parameters = text(values);
    return { parameters, seed: seedOf(parameters, replicate), replicate };
  };
  const digitsOf = (parameters: string, seed: number): string => hash('sha256', keyer.textOf(parameters, seed), 'hex').slice(0, DIGITS);
  return {
    read(item) {
      const { parameters, seed, replicate } = named(item);
      return { replicate, seed, key: digitsOf(parameters, seed), parameters: encode(values) };
    },
    key(item) {
      const { parameters, seed } = named(item);
      return keyer.keyOf(parameters, seed);
    },
    digits(item) {
      const { parameters, seed } = named(item);
      return digitsOf(parameters, seed);
    },
  };
}

/** 128 bits. */
const DIGITS = 32;
