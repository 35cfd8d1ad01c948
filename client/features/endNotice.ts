import * as vscode from 'vscode';
import type { RunSummary } from '../../protocol/runner.ts';
import { settings } from '../config.ts';
import type { Context } from '../context.ts';
import { COMMANDS } from '../ids.ts';
import { type Choice, notify } from '../notify.ts';

/** Sweeps shorter than this are over before anybody looks away, in seconds. */
const SHORT = 10;

/** One notification when a long sweep ends and nobody was looking, and one when a runner is lost. */
export function registerEndNotice(context: Context): void {
  context.extension.subscriptions.push(
    context.runners.onEnded((summary) => void tellEnd(context, summary)),
    context.runners.onState((state) => {
      const showLog = { title: vscode.l10n.t('Show Log'), act: () => context.log.show() };
      if (state === 'lost')
        void notify('warning', 'The runner of this workspace ended unexpectedly and is started again. Finished items are kept.', {
          choices: [showLog],
        });
      if (state === 'given-up')
        void notify(
          'error',
          'The runner of this workspace ended too often, so it is not started again by itself. Finished items are kept.',
          { choices: [showLog] },
        );
    }),
  );
}

const STOPPED_SENTENCE = 'A sweep has stopped early because of failures: {0} of {1} items are done, {2} failed.';

async function tellEnd(context: Context, summary: RunSummary): Promise<void> {
  const uri = vscode.Uri.file(summary.file);
  const results: Choice = { title: vscode.l10n.t('Show Results'), act: () => vscode.commands.executeCommand(COMMANDS.results, uri) };
  if (summary.refused !== undefined || summary.lost !== undefined) {
    context.log.error(
      `The sweep ${summary.task} stopped: ${summary.refused?.message ?? summary.lost ?? ''}\n${summary.refused?.trace ?? ''}`,
    );
    const showLog: Choice = { title: vscode.l10n.t('Show Log'), act: () => context.log.show() };
    if (summary.refused !== undefined)
      return notify('error', 'The sweep stopped: its objective could not be loaded. The log says why.', { choices: [showLog] });
    return notify('error', 'The sweep stopped: its results could not be written any more. The log says why.', { choices: [showLog] });
  }
  const wish = settings(uri).notifications;
  if (summary.seconds <= SHORT || summary.end === 'cancelled' || wish === 'never' || (wish === 'unfocused' && vscode.window.state.focused))
    return;
  if (summary.selectedFailed === 0)
    return notify('information', 'A sweep has ended: {0} of {1} items are done.', {
      counts: [summary.done, summary.items],
      choices: [results],
    });
  const rerun: Choice = { title: vscode.l10n.t('Rerun Failed'), act: () => vscode.commands.executeCommand(COMMANDS.rerunFailed, uri) };
  const stopped = summary.end === 'stopped';
  return notify('warning', stopped ? STOPPED_SENTENCE : 'A sweep has ended: {0} of {1} items are done, {2} failed.', {
    counts: [summary.done, summary.items, summary.failed],
    choices: [results, rerun],
  });
}
