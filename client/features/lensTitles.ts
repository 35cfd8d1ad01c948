import { t } from '@vscode/l10n';
import type { TaskOutline } from '../../protocol/language.ts';
import type { EditPreview } from '../../protocol/editPreview.ts';
import type { TaskStatus } from '../../protocol/runner.ts';
import { COMMANDS, type CommandId } from '../ids.ts';
import { iconless } from '../safeText.ts';

/** One lens above a task: our own words and counts, nothing else, for lenses draw icons out of text. */
export interface Lens {
  readonly title: string;
  readonly command: CommandId;
  readonly tooltip?: string;
}

/** The lenses of a task in their order: what to do first, what an edit that is not saved does to results, then what went wrong, then what to look at. */
export function lensTitles(outline: TaskOutline, status: TaskStatus | undefined, edit?: EditPreview): readonly Lens[] {
  if (outline.errors > 0) return [mistakes(outline.errors), ...past(status)];
  const active = status?.active;
  if (active !== undefined)
    return [stopLens(active), ...(active.held ? [{ title: t('Resume'), command: COMMANDS.resume }] : []), resultsLens()];
  return [
    mainLens(outline, status, edit),
    ...editLens(edit),
    ...past(status),
    { title: t('Test one point'), command: COMMANDS.testPoint },
    resultsLens(),
  ];
}

function mistakes(errors: number): Lens {
  return { title: errors === 1 ? t('1 mistake to correct') : t('{0} mistakes to correct', count(errors)), command: COMMANDS.openTask };
}

function stopLens(active: NonNullable<TaskStatus['active']>): Lens {
  const left = active.secondsLeft === undefined ? '' : t('{0} left', duration(active.secondsLeft));
  const pace = active.held ? t('paused') : left;
  const title = [t('Stop'), `${count(active.finished)}/${count(active.selected)}`, pace].filter((part) => part !== '').join(' · ');
  return { title, command: COMMANDS.stop };
}

function mainLens(outline: TaskOutline, status: TaskStatus | undefined, edit: EditPreview | undefined): Lens {
  const counted = edit?.kind === 'counted' ? { items: edit.items, done: edit.kept } : status;
  const done = counted?.done ?? 0;
  // Text that is not saved may mean another space than the one the runner counted.
  const missing = counted !== undefined && counted.items === outline.items ? counted.items - done : undefined;
  if (missing === 0 && done > 0) return { title: t('Up to date · {0} done', count(done)), command: COMMANDS.results };
  const number = count(missing ?? outline.items);
  const run = t('▶ Run {0}', outline.exact ? number : t('about {0}', number));
  return { title: done > 0 ? `${run} · ${t('{0} done', count(done))}` : run, command: COMMANDS.run };
}

/** `+40 new · −20 orphaned · 180 kept`; nothing where an edit touches no result. */
function editLens(edit: EditPreview | undefined): readonly Lens[] {
  if (edit?.kind !== 'counted' || edit.fresh + edit.orphaned + edit.stale === 0) return [];
  const { fresh, orphaned, stale, kept } = edit;
  const parts = [
    fresh > 0 ? t('+{0} new', count(fresh)) : '',
    orphaned > 0 ? t('−{0} orphaned', count(orphaned)) : '',
    stale > 0 ? t('{0} stale', count(stale)) : '',
    t('{0} kept', count(kept)),
  ];
  return [
    {
      title: parts.filter((part) => part !== '').join(' · '),
      command: COMMANDS.previewEdit,
      tooltip: t('What this edit, which is not saved yet, does to stored results'),
    },
  ];
}

/** The lens above a function that a task runs: `sweep pendulum · 157 done · 3 failed · run`, in two parts. */
export function objectiveLenses(name: string, status: TaskStatus | undefined): readonly Lens[] {
  const parts = [
    t('sweep {0}', iconless(name, 60)),
    status === undefined || status.items === 0 ? '' : t('{0} done', count(status.done)),
    status === undefined || status.failed === 0 ? '' : t('{0} failed', count(status.failed)),
    status === undefined || status.stale === 0 ? '' : t('{0} stale', count(status.stale)),
  ];
  const shown: Lens = {
    title: parts.filter((part) => part !== '').join(' · '),
    command: COMMANDS.openTask,
    tooltip: t('Open the task file'),
  };
  if (status?.active !== undefined) return [shown, stopLens(status.active)];
  return [shown, { title: t('run'), command: COMMANDS.run }];
}

/** What is left of earlier runs. */
function past(status: TaskStatus | undefined): readonly Lens[] {
  const failed = status?.failed ?? 0;
  const stale = status?.stale ?? 0;
  return [
    ...(failed > 0 ? [{ title: t('↻ Rerun {0} failed', count(failed)), command: COMMANDS.rerunFailed }] : []),
    ...(stale > 0
      ? [
          {
            title: t('↻ {0} stale', count(stale)),
            command: COMMANDS.runStale,
            tooltip: t('Done before the code or the inputs changed. Run them again.'),
          },
          { title: t('why?'), command: COMMANDS.explainStale, tooltip: t('Which file, and which function in it, has changed') },
        ]
      : []),
  ];
}

function resultsLens(): Lens {
  return { title: t('Results'), command: COMMANDS.results };
}

/** Digits with thin groups from five digits on, as `1 000 000 000 000`; the same in every locale. */
export function count(value: number): string {
  const digits = String(Math.max(0, Math.round(value)));
  return digits.length < 5 || !/^\d+$/.test(digits) ? digits : digits.replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** Time for a glance: `12 s`, `3 min`, `2 h 5 min`, `4 d`. */
export function duration(seconds: number): string {
  if (seconds < 99.5) return t('{0} s', Math.max(0, Math.ceil(seconds)));
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return t('{0} min', minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? t('{0} h {1} min', hours, minutes % 60) : t('{0} d', Math.round(hours / 24));
}
