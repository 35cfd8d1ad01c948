import { encode } from '../value/encode.ts';
import { isValueList, type ValueMap, valueMap } from '../value/value.ts';

/** A task whose long list of points stands in a file of its own, and that file. */
export interface Parted {
  readonly task: ValueMap;
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

/** Many points are one JSON object a line beside the task file: nobody reads them there, and as YAML they cost thirty times the memory. */
export function apartPoints(task: ValueMap, name: string): Parted {
  const { points } = task;
  if (!isValueList(points)) return { task, files: [] };
  const file = `${name}_points.ndjson`;
  const text = points.map((point) => `${encode(point)}\n`).join('');
  if (text.length <= MOST_INLINE) return { task, files: [] };
  return {
    task: valueMap(Object.entries(task).map(([key, value]) => [key, key === 'points' ? file : value])),
    files: [{ name: file, text }],
  };
}

/** About a thousand points. */
const MOST_INLINE = 50_000;
