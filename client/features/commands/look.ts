import * as vscode from 'vscode';
import { COMMANDS, VIEWS } from '../../ids.ts';
import { askTask } from '../targets.ts';
import type { Command } from './command.ts';

/** Commands that only show something; they work in Restricted Mode. */
export const lookCommands: readonly Command[] = [
  {
    id: COMMANDS.openTask,
    async run(context, target) {
      const sweep = await askTask(context, target);
      if (sweep !== undefined) await vscode.window.showTextDocument(sweep.uri, { preview: false });
    },
  },
  { id: COMMANDS.untickAll, run: (context) => context.ticks.clear() },
  { id: COMMANDS.refresh, run: (context) => context.sweeps.refresh() },
  { id: COMMANDS.showActivity, run: () => vscode.commands.executeCommand(`${VIEWS.activity}.focus`) },
  { id: COMMANDS.showLog, run: (context) => context.log.show() },
  { id: COMMANDS.restartServer, run: (context) => context.language.restart() },
];
