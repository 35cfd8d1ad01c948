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
import { debugConfiguration, type DebugPlaces } from '../debugConfiguration.ts';
import { askItem, type ItemTarget } from '../targets.ts';
import type { Command } from './command.ts';
import { saveTask } from './run.ts';

/** Runs one item under the debugger of its language, or its command in a terminal, as a worker would run it; nothing of it is recorded. */
export const debugItemCommand: Command = {
  id: COMMANDS.debugItem,
  async run(context, target) {
    const item = await askItem(context, target);
    if (item === undefined) return;
    await saveTask(item.sweep.uri);
    const folder = await mkdtemp(path.join(tmpdir(), 'sweepdeck-debug-'));
    const tidy = (): void => {
      rm(folder, { recursive: true, force: true }).catch((error: unknown) =>
        context.log.error('The folder of a debugged item could not be removed', error),
      );
    };
    try {
      if (!(await begin(context, { item, folder, tidy }))) tidy();
    } catch (error) {
      tidy();
      throw error;
    }
  },
};

/** One item, the folder of its session, and what takes the folder away when the session has ended. */
interface Session {
  readonly item: ItemTarget;
  readonly folder: string;
  tidy(): void;
}

/** False when nothing was started. */
async function begin(context: Context, session: Session): Promise<boolean> {
  const plan = await planOf(context, session);
  if (plan.kind === 'python' && vscode.extensions.getExtension(PYTHON_DEBUGGER) === undefined) {
    void offerDebugger();
    return false;
  }
  const node = await context.runners.node();
  const places: DebugPlaces = {
    node: node.path,
    electron: node.electron,
    nodeProgram: context.extension.asAbsolutePath('dist/debug.mjs'),
    pythonFolder: context.extension.asAbsolutePath('python'),
    file: path.join(session.folder, 'item.jsonl'),
  };
  await writeFile(places.file, `${plan.lines.join('\n')}\n`, { mode: 0o600 });
  return plan.kind === 'command' ? inTerminal(session, plan, places) : underDebugger(session, plan, places);
}

const PYTHON_DEBUGGER = 'ms-python.debugpy';

async function planOf(context: Context, { item: { sweep, key }, folder }: Session): Promise<DebugPlan> {
  const { api, file } = await context.runners.need(sweep.uri);
  const { item, state } = await api.item({ file, key });
  if (state === 'orphan') throw new RunnerError('no-such-item', 'The task file no longer has this point, so it cannot be debugged.');
  const python = await interpreterFor(sweep.uri, context.log);
  return api.debug({ file, item, folder, ...(python !== undefined && { python }) });
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

function nameOf({ item: { sweep } }: Session): string {
  return vscode.l10n.t('sweep {0}', plainLine(sweep.outline.name, 60));
}

/** The command itself in a terminal: it may start any debugger, and has the keyboard. */
function inTerminal(session: Session, { cwd, env }: DebugPlan, { node, electron, nodeProgram, file }: DebugPlaces): boolean {
  const terminal = vscode.window.createTerminal({
    name: nameOf(session),
    shellPath: node,
    shellArgs: [nodeProgram, file],
    cwd,
    env: { ...env, ...(electron && { ELECTRON_RUN_AS_NODE: '1' }) },
    iconPath: new vscode.ThemeIcon('debug-alt'),
    isTransient: true,
  });
  const closed = vscode.window.onDidCloseTerminal((one) => {
    if (one !== terminal) return;
    closed.dispose();
    session.tidy();
  });
  terminal.show();
  return true;
}

async function underDebugger(session: Session, plan: DebugPlan, places: DebugPlaces): Promise<boolean> {
  const ended = vscode.debug.onDidTerminateDebugSession(({ configuration, parentSession }) => {
    // A session of the JavaScript debugger has one more below it for the process.
    if (configuration['args']?.[0] !== places.file || parentSession !== undefined) return;
    ended.dispose();
    session.tidy();
  });
  const folder = vscode.workspace.getWorkspaceFolder(session.item.sweep.uri);
  const started = await vscode.debug.startDebugging(folder, debugConfiguration(nameOf(session), plan, places));
  if (!started) ended.dispose();
  return started;
}
