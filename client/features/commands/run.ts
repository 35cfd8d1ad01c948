import * as vscode from 'vscode';
import { RunnerError } from '../../../protocol/errors.ts';
import type { StartRequest } from '../../../protocol/runner.ts';
import { settings } from '../../config.ts';
import type { Context } from '../../context.ts';
import { COMMANDS } from '../../ids.ts';
import { interpreterFor } from '../../interpreter.ts';
import { notify } from '../../notify.ts';
import type { Sweep } from '../../sweeps.ts';
import { askItems, askTask, type Target } from '../targets.ts';
import type { Command } from './command.ts';

/** Which items of a task to run; see `StartRequest`. */
export type Selection = Pick<StartRequest, 'select' | 'stale' | 'keys' | 'where' | 'set'>;

export const runCommands: readonly Command[] = [
  { id: COMMANDS.run, run: (context, target) => runTask(context, askTask(context, target), {}) },
  {
    id: COMMANDS.runStale,
    run: (context, target) =>
      runTask(
        context,
        askTask(context, target, (sweep) => (sweep.status?.stale ?? 0) > 0),
        { stale: 'run' },
      ),
  },
  {
    id: COMMANDS.rerunFailed,
    run: (context, target) =>
      runTask(
        context,
        askTask(context, target, (sweep) => (sweep.status?.failed ?? 0) > 0),
        { select: 'failed', ...(target.where !== undefined && { where: target.where }) },
      ),
  },
  { id: COMMANDS.runAll, run: runAll },
  { id: COMMANDS.runItem, run: runItems },
];

/** Saves the task file, starts the sweep or joins the one that runs, and says so when nothing was started. */
export async function startSweep(context: Context, sweep: Sweep, selection: Selection): Promise<void> {
  await saveTask(sweep.uri);
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Starting the sweep…') }, async () => {
    const { api, file } = await context.runners.need(sweep.uri);
    const python = await interpreterFor(sweep.uri, context.log);
    const { workers } = settings(sweep.uri);
    const answer = await api.start({ file, ...selection, ...(python !== undefined && { python }), ...(workers > 0 && { workers }) });
    if (answer.kind === 'invalid') void tellInvalid(answer.problems.length);
    else if (answer.selected === 0) vscode.window.setStatusBarMessage(vscode.l10n.t('Nothing to run: every item is up to date.'), 5000);
    await context.sweeps.refresh();
  });
}

/** Says that a task file was refused; the Problems view has the places. */
export function tellInvalid(problems: number): Promise<void> {
  const show = { title: vscode.l10n.t('Show Problems'), act: () => vscode.commands.executeCommand('workbench.actions.view.problems') };
  return notify('warning', 'Nothing was run, because the task file does not pass its checks ({0}).', {
    counts: [problems],
    choices: [show],
  });
}

/** Writes a file's unsaved text, for the runner reads what is on disk. */
export async function saveTask(uri: vscode.Uri): Promise<void> {
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  if (document === undefined || !document.isDirty || (await document.save())) return;
  throw new RunnerError('bad-request', 'The task file could not be saved, so nothing was run.');
}

async function runTask(context: Context, asked: Promise<Sweep | undefined>, selection: Selection): Promise<void> {
  const sweep = await asked;
  if (sweep !== undefined) await startSweep(context, sweep, selection);
}

/** Runs what is done as well, after asking: hours of work may be repeated. */
async function runAll(context: Context, target: Target): Promise<void> {
  const sweep = await askTask(context, target);
  if (sweep === undefined) return;
  const again = vscode.l10n.t('Run All Again');
  const items = sweep.status?.items ?? sweep.outline.items;
  const question = vscode.l10n.t('Run all {0} items again, also those that are done? Their results of today are replaced.', items);
  if ((await vscode.window.showWarningMessage(question, { modal: true }, again)) === again)
    await startSweep(context, sweep, { select: 'all' });
}

async function runItems(context: Context, target: Target, selected: readonly Target[]): Promise<void> {
  const items = await askItems(context, target, selected);
  if (items !== undefined) await startSweep(context, items.sweep, { select: 'all', keys: items.keys });
}
