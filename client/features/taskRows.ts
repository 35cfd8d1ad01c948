import { t } from '@vscode/l10n';
import type { ItemState } from '../../core/sweep/account.ts';
import type { Value, ValueMap } from '../../core/value/value.ts';
import type { TaskOutline } from '../../protocol/language.ts';
import type { Page, Row, TaskStatus } from '../../protocol/runner.ts';
import { plainLine } from '../safeText.ts';
import { count, duration } from './lensTitles.ts';
import { shownValue } from './literal.ts';

/** What a row of the tree shows; all texts are plain. */
export interface RowText {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  /** What a screen reader says: words for what the icon and the fraction show. */
  readonly spoken: string;
  readonly icon: string;
  readonly color?: string;
}

/** The worst that can be said of a task, which decides its icon. */
export type Mood = 'invalid' | 'running' | 'failed' | 'stale' | 'pending' | 'done';

export function moodOf(outline: TaskOutline, status: TaskStatus | undefined): Mood {
  if (status?.active !== undefined) return 'running';
  if (outline.errors > 0) return 'invalid';
  if (status === undefined) return 'pending';
  if (status.failed > 0) return 'failed';
  if (status.stale > 0) return 'stale';
  return status.items > 0 && status.done === status.items ? 'done' : 'pending';
}

/** A task: `pendulum`, `120/160`. */
export function taskRow(outline: TaskOutline, status: TaskStatus | undefined): RowText {
  const mood = moodOf(outline, status);
  const items = status?.items ?? outline.items;
  return {
    label: plainLine(outline.name),
    description: mood === 'invalid' ? mistakes(outline.errors) : `${count(status?.done ?? 0)}/${count(items)}`,
    tooltip: taskTooltip(outline, status),
    spoken: [
      plainLine(outline.name),
      mood === 'invalid' ? mistakes(outline.errors) : '',
      ...(status === undefined ? [itemsText(items)] : [counts(status)]),
    ]
      .filter((part) => part !== '')
      .join(', '),
    ...ICONS[mood],
  };
}

const ICONS: Readonly<Record<Mood, Pick<RowText, 'icon' | 'color'>>> = {
  invalid: { icon: 'warning', color: 'list.errorForeground' },
  running: { icon: 'loading~spin' },
  failed: { icon: 'error', color: 'testing.iconFailed' },
  stale: { icon: 'history', color: 'list.warningForeground' },
  pending: { icon: 'circle-outline' },
  done: { icon: 'pass', color: 'testing.iconPassed' },
};

