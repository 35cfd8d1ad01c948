import * as vscode from 'vscode';
import { RunnerError, type RunnerErrorCode } from '../../protocol/errors.ts';
import { COMMANDS } from '../ids.ts';
import type { Log } from '../log.ts';
import { type Choice, notify } from '../notify.ts';

/** Tells a person that something they asked for did not happen: a sentence of ours as notification, all details in the log. */
export async function tellFailure(error: unknown, log: Log): Promise<void> {
  const code = error instanceof RunnerError ? error.code : 'internal';
  log.error('A command did not succeed', error);
  const showLog: Choice = { title: vscode.l10n.t('Show Log'), act: () => log.show() };
  switch (code) {
    case 'not-authorised':
      if (vscode.workspace.isTrusted)
        return notify('error', 'The place where the runner of this workspace listens cannot be trusted. The log says why.', {
          choices: [showLog],
        });
      return notify('warning', 'This workspace is not trusted, so Sweepdeck runs nothing in it.', { choices: [manageTrust()] });
    case 'interpreter-missing':
      return notify('error', 'A program that the sweep needs was not found: Node.js 22.14 or newer, or Python. The log names it.', {
        choices: [openSettings(), showLog],
      });
    case 'protocol-mismatch':
      return notify('error', 'The runner of this workspace is of another version of Sweepdeck. Restart it to go on.', {
        choices: [restart(), showLog],
      });
    case 'connection-lost':
      return notify('error', 'The runner of this workspace does not answer.', { choices: [restart(), showLog] });
    default:
      return notify('error', SENTENCES[code], { choices: [showLog] });
  }
}

/** Sentences for errors that only the log can explain further. */
const SENTENCES = {
  'store-newer': 'The results of this workspace were written by a newer Sweepdeck. Update the extension to use them.',
  'store-foreign':
    'The file .sweepdeck/cache.db is not a results database of Sweepdeck, so it was not touched. Move it away and try again.',
  'store-corrupt': 'The results database of this workspace is damaged. The log says where it was set aside.',
  'store-unavailable': 'The results database of this workspace cannot be used now. The log says why.',
  'workspace-gone': 'The folder of this workspace was removed while a sweep ran. The log says where its results are kept.',
  'lock-held': 'Another process holds the results of this workspace. Try again when it has ended.',
  'no-such-item': 'There is no such item any more: the task file or its results have changed.',
  'task-invalid': 'The task file has mistakes, so nothing was run. The Problems view shows them.',
  'bad-request': 'The runner did not accept the request. The log says why.',
  'too-many-items': 'The sweep has more items than can be run and kept. Take larger steps, add constraints, or draw a sample.',
  superseded: 'Another filter or sort was asked for meanwhile.',
  internal: 'Something unexpected happened. The log holds the details.',
} as const satisfies Partial<Record<RunnerErrorCode, string>>;

function manageTrust(): Choice {
  return { title: vscode.l10n.t('Manage Trust'), act: () => vscode.commands.executeCommand('workbench.trust.manage') };
}

function openSettings(): Choice {
  return {
    title: vscode.l10n.t('Open Settings'),
    act: () => vscode.commands.executeCommand('workbench.action.openSettings', 'sweepdeck.node sweepdeck.python'),
  };
}

function restart(): Choice {
  return { title: vscode.l10n.t('Restart Runner'), act: () => vscode.commands.executeCommand(COMMANDS.restartRunner) };
}
