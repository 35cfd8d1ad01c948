import * as vscode from 'vscode';
import type { Context } from '../../context.ts';
import { COMMANDS } from '../../ids.ts';
import { notify } from '../../notify.ts';
import { askTask } from '../targets.ts';
import type { Command } from './command.ts';

/** Says what the text in the editor, saved or not, would do to stored results; nothing is run or saved. */
export const previewEditCommand: Command = {
  id: COMMANDS.previewEdit,
  async run(context: Context, target) {
    const sweep = await askTask(context, target);
    if (sweep === undefined) return;
    const document = await vscode.workspace.openTextDocument(sweep.uri);
    const preview = await context.previews.ask(document);
    if (preview.kind === 'invalid') {
      void notify('warning', 'This text has {0} mistakes, so that nothing can be counted: correct them first.', {
        counts: [preview.errors],
      });
      return;
    }
    const { items, kept, stale, failed, fresh, orphaned } = preview;
    void notify(
      'information',
      'With this text the sweep has {0} items: {1} done, {2} stale, {3} failed, {4} without a result. {5} stored results would become orphans: they are kept, and are there again when the edit is undone.',
      { counts: [items, kept, stale, failed, fresh, orphaned] },
    );
  },
};
