import { cpus, release, totalmem, type as systemName } from 'node:os';
import type { Goal, Row, Sample } from './row.ts';

/** Round by round what each contestant of a row came to; a slow one has fewer rounds. */
export interface Measurements {
  readonly row: Row;
  readonly samples: ReadonlyMap<string, readonly Sample[]>;
}

/** A Markdown table, a line for every contestant; a peer's line has the ratio ours ÷ its own and the goal for that. */
export function reportTable(all: readonly Measurements[]): string {
  const head = ['row', 'work', 'by', 'median', 'least', 'CPU s', 'MB', 'ours ÷ it', 'goal', 'rounds'];
  const rows = all.flatMap(({ row, samples }) =>
    [...samples].map(([by, own]) => {
      const values = own.map((one) => one.value);
      const { ratio, goal } = compared({ row, samples }, by);
      return [
        row.name,
        row.work,
        by,
        figure(median(values), row.unit),
        figure(Math.min(...values), row.unit),
        optional(own, 'cpu', (value) => value.toFixed(2)),
        optional(own, 'peak', (value) => (value / 1e6).toFixed(0)),
        ratio,
        goal,
        String(own.length),
      ];
    }),
  );
  return markdown([head, ...rows]);
}

/** The middle of the values, the lower of two. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value at a share of the sorted list. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length - 1) * share))] ?? Number.NaN;
}

/** What the numbers were measured on, in one line. */
export function machine(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${systemName()} ${release()}, Node ${process.versions.node}`;
}

function compared({ row, samples }: Measurements, by: string): { readonly ratio: string; readonly goal: string } {
  const ours = samples.get(OURS) ?? [];
  const theirs = samples.get(by) ?? [];
  const own = by === OURS ? undefined : by;
  // Round by round, so that a busy minute touches both.
  const ratioOf = (of: keyof Sample): number =>
    own === undefined ? median(ours.flatMap((one) => one[of] ?? [])) : median(theirs.flatMap((one, at) => divided(ours[at], one, of)));
  const goals = row.goals.filter((goal) => goal.against === own).map((goal) => verdict(goal, ratioOf(goal.of ?? 'value'), row.unit));
  return { ratio: own === undefined ? '' : ratioOf('value').toPrecision(2), goal: goals.join(', ') };
}

const OURS = 'sweepdeck';

function divided(ours: Sample | undefined, theirs: Sample, of: keyof Sample): readonly number[] {
  const [mine, other] = [ours?.[of], theirs[of]];
  return mine === undefined || other === undefined ? [] : [mine / other];
}

function verdict({ against, of, most, least }: Goal, reached: number, unit: Row['unit']): string {
  const met = most === undefined ? reached >= (least ?? 0) : reached <= most;
  const number = most ?? least ?? 0;
  const own = of === 'peak' ? `${number / 1e6} MB` : `${number} ${unit}`;
  const shown = against === undefined ? own : String(number);
  return `${most === undefined ? '≥' : '≤'} ${shown} ${met ? '✓' : '**missed**'}`;
}

function figure(value: number, unit: Row['unit']): string {
  if (unit === 'efficiency') return value.toFixed(3);
  return `${value.toFixed(unit === 's' ? 2 : 0)} ${unit}`;
}

function optional(samples: readonly Sample[], of: 'cpu' | 'peak', show: (value: number) => string): string {
  const found = samples.flatMap((one) => one[of] ?? []);
  return found.length === 0 ? '' : show(median(found));
}

function markdown(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...rest] = rows;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rest.map(line)].join('\n');
}
