import type { Value } from '../value/value.ts';
import { meets } from './expectation.ts';
import type { Selection } from './hypothesis.ts';

/** The results of a task, by item. */
export interface Results {
  readonly items: number;
  /** All parameters. */
  readonly names: readonly string[];
  parameter(name: string): (item: number) => Value | undefined;
  /** What a done item returned under this name. */
  output(name: string): (item: number) => Value | undefined;
  state(item: number): 'done' | 'failed' | 'missing';
  replicate(item: number): number;
  key(item: number): string;
}

/** The items of one selection: those with a number, and how many have none, and why. */
export interface Side {
  readonly selection: Selection;
  readonly items: readonly number[];
  /** The numbers of `items`. */
  readonly values: readonly number[];
  readonly failed: number;
  readonly failedKeys: readonly string[];
  readonly missing: number;
  readonly withoutNumber: number;
}

/** Looks at every item once. */
export function select(selection: Selection, results: Results): Side {
  const conditions = selection.conditions.map((condition) => ({ condition, read: results.parameter(condition.name) }));
  const output = results.output(selection.output);
  const [items, values, failedKeys]: [number[], number[], string[]] = [[], [], []];
  const counts = { failed: 0, missing: 0, withoutNumber: 0 };
  for (let item = 0; item < results.items; item++) {
    if (!conditions.every(({ condition, read }) => meets(condition, read(item)))) continue;
    const state = results.state(item);
    if (state !== 'done') {
      counts[state] += 1;
      if (state === 'failed' && failedKeys.length < MOST_KEYS) failedKeys.push(results.key(item));
      continue;
    }
    const value = numberOf(output(item));
    if (!Number.isFinite(value)) counts.withoutNumber += 1;
    else {
      items.push(item);
      values.push(value);
    }
  }
  return { selection, items, values, failedKeys, ...counts };
}

const MOST_KEYS = 100;

function numberOf(value: Value | undefined): number {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : Number.NaN;
}
