import type { ProblemCode } from '../../core/check/problem.ts';
import type { FailingValue, FailureCause, Findings } from '../../protocol/findings.ts';
import type { TaskOutline, TextRange } from '../../protocol/language.ts';
import type { TaskStatus } from '../../protocol/runner.ts';
import { plainLine } from '../safeText.ts';
import { count } from './lensTitles.ts';

/** What the results say at one place of a task file. */
export interface TaskNote {
  readonly code: Extract<ProblemCode, 'failed-items' | 'stale-items' | 'orphan-items' | 'timeout-too-short'>;
  readonly severity: 'warning' | 'information';
  readonly range: TextRange;
  readonly message: string;
  /** Places of this file that belong to it. */
  readonly related: readonly { readonly range: TextRange; readonly message: string }[];
  /** Selects the items that the note is about; absent for all of them. */
  readonly where?: string;
}

/** All notes of a task; none of them is left when its cause is gone. */
export function taskNotes(outline: TaskOutline, status: TaskStatus | undefined, findings: Findings | undefined): readonly TaskNote[] {
  if (status === undefined || status.problems !== undefined) return [];
  const shared = sharedValues(findings);
  return [
    ...(status.failed > 0 ? [failedNote(outline, status, findings, shared), ...shared.map((value) => valueNote(value, findings))] : []),
    ...(status.stale > 0 ? [staleNote(outline, status)] : []),
    ...(status.orphans > 0 ? [orphanNote(outline, status)] : []),
    ...(findings?.timeout ? [timeoutNote(findings.timeout)] : []),
  ];
}

/** Values that every failed item has; with one failed item that says nothing. */
function sharedValues(findings: Findings | undefined): readonly FailingValue[] {
  if (findings === undefined || findings.failed < 2) return [];
  return findings.values.filter((value) => value.failed === findings.failed && value.of > 1);
}

function failedNote(outline: TaskOutline, status: TaskStatus, findings: Findings | undefined, shared: readonly FailingValue[]): TaskNote {
  const causes = findings?.causes ?? [];
  const [first] = causes;
  const what = `${count(status.failed)} of ${items(status.items)} failed`;
  const why = first === undefined ? '.' : `: ${errorText(first)}.`;
  const more = causes.length > 1 ? ` ${count(causes.length - 1)} other ${causes.length === 2 ? 'cause' : 'causes'} beside it.` : '';
  return {
    code: 'failed-items',
    severity: 'warning',
    range: outline.nameRange,
    message: `${what}${why}${more}${conditionText(first, causes.length)} Repair the cause and rerun only what failed.`,
    related: shared.map((value) => ({ range: value.range, message: `All failed items have ${valueText(value)}.` })),
  };
}

function conditionText(cause: FailureCause | undefined, causes: number): string {
  if (cause?.condition === undefined) return '';
  const which = causes > 1 ? 'These items' : 'The failed items';
  return ` ${which}, and no successful one, have ${plainLine(cause.condition, 300)}.`;
}

function valueNote(value: FailingValue, findings: Findings | undefined): TaskNote {
  const condition = value.where === undefined ? {} : { where: value.where };
  const message = `All ${count(value.failed)} failed items have ${valueText(value)}: look there for the cause, and rerun only what failed.`;
  const [cause] = findings?.causes ?? [];
  return {
    code: 'failed-items',
    severity: 'warning',
    range: value.range,
    message: cause === undefined ? message : `${message} ${errorText(cause)}.`,
    related: [],
    ...condition,
  };
}

function staleNote(outline: TaskOutline, status: TaskStatus): TaskNote {
  const one = status.stale === 1;
  const message = `${items(status.stale)} ${one ? 'is' : 'are'} stale: done before the code or the inputs changed. Run ${one ? 'it' : 'them'} again, or write \`cache: {stale: keep}\` to let ${one ? 'it' : 'them'} count as done.`;
  return { code: 'stale-items', severity: 'information', range: outline.nameRange, message, related: [] };
}

function orphanNote(outline: TaskOutline, status: TaskStatus): TaskNote {
  const one = status.orphans === 1;
  const message = `${count(status.orphans)} stored ${one ? 'result belongs to a point' : 'results belong to points'} that this file no longer has. ${one ? 'It is' : 'They are'} kept, and used again when the ${one ? 'point comes' : 'points come'} back.`;
  return { code: 'orphan-items', severity: 'information', range: outline.nameRange, message, related: [] };
}

function timeoutNote({ range, limit, median }: NonNullable<Findings['timeout']>): TaskNote {
  const message = `The time limit of ${durationText(limit)} is below the ${durationText(median)} that half of the successful items took or exceeded, so that many would time out. Raise it, for example to ${roomyLimit(median)}.`;
  return { code: 'timeout-too-short', severity: 'warning', range, message, related: [] };
}

/** A time limit that leaves room above a median in milliseconds, as a task file writes it. */
export function roomyLimit(median: number): string {
  const wanted = 10 * median;
  const [factor, unit] = UNITS.findLast(([size]) => wanted >= size) ?? [1, 'ms'];
  return `${Math.ceil(wanted / factor)}${unit}`;
}

const UNITS = [
  [1, 'ms'],
  [1000, 's'],
  [60_000, 'm'],
  [3_600_000, 'h'],
] as const;

/** `12 ms`, `1.5 s`, `3 min`. */
function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Number(milliseconds.toPrecision(2))} ms`;
  const seconds = milliseconds / 1000;
  return seconds < 120 ? `${Number(seconds.toPrecision(3))} s` : `${Math.round(seconds / 60)} min`;
}

function errorText({ example }: FailureCause): string {
  return plainLine(`${example.error.type}: ${example.error.message}`, 200).replace(/[.:]$/, '');
}

function valueText({ name, text }: FailingValue): string {
  return `${plainLine(name, 80)} = ${plainLine(text, 80)}`;
}

function items(n: number): string {
  return `${count(n)} ${n === 1 ? 'item' : 'items'}`;
}
