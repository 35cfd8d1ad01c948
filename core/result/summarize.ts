import type { Metric } from '../task/task.ts';
import { isValueList, type Value } from '../value/value.ts';

/** A series as one value, as `metric.summary` says; steps without a number are passed over. What is no list stays as it is. */
export function summarize(value: Value | undefined, how: Metric['summary']): Value | undefined {
  if (!isValueList(value)) return value;
  const numbers = value.filter((one) => typeof one === 'number');
  const last = numbers.at(-1);
  if (last === undefined || how === 'last') return last;
  if (how === 'mean') return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
  return numbers.reduce((best, one) => (how === 'min' ? Math.min(best, one) : Math.max(best, one)), last);
}
