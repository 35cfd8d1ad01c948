import * as vscode from 'vscode';
import type { Context } from '../../context.ts';
import { COMMANDS } from '../../ids.ts';
import type { Sweep } from '../../sweeps.ts';
import { askTask, type Target } from '../targets.ts';
import type { Command } from './command.ts';

export const stopCommands: readonly Command[] = [
  {
    id: COMMANDS.stop,
    async run(context, target) {
      const sweep = await askTask(context, target, (one) => one.status?.active !== undefined);
      if (sweep !== undefined) await stopSweep(context, sweep);
    },
  },
  { id: COMMANDS.pause, run: (context, target) => hold(context, target, true) },
  { id: COMMANDS.resume, run: (context, target) => hold(context, target, false) },
  { id: COMMANDS.stopAll, run: (context) => Promise.all(context.sweeps.running().map((sweep) => stopSweep(context, sweep))) },
];

/** Lets no further item begin, or lets a paused sweep go on. What runs is not touched. */
async function hold(context: Context, target: Target, paused: boolean): Promise<void> {
  const sweep = await askTask(context, target, ({ status }) => status?.active !== undefined && status.active.held !== paused);
  if (sweep === undefined) return;
  const { api, file } = await context.runners.need(sweep.uri);
  await api.steer({ file, paused });
  await context.sweeps.refresh();
}

/** Stops a task's items; resolves when no process of it is left. Finished items are kept. */
export function stopSweep(context: Context, sweep: Sweep): Thenable<void> {
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Stopping the sweep…') }, async () => {
    const { api, file } = await context.runners.need(sweep.uri);
    await api.cancel({ file });
    await context.sweeps.refresh();
  });
}
