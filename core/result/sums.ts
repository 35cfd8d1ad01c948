import type { ItemState } from '../sweep/account.ts';
import type { Metric, Task } from '../task/task.ts';
import { isValueMap, type Value, type ValueMap } from '../value/value.ts';
import { type Aggregate, aggregate } from './statistics/aggregate.ts';
import { summarize } from './summarize.ts';

/** Which results are in sums over replicates, and which number of a series stands for it there. */
export interface Sums {
  /** Done ones, and stale ones where the task file says that those are kept. */
  readonly states: readonly ItemState[];
  readonly metric: Pick<Metric, 'name' | 'summary'> | null;
}

/** What a task file says of sums. */
export function sumsOf({ cache, metric }: Pick<Task, 'cache' | 'metric'>): Sums {
  const named = metric === undefined ? null : { name: metric.name, summary: metric.summary };
  return { states: cache.stale === 'keep' ? ['done', 'stale'] : ['done'], metric: named };
}

interface Summand {
  readonly outputs: Value;
  readonly derived?: ValueMap;
}

/** The numbers of each output and computed column over some rows; names without a number have none. */
export function sumUp(rows: readonly Summand[], metric: Sums['metric']): ReadonlyMap<string, Aggregate> {
  const numbers = new Map<string, number[]>();
  for (const { outputs, derived } of rows) {
    for (const [name, value] of Object.entries({ ...(isValueMap(outputs) ? outputs : {}), ...derived })) {
      const one = metric?.name === name ? summarize(value, metric.summary) : value;
      if (typeof one !== 'number' && typeof one !== 'bigint') continue;
      const known = numbers.get(name);
      if (known) known.push(Number(one));
      else numbers.set(name, [Number(one)]);
    }
  }
  return new Map(Array.from(numbers, ([name, values]) => [name, aggregate(values)]));
}
