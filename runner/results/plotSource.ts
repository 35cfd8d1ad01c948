import { summarize } from '../../core/result/summarize.ts';
import { logarithmicNames } from '../../core/space/logarithmic.ts';
import type { Value } from '../../core/value/value.ts';
import type { Column } from '../../protocol/runner.ts';
import type { Store } from '../store/store.ts';
import type { TaskView } from '../taskView.ts';
import { columnsOf, knownColumns } from './columns.ts';
import type { ColumnSource } from './columnSource.ts';
import { loadColumns } from './loadColumns.ts';
import { outputNames } from './page.ts';
import { rowReader } from './rowReader.ts';
import type { LiveItems } from './rows.ts';
import { NUMBER, type Vector } from './vector.ts';

export interface PlotContext {
  readonly store: Store;
  readonly view: TaskView;
  readonly live: LiveItems;
}

/** The columns of a task as plots need them. */
export interface PlotSource {
  /** Parameters that vary in the task, in its order. */
  readonly parameters: readonly string[];
  /** What can be drawn: the metric first, then the other outputs, then how long items took. */
  readonly outputs: readonly string[];
  readonly logarithmic: ReadonlySet<string>;
  /** The unit of a column as a part of its axis. */
  unit(id: string): { readonly unit?: string };
  /** Parameters as vectors; without those that are too large to be held. */
  vectors(ids: readonly string[]): Promise<ReadonlyMap<string, Vector>>;
  /** The column of an output. */
  idOf(output: string): string;
  /** An output of single items, whatever it is. */
  values(id: string): (item: number) => Value | undefined;
  /** The numbers of an output by item, NaN where there is none; a series counts by its summary. */
  numbers(id: string): Promise<(item: number) => number>;
}

export function plotSource(context: PlotContext): PlotSource {
  const { store, view } = context;
  const { task, space } = view.plan;
  const names = outputNames(store, view);
  const known = knownColumns(task, space, names);
  const columns = new Map(columnsOf(task, space, names).map((column): [string, Column] => [column.id, column]));
  const idsOf = (kind: Column['kind']): readonly string[] =>
    [...columns.values()].filter((column) => column.kind === kind && column.varies).map(({ id }) => id);
  const isMetric = (id: string): boolean => id === task.metric?.name || id === `out.${task.metric?.name}`;
  const results = [...idsOf('output'), ...idsOf('derived')];
  const sourceOf = (id: string): ColumnSource => known.sourceOf(id) ?? { kind: 'output', name: id };
  return {
    parameters: idsOf('parameter'),
    outputs: [...results.filter(isMetric), ...results.filter((id) => !isMetric(id)), 'seconds'],
    logarithmic: logarithmicNames(task.space),
    unit: (id) => (id === 'seconds' && !columns.has(id) ? { unit: 's' } : unitOf(columns.get(id))),
    idOf: (output) => (columns.get(output)?.kind === 'output' ? output : `out.${output}`),
    values: (id) => rowReader(context, sourceOf(id)),
    async vectors(ids) {
      const loaded = await loadColumns(context, ids.map(sourceOf));
      return new Map(
        ids.flatMap((id): [string, Vector][] => {
          const vector = loaded.get(sourceOf(id));
          return vector ? [[id, vector]] : [];
        }),
      );
    },
    async numbers(id) {
      const source = sourceOf(id);
      const how = task.metric?.name === source.name ? task.metric.summary : 'last';
      const toNumber = (value: Value | undefined): number => finite(summarize(value, how));
      const vector = (await loadColumns(context, [source])).get(source);
      if (vector) return numbersOf(vector, toNumber);
      const read = rowReader(context, source);
      return (item) => toNumber(read(item));
    },
  };
}

function numbersOf({ codes, numbers, dictionary }: Vector, toNumber: (value: Value | undefined) => number): (item: number) => number {
  const table = Float64Array.from(dictionary, (value, code) => (code > NUMBER ? toNumber(value) : Number.NaN));
  return (item) => {
    const code = codes[item] ?? 0;
    return code === NUMBER ? (numbers?.[item] ?? Number.NaN) : (table[code] ?? Number.NaN);
  };
}

function finite(value: Value | undefined): number {
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : Number.NaN;
}

function unitOf(column: Column | undefined): { readonly unit?: string } {
  return column?.unit === undefined ? {} : { unit: column.unit };
}
