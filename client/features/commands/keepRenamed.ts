import * as vscode from 'vscode';
import type { KeptRenamed } from '../../../protocol/manage.ts';
import type { Context } from '../../context.ts';
import { COMMANDS } from '../../ids.ts';
import { notify } from '../../notify.ts';
import { plainLine } from '../../safeText.ts';
import type { Sweep } from '../../sweeps.ts';
import { count } from '../lensTitles.ts';
import { askTask } from '../targets.ts';
import type { Command } from './command.ts';

/** Keeps the results that a renamed parameter has made orphans, after saying which and what else is different. */
export const keepRenamedCommand: Command = {
  id: COMMANDS.keepRenamed,
  async run(context, target) {
    const sweep = await askTask(context, target, ({ status }) => (status?.orphans ?? 0) > 0);
    if (sweep === undefined) return;
    const { api, file } = await context.runners.need(sweep.uri);
    const found = await api.keepRenamed({ file, dry: true });
    if (found.kept > 0) await keep(context, sweep, found);
    else if (found.otherSeed > 0)
      void notify(
        'information',
        '{0} results fit the new name, but independent seeding gives the renamed points other seeds: they cannot be kept.',
        {
          counts: [found.otherSeed],
        },
      );
    else void notify('information', 'No stored results were found that only a renamed parameter keeps away from this sweep.');
  },
};

async function keep(context: Context, sweep: Sweep, found: KeptRenamed): Promise<void> {
  const question = vscode.l10n.t('Keep {0} stored results under the new name?', count(found.kept));
  const agreed = vscode.l10n.t('Keep');
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail: detailOf(found) }, agreed)) !== agreed) return;
  const { api, file } = await context.runners.need(sweep.uri);
  const { from = '', to = '' } = found;
  const { kept } = await api.keepRenamed({ file, from, to });
  await context.sweeps.refresh();
  vscode.window.setStatusBarMessage(vscode.l10n.t('{0} results kept under the new name.', count(kept)), 5000);
}

/** A modal draws no markup; still every text of others is one plain line. */
function detailOf({ from = '', to = '', older, otherSeed, changes }: KeptRenamed): string {
  const shown = changes
    .slice(0, MOST_CHANGES)
    .map(({ part, functions }) => plainLine(functions ? `${part} (${functions.join(', ')})` : part));
  const more = changes.length > MOST_CHANGES ? vscode.l10n.t('and {0} more', count(changes.length - MOST_CHANGES)) : '';
  const lines = [
    `${plainLine(from)} → ${plainLine(to)}`,
    changes.length === 0
      ? ''
      : vscode.l10n.t(
          'You vouch that the rename alone is the difference. Since they were made, this has changed: {0}',
          [...shown, more].filter((one) => one !== '').join(', '),
        ),
    older === 0 ? '' : vscode.l10n.t('{0} results of older code or files are left.', count(older)),
    otherSeed === 0 ? '' : vscode.l10n.t('{0} results with another seed are left.', count(otherSeed)),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

const MOST_CHANGES = 5;