function taskTooltip(outline: TaskOutline, status: TaskStatus | undefined): string {
  const active = status?.active;
  const lines = [
    outline.description === undefined ? '' : plainLine(outline.description, 1000),
    outline.errors > 0 ? mistakes(outline.errors) : '',
    status === undefined ? outlineItems(outline) : counts(status),
    status?.tooMany === undefined ? '' : plainLine(status.tooMany, 1000),
    active === undefined ? '' : t('Running: {0}', activeText(active)),
    status?.lastEnded === undefined
      ? ''
      : t(
          'Last run ended {0} UTC after {1}',
          new Date(status.lastEnded.at).toISOString().slice(0, 16).replace('T', ' '),
          duration(status.lastEnded.seconds),
        ),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** `2 mistakes`. */
export function mistakes(errors: number): string {
  return errors === 1 ? t('1 mistake') : t('{0} mistakes', count(errors));
}

function outlineItems({ exact, items }: TaskOutline): string {
  return exact ? itemsText(items) : t('about {0} items', count(items));
}

function itemsText(items: number): string {
  return items === 1 ? t('1 item') : t('{0} items', count(items));
}

/** `157 of 160 done, 3 failed`. */
export function counts(status: TaskStatus): string {
  const { done, items, failed, stale, pending, cancelled } = status;
  return [
    t('{0} of {1} done', count(done), count(items)),
    failed > 0 ? t('{0} failed', count(failed)) : '',
    stale > 0 ? t('{0} stale', count(stale)) : '',
    pending > 0 ? t('{0} pending', count(pending)) : '',
    cancelled > 0 ? t('{0} cancelled', count(cancelled)) : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** `31/160 · 10/s · 12 s left`. */
export function activeText(active: NonNullable<TaskStatus['active']>): string {
  const rate = active.itemsPerSecond;
  const parts = [
    `${count(active.finished)}/${count(active.selected)}`,
    active.failed > 0 ? t('{0} failed', count(active.failed)) : '',
    rate > 0 ? t('{0}/s', rate < 10 ? Number(rate.toPrecision(2)) : count(rate)) : '',
    active.secondsLeft === undefined || active.held ? '' : t('{0} left', duration(active.secondsLeft)),
    active.held ? t('paused') : '',
    active.changed === undefined ? '' : t('changed since'),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** States that the tree groups items by. */
export type GroupState = Extract<ItemState, 'failed' | 'running' | 'stale' | 'done' | 'orphan'>;

export interface GroupText {
  readonly state: GroupState;
  readonly label: string;
  readonly count: number;
  readonly icon: string;
  readonly color?: string;
}

/** The groups that have items, in the order of urgency. */
export function groupRows(status: TaskStatus | undefined): readonly GroupText[] {
  if (status === undefined) return [];
  const all: readonly GroupText[] = [
    { state: 'failed', label: t('Failed'), count: status.failed, icon: 'error', color: 'testing.iconFailed' },
    { state: 'running', label: t('Running'), count: status.active?.running ?? 0, icon: 'loading~spin' },
    { state: 'stale', label: t('Stale'), count: status.stale, icon: 'history' },
    { state: 'done', label: t('Done'), count: status.done, icon: 'pass', color: 'testing.iconPassed' },
    { state: 'orphan', label: t('Orphans'), count: status.orphans, icon: 'circle-slash' },
  ];
  return all.filter((group) => group.count > 0).map((group) => ({ ...group, label: `${group.label} (${count(group.count)})` }));
}

/** An item: its varying parameters, and the first line of the error if it failed. */
export function itemRow(row: Row, columns: Page['columns']): RowText {
  const names = columns.filter((column) => column.kind === 'parameter' && column.varies).map((column) => column.id);
  const shown = names.flatMap((name) => {
    const value = valueAt(row.parameters, name);
    return value === undefined ? [] : [`${plainLine(name)}=${plainLine(typeof value === 'string' ? value : shownValue(value), 40)}`];
  });
  const replicate = row.replicate > 0 ? ` · ${t('replicate {0}', row.replicate)}` : '';
  const label = plainLine(shown.length > 0 ? shown.join(', ') : `#${row.index}`) + replicate;
  const error = row.error === null ? '' : plainLine(`${row.error.type}: ${firstLine(row.error.message)}`);
  return {
    label,
    description: error,
    tooltip: [label, error, t('item {0}, {1}', row.index, stateWord(row.state))].filter((line) => line !== '').join('\n'),
    spoken: [label, stateWord(row.state), error].filter((part) => part !== '').join(', '),
    ...ITEM_ICONS[row.state],
  };
}

const ITEM_ICONS: Readonly<Record<ItemState, Pick<RowText, 'icon' | 'color'>>> = {
  pending: { icon: 'circle-outline' },
  waiting: { icon: 'watch' },
  running: { icon: 'loading~spin' },
  done: { icon: 'pass', color: 'testing.iconPassed' },
  failed: { icon: 'error', color: 'testing.iconFailed' },
  stale: { icon: 'history' },
  orphan: { icon: 'circle-slash' },
};

/** A state as people read it. */
export function stateWord(state: ItemState): string {
  switch (state) {
    case 'pending':
      return t('pending');
    case 'waiting':
      return t('waiting');
    case 'running':
      return t('running');
    case 'done':
      return t('done');
    case 'failed':
      return t('failed');
    case 'stale':
      return t('stale');
    case 'orphan':
      return t('orphan');
  }
}

function firstLine(text: string): string {
  return (
    text
      .slice(0, 2000)
      .trimStart()
      .split(/\r\n|\r|\n/, 1)[0] ?? ''
  );
}

/** The value of a dotted name in nested parameters. */
function valueAt(map: ValueMap, name: string): Value | undefined {
  let at: Value | undefined = map;
  for (const step of name.split('.')) {
    if (typeof at !== 'object' || at === null || isList(at) || !Object.hasOwn(at, step)) return undefined;
    at = at[step];
  }
  return at;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
