import { t } from '@vscode/l10n';
import type { ProblemCode } from '../../core/check/problem.ts';
import { type FailingValue, type FailureCause, type Findings, percentOf } from '../../protocol/findings.ts';
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
  const [failed, all] = [count(status.failed), items(status.items)];
  const others = causes.length - 1;
  const parts = [
    first === undefined ? t('{0} of {1} failed.', failed, all) : t('{0} of {1} failed: {2}.', failed, all, errorText(first)),
    others === 1 ? t('1 other cause beside it.') : '',
    others > 1 ? t('{0} other causes beside it.', count(others)) : '',
    conditionText(first, causes.length),
    t('Repair the cause and rerun only what failed.'),
  ];
  return {
    code: 'failed-items',
    severity: 'warning',
    range: outline.nameRange,
    message: parts.filter((part) => part !== '').join(' '),
    related: shared.map((value) => ({ range: value.range, message: t('All failed items have {0}.', valueText(value)) })),
  };
}

function conditionText(cause: FailureCause | undefined, causes: number): string {
  if (cause?.common) {
    const [condition, percent] = [plainLine(cause.common.condition, 300), percentOf(cause.common)];
    if (causes > 1) return t('These items have {0}, where {1} % of the items failed so.', condition, percent);
    return t('All of them have {0}, where {1} % of the items failed so.', condition, percent);
  }
  if (cause?.condition === undefined) return '';
  const condition = plainLine(cause.condition, 300);
  if (causes > 1) return t('These items, and no successful one, have {0}.', condition);
  return t('The failed items, and no successful one, have {0}.', condition);
}

function valueNote(value: FailingValue, findings: Findings | undefined): TaskNote {
  const condition = value.where === undefined ? {} : { where: value.where };
  const message = t(
    'All {0} failed items have {1}: look there for the cause, and rerun only what failed.',
    count(value.failed),
    valueText(value),
  );
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
  const keep = '`cache: {stale: keep}`';
  const message =
    status.stale === 1
      ? t('1 item is stale: done before the code or the inputs changed. Run it again, or write {0} to let it count as done.', keep)
      : t(
          '{0} items are stale: done before the code or the inputs changed. Run them again, or write {1} to let them count as done.',
          count(status.stale),
          keep,
        );
  return { code: 'stale-items', severity: 'information', range: outline.nameRange, message, related: [] };
}

function orphanNote(outline: TaskOutline, status: TaskStatus): TaskNote {
  const message =
    status.orphans === 1
      ? t('1 stored result belongs to a point that this file no longer has. It is kept, and used again when the point comes back.')
      : t(
          '{0} stored results belong to points that this file no longer has. They are kept, and used again when the points come back.',
          count(status.orphans),
        );
  return { code: 'orphan-items', severity: 'information', range: outline.nameRange, message, related: [] };
}

function timeoutNote({ range, limit, median }: NonNullable<Findings['timeout']>): TaskNote {
  const message = t(
    'The time limit of {0} is below the {1} that half of the successful items took or exceeded, so that many would time out. Raise it, for example to {2}.',
    durationText(limit),
    durationText(median),
    roomyLimit(median),
  );
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
  if (milliseconds < 1000) return t('{0} ms', Number(milliseconds.toPrecision(2)));
  const seconds = milliseconds / 1000;
  return seconds < 120 ? t('{0} s', Number(seconds.toPrecision(3))) : t('{0} min', Math.round(seconds / 60));
}

function errorText({ example }: FailureCause): string {
  return plainLine(`${example.error.type}: ${example.error.message}`, 200).replace(/[.:]$/, '');
}

function valueText({ name, text }: FailingValue): string {
  return `${plainLine(name, 80)} = ${plainLine(text, 80)}`;
}

function items(n: number): string {
  return n === 1 ? t('1 item') : t('{0} items', count(n));
}
