import type { ZipFactor } from '../task/task.ts';
import { type AxisValues, axisValues } from './axis.ts';

/** The axes of a zip's columns (none for constants), files brought into the order in which they pair. */
export function zipAxes(columns: ZipFactor['columns']): readonly (AxisValues | undefined)[] {
  const axes = columns.map((one) => (one.kind === 'axis' ? axisValues(one.generator) : undefined));
  const stems = columns.map((one) => (one.kind === 'axis' && one.generator.kind === 'files' ? stemsOf(one.generator.values) : undefined));
  const paired = stems.filter((files) => files !== undefined);
  const [leader] = paired;
  if (leader === undefined || paired.length === 1) return axes;
  const shared = [...leader.keys()].filter((stem) => paired.every((files) => files.has(stem)));
  return axes.map((axis, at) => {
    const files = stems[at];
    return files === undefined
      ? axis
      : { size: shared.length, at: (index: number) => files.get(shared[index] ?? '') ?? null, ordered: false };
  });
}

/** How many rows a zip has: its shortest axis, or one if there are constants only. */
export function zipSize(columns: ZipFactor['columns']): number {
  const sizes = zipAxes(columns).flatMap((axis) => axis?.size ?? []);
  return sizes.length === 0 ? 1 : sizes.reduce((least, size) => Math.min(least, size));
}

/** Paths by file name without folder and last extension; `undefined` where two files share one, which cannot be paired by it. */
function stemsOf(paths: readonly string[]): ReadonlyMap<string, string> | undefined {
  const stems = new Map(paths.map((path) => [path.replace(/^.*[/\\]/s, '').replace(/(?<=.)\.[^.]*$/s, ''), path]));
  return stems.size === paths.length ? stems : undefined;
}
