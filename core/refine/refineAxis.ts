import { isGeometric } from '../result/geometric.ts';
import { axisValues } from '../space/axis.ts';
import type { At } from '../text.ts';
import type { AxisFactor, Task } from '../task/task.ts';
import { formatValue } from '../value/format.ts';

/** Where on an axis more values are wanted; both ends belong to it. */
export interface Region {
  readonly low: number;
  readonly high: number;
}

/** What an axis becomes: the text to put in the place of its values, or why it is left alone. */
export type Refinement =
  | { readonly kind: 'refined'; readonly at: At; readonly text: string; readonly added: readonly number[] }
  | { readonly kind: 'left'; readonly why: string };

/**
 * A value between every two neighbours of an axis in a region, or beside the only one there. All values that the axis has
 * stay, so that stored results are kept. In the middle by logarithm where the axis is logarithmic; whole numbers where it
 * has only such.
 */
export function refineAxis(task: Pick<Task, 'schema'>, axis: AxisFactor, region: Region): Refinement {
  const { generator, name } = axis;
  const { size, at } = axisValues(generator);
  if (size > MOST_VALUES) return { kind: 'left', why: `${name} has ${size} values, too many to be written one by one` };
  const values = Array.from({ length: size }, (_, index) => at(index));
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length < size) return { kind: 'left', why: `${name} has values that are not numbers` };
  const sorted = numbers.toSorted((a, b) => a - b);
  const isLog = (generator.kind === 'num' && generator.scale === 'log') || isGeometric(sorted);
  const added = pairsIn(sorted, region).flatMap(([low, high]) => between(low, high, { isLog, isWhole: isWhole(task, axis, sorted) }) ?? []);
  if (added.length === 0) return { kind: 'left', why: `${name} has no room between its values there` };
  const write = isFloat(axis) ? floatText : (value: number): string => formatValue(value);
  const all = [...sorted, ...added].toSorted((a, b) => a - b);
  const list = `[${all.map(write).join(', ')}]`;
  return { kind: 'refined', at: { file: axis.file, span: axis.span }, text: written(task, axis, list), added };
}

const MOST_VALUES = 200;

/** The rest of what the axis says stays; what the schema says is not said again. */
function written({ schema }: Pick<Task, 'schema'>, { name, when, generator }: AxisFactor, list: string): string {
  const own = 'type' in generator ? generator.type : undefined;
  const type = own === schema.parameters.get(name)?.type ? undefined : own;
  const more = [...(type === undefined ? [] : [`type: ${type}`]), ...(when === undefined ? [] : [`when: ${JSON.stringify(when.text)}`])];
  return more.length === 0 ? list : `{ ${[`values: ${list}`, ...more].join(', ')} }`;
}

/** Neighbours of which both are in the region; where there are none, those with one there, or on both sides of it. */
function pairsIn(sorted: readonly number[], { low, high }: Region): readonly (readonly [number, number])[] {
  const pairs = sorted.slice(1).map((value, index): readonly [number, number] => [sorted[index] ?? value, value]);
  const inside = pairs.filter(([from, to]) => low <= from && to <= high);
  return inside.length > 0 ? inside : pairs.filter(([from, to]) => from <= high && to >= low);
}

function isWhole({ schema }: Pick<Task, 'schema'>, { name, generator }: AxisFactor, values: readonly number[]): boolean {
  const type = schema.parameters.get(name)?.type ?? ('type' in generator ? generator.type : undefined);
  if (type === 'int' || type === 'float') return type === 'int';
  return values.every(Number.isInteger) && !('float' in generator && generator.float);
}

/** A short number strictly between two others. */
function between(low: number, high: number, how: { readonly isLog: boolean; readonly isWhole: boolean }): number | undefined {
  const middle = how.isLog && low > 0 ? Math.sqrt(low * high) : low + (high - low) / 2;
  const digits = how.isLog ? [2, 3, 6, 15] : [15];
  const found = how.isWhole ? [Math.round(middle)] : digits.map((count) => Number(middle.toPrecision(count)));
  return found.find((value) => value > low && value < high);
}

/** Whether some number of the axis is written as a float: user code gets all of them as such. */
function isFloat({ generator }: AxisFactor): boolean {
  if (generator.kind === 'values') return generator.float === true;
  return Object.values(generator).some((part) => typeof part === 'string' && /^[-+]?[\d.]*(?:\.|[eE])/.test(part));
}

function floatText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? `${value}.0` : formatValue(value);
}
