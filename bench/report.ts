import { cpus, totalmem, type as systemName, release } from 'node:os';
import type { Measured } from './process.ts';

/** One kind of work, done by one program in every round. */
export interface Entry {
  readonly work: string;
  readonly by: string;
  readonly items: number;
  readonly rounds: readonly Measured[];
}

/** A table of the entries in their order; each that is not the peer's own is compared with the peer's same work of the same round. */
export function reportTable(entries: readonly Entry[], peer: string): string {
  const head = ['work', 'items', 'by', 's median', 's least', 'items/s', 'CPU s', 'MB', 'tree MB', `÷ ${peer}`, 'CPU ÷'];
  const rows = entries.map((entry) => {
    const { work, by, items, rounds } = entry;
    const seconds = rounds.map((one) => one.seconds);
    const against = entries.find((other) => other.by === peer && other.by !== by && other.work === work && other.items === items);
    return [
      work,
      items === 0 ? '' : items.toLocaleString('en'),
      by,
      median(seconds).toFixed(2),
      Math.min(...seconds).toFixed(2),
      items === 0 ? '' : Math.round(items / median(seconds)).toLocaleString('en'),
      median(rounds.map((one) => one.cpu)).toFixed(2),
      megabytes(rounds.map((one) => one.peak)),
      megabytes(rounds.map((one) => one.treePeak)),
      against ? ratio(entry, against, (one) => one.seconds) : '',
      against ? ratio(entry, against, (one) => one.cpu) : '',
    ];
  });
  return padded([head, ...rows]);
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

/** Round by round, so that a busy minute touches both. */
function ratio(ours: Entry, theirs: Entry, of: (one: Measured) => number): string {
  const each = ours.rounds.flatMap((one, round) => {
    const other = theirs.rounds[round];
    return other ? [of(one) / of(other)] : [];
  });
  return median(each).toFixed(2);
}

function megabytes(bytes: readonly number[]): string {
  return (Math.max(...bytes) / 1e6).toFixed(0);
}

function padded(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const textColumns = new Set([0, 2]);
  return rows
    .map((row) =>
      row
        .map((cell, at) => (textColumns.has(at) ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
