import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { DebugPlan } from '../../../protocol/debug.ts';
import { RunnerError } from '../../../protocol/errors.ts';
import type { Context } from '../../context.ts';
import { COMMANDS } from '../../ids.ts';
import { interpreterFor } from '../../interpreter.ts';
import { notify } from '../../notify.ts';
import { plainLine } from '../../safeText.ts';
import { debugConfiguration, debugText } from '../debugConfiguration.ts';
import { askItem, type ItemTarget } from '../targets.ts';
import type { Command } from './command.ts';
import { saveTask } from './run.ts';

/** Runs one item under the debugger of its language, as a worker would run it; nothing of it is recorded. */
export const debugItemCommand: Command = {
  id: COMMANDS.debugItem,
  async run(context, target) {
    const item = await askItem(context, target);
    if (item === undefined) return;
    await saveTask(item.sweep.uri);
    const plan = await planOf(context, item);
    if (plan.kind === 'command')
      return void notify(
        'information',
        'A command cannot be debugged from here: start its debugger with the parameters of the item, which can be copied.',
      );
    if (plan.kind === 'python' && vscode.extensions.getExtension(PYTHON_DEBUGGER) === undefined) return void offerDebugger();
    await debug(context, item, plan);
  },
};

const PYTHON_DEBUGGER = 'ms-python.debugpy';

async function planOf(context: Context, { sweep, key }: ItemTarget): Promise<DebugPlan> {
  const { api, file } = await context.runners.need(sweep.uri);
  const { item, state } = await api.item({ file, key });
  if (state === 'orphan') throw new RunnerError('no-such-item', 'The task file no longer has this point, so it cannot be debugged.');
  const python = await interpreterFor(sweep.uri, context.log);
  return api.debug({ file, item, ...(python !== undefined && { python }) });
}

function offerDebugger(): Promise<void> {
  const install = {
    title: vscode.l10n.t('Install'),
    act: () => vscode.commands.executeCommand('workbench.extensions.search', PYTHON_DEBUGGER),
  };
  return notify('information', 'To debug a point of a Python sweep, install the extension Python Debugger (ms-python.debugpy).', {
    choices: [install],
  });
}

async function debug(context: Context, { sweep }: ItemTarget, plan: Exclude<DebugPlan, { kind: 'command' }>): Promise<void> {
  const node = await context.runners.node();
  const folder = await mkdtemp(path.join(tmpdir(), 'sweepdeck-debug-'));
  const file = path.join(folder, 'item.jsonl');
  await writeFile(file, debugText(plan.lines, path.join(folder, 'item')), { mode: 0o600 });
  const name = `sweep ${plainLine(sweep.outline.name, 60)}`;
  const places = {
    node: node.path,
    electron: node.electron,
    nodeProgram: context.extension.asAbsolutePath('dist/debug.mjs'),
    pythonFolder: context.extension.asAbsolutePath('python'),
    file,
  };
  const ended = vscode.debug.onDidTerminateDebugSession((session) => {
    // A session of the JavaScript debugger has one more below it for the process.
    if (session.configuration['args']?.[0] !== file || session.parentSession !== undefined) return;
    ended.dispose();
    rm(folder, { recursive: true, force: true }).catch((error: unknown) =>
      context.log.error('The folder of a debugged item could not be removed', error),
    );
  });
  const started = await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(sweep.uri), debugConfiguration(name, plan, places));
  if (started) return;
  ended.dispose();
  await rm(folder, { recursive: true, force: true });
}
