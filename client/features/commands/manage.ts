import * as vscode from 'vscode';
import type { DeleteSelection } from '../../../protocol/manage.ts';
import type { Context } from '../../context.ts';
import { COMMANDS } from '../../ids.ts';
import { notify } from '../../notify.ts';
import type { Sweep } from '../../sweeps.ts';
import { count } from '../lensTitles.ts';
import { askItems, askTask, type ItemsTarget, type Target } from '../targets.ts';
import type { Command } from './command.ts';

/** What is done to results after they were recorded. All but collecting garbage can be taken back. */
export const manageCommands: readonly Command[] = [
  { id: COMMANDS.delete, run: deleteSelected },
  { id: COMMANDS.acceptStale, run: acceptStale },
  { id: COMMANDS.editTags, run: editTags },
  { id: COMMANDS.editNote, run: editNote },
  { id: COMMANDS.collectGarbage, run: collectGarbage },
];

/** A group of the tree means all its items, any other row the items that are selected. */
async function deleteSelected(context: Context, target: Target, selected: readonly Target[]): Promise<void> {
  if (target.uri !== undefined && target.key === undefined && target.state !== undefined) {
    const sweep = await askTask(context, target);
    if (sweep !== undefined) await deleteResults(context, sweep, groupOf(target.state));
    return;
  }
  const items = await askItems(context, target, selected);
  if (items !== undefined) await deleteResults(context, items.sweep, { kind: 'keys', keys: items.keys });
}

function groupOf(state: NonNullable<Target['state']>): DeleteSelection {
  switch (state) {
    case 'failed':
    case 'stale':
      return { kind: state };
    case 'orphan':
      return { kind: 'orphans' };
    default:
      return { kind: 'where', where: `state == '${state}'` };
  }
}

/** Deletes results after saying how many, and offers to take that back. */
async function deleteResults(context: Context, sweep: Sweep, select: DeleteSelection): Promise<void> {
  const { api, file } = await context.runners.need(sweep.uri);
  const { items, rows } = await api.delete({ file, select, dry: true });
  if (rows === 0) {
    vscode.window.setStatusBarMessage(vscode.l10n.t('Nothing is stored of these items.'), 3000);
    return;
  }
  const question =
    items === 1 ? vscode.l10n.t('Delete the results of one item?') : vscode.l10n.t('Delete the results of {0} items?', count(items));
  const detail =
    rows === 1
      ? vscode.l10n.t('One stored attempt. It can be restored until old results are collected.')
      : vscode.l10n.t('{0} stored attempts. They can be restored until old results are collected.', count(rows));
  const agreed = vscode.l10n.t('Delete');
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, agreed)) !== agreed) return;
  const { deletion } = await api.delete({ file, select });
  context.ticks.clear(sweep.uri);
  await context.sweeps.refresh();
  if (deletion === undefined) return;
  const restore = async (): Promise<void> => {
    await (await context.runners.need(sweep.uri)).api.restore({ deletion });
    await context.sweeps.refresh();
  };
  // Not awaited: the notification may stay, and the command is over.
  void notify('information', items === 1 ? 'The results of one item were deleted.' : 'The results of {0} items were deleted.', {
    counts: [items],
    choices: [{ title: vscode.l10n.t('Restore'), act: restore }],
  });
}

async function acceptStale(context: Context, target: Target): Promise<void> {
  const sweep = await askTask(context, target, ({ status }) => (status?.stale ?? 0) > 0);
  if (sweep === undefined) return;
  const question = vscode.l10n.t('Take {0} stale results as equivalent to what today’s code would give?', count(sweep.status?.stale ?? 0));
  const detail = vscode.l10n.t('They count as done until the code, the inputs or the environment change again.');
  const agreed = vscode.l10n.t('Accept');
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, agreed)) !== agreed) return;
  const { api, file } = await context.runners.need(sweep.uri);
  const { stale } = await api.accept({ file });
  await context.sweeps.refresh();
  vscode.window.setStatusBarMessage(vscode.l10n.t('{0} stale results accepted.', count(stale)), 5000);
}

/** Shows the tags that all selected items have, and changes what the person changes. */
async function editTags(context: Context, target: Target, selected: readonly Target[]): Promise<void> {
  const items = await askItems(context, target, selected);
  if (items === undefined) return;
  const labels = await labelsOf(context, items);
  const [first = []] = labels.map((one) => one.tags);
  const shared = first.filter((tag) => labels.every((one) => one.tags.includes(tag)));
  const answer = await vscode.window.showInputBox({
    title: items.keys.length === 1 ? vscode.l10n.t('Tags of one item') : vscode.l10n.t('Tags of {0} items', items.keys.length),
    prompt: vscode.l10n.t('Separated by commas; they survive reruns.'),
    value: shared.join(', '),
  });
  if (answer === undefined) return;
  const wanted = new Set(
    answer
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  );
  await label(context, items, { add: [...wanted], remove: shared.filter((tag) => !wanted.has(tag)) });
}

async function editNote(context: Context, target: Target, selected: readonly Target[]): Promise<void> {
  const items = await askItems(context, target, selected);
  if (items === undefined) return;
  const [first] = await labelsOf(context, items);
  const note = await vscode.window.showInputBox({
    title: items.keys.length === 1 ? vscode.l10n.t('Note on one item') : vscode.l10n.t('Note on {0} items', items.keys.length),
    prompt: vscode.l10n.t('It survives reruns; empty text takes it away.'),
    value: first?.note ?? '',
  });
  if (note !== undefined) await label(context, items, { note });
}

async function labelsOf(
  context: Context,
  { sweep, keys }: ItemsTarget,
): Promise<readonly { tags: readonly string[]; note: string | null }[]> {
  const { api, file } = await context.runners.need(sweep.uri);
  return Promise.all(keys.map((key) => api.tag({ file, key })));
}

async function label(
  context: Context,
  { sweep, keys }: ItemsTarget,
  change: { readonly add?: string[]; readonly remove?: string[]; readonly note?: string },
): Promise<void> {
  const { api, file } = await context.runners.need(sweep.uri);
  await Promise.all(keys.map((key) => api.tag({ file, key, ...change })));
  await context.sweeps.refresh();
}

/** Drops what no present task needs, after counting it. The only thing that cannot be taken back. */
async function collectGarbage(context: Context, target: Target): Promise<void> {
  const sweep = await askTask(context, target);
  if (sweep === undefined) return;
  const { api } = await context.runners.need(sweep.uri);
  const found = await api.gc({ dry: true });
  const megabytes = (found.bytes / 1e6).toFixed(1);
  if (found.rows + found.deleted + found.pieces + found.folders + found.files === 0) {
    vscode.window.setStatusBarMessage(vscode.l10n.t('There is nothing to collect.'), 3000);
    return;
  }
  const question = vscode.l10n.t('Remove {0} old and {1} deleted results for good?', count(found.rows), count(found.deleted));
  const detail = vscode.l10n.t('Results that a task of this workspace shows are kept. About {0} MB become free.', megabytes);
  const agreed = vscode.l10n.t('Remove');
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, agreed)) !== agreed) return;
  await api.gc({});
  await context.sweeps.refresh();
}
