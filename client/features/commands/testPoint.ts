import * as vscode from 'vscode';
import type { Context } from '../../context.ts';
import { COMMANDS, TEST_SCHEME } from '../../ids.ts';
import { interpreterFor } from '../../interpreter.ts';
import { plainLine } from '../../safeText.ts';
import type { Sweep } from '../../sweeps.ts';
import { testText } from '../itemText.ts';
import { count } from '../lensTitles.ts';
import { askTask } from '../targets.ts';
import type { Command } from './command.ts';
import { saveTask, tellInvalid } from './run.ts';

/** Runs one point in the runner, records nothing, and shows what came out in a read-only document that the next test replaces. */
export function testPointCommand(context: Context): Command {
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider = {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri: vscode.Uri) => texts.get(uri.toString()) ?? vscode.l10n.t('This test is over: run it again.'),
  };
  context.extension.subscriptions.push(changed, vscode.workspace.registerTextDocumentContentProvider(TEST_SCHEME, provider));
  return {
    id: COMMANDS.testPoint,
    async run(_, target) {
      const sweep = await askTask(context, target);
      const index = sweep && (await askIndex(sweep));
      if (sweep === undefined || index === undefined) return;
      const text = await test(context, sweep, index);
      if (text === undefined) return;
      const uri = vscode.Uri.from({
        scheme: TEST_SCHEME,
        path: `/${plainLine(sweep.outline.name, 60).replaceAll(/[/\\?#]/g, '_')} test.txt`,
        query: sweep.uri.toString(),
      });
      texts.set(uri.toString(), text);
      changed.fire(uri);
      await vscode.window.showTextDocument(uri, { preview: true, viewColumn: vscode.ViewColumn.Beside });
    },
  };
}

/** The document's text, or undefined when the task file was refused. */
async function test(context: Context, sweep: Sweep, index: number): Promise<string | undefined> {
  await saveTask(sweep.uri);
  const answer = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Testing one point…') },
    async () => {
      const { api, file } = await context.runners.need(sweep.uri);
      const python = await interpreterFor(sweep.uri, context.log);
      return api.test({ file, index, ...(python !== undefined && { python }) });
    },
  );
  if (answer.kind === 'ran') return testText(sweep.outline.name, answer);
  void tellInvalid(answer.problems.length);
  return undefined;
}

async function askIndex(sweep: Sweep): Promise<number | undefined> {
  const last = (sweep.status?.points ?? sweep.outline.items) - 1;
  if (last < 1) return 0;
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Test one point'),
    prompt: vscode.l10n.t('Number of the point, from 0 to {0}. Nothing is recorded.', count(last)),
    value: '0',
    validateInput: (typed) =>
      /^\d{1,15}$/.test(typed.trim()) && Number(typed) <= last ? undefined : vscode.l10n.t('Type a number from 0 to {0}.', count(last)),
  });
  return text === undefined ? undefined : Number(text);
}
