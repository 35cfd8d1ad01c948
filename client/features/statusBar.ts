import * as vscode from 'vscode';
import type { Context } from '../context.ts';
import { COMMANDS, CONTEXT } from '../ids.ts';
import { count, duration } from './lensTitles.ts';

/** `sweep 31/160` while something runs; a click shows the Activity view. Keeps the context key `sweepdeck.running`. */
export function registerStatusBar(context: Context): void {
  const item = vscode.window.createStatusBarItem('sweepdeck.progress', vscode.StatusBarAlignment.Left, 10);
  item.name = 'Sweepdeck';
  item.command = COMMANDS.showActivity;
  let running = false;
  const update = (): void => {
    const active = context.sweeps.running().flatMap((sweep) => sweep.status?.active ?? []);
    if (active.length > 0 !== running) {
      running = active.length > 0;
      void vscode.commands.executeCommand('setContext', CONTEXT.running, running);
    }
    if (!running) return item.hide();
    const sum = (of: (one: (typeof active)[number]) => number): number => active.reduce((total, one) => total + of(one), 0);
    const finished = count(sum((one) => one.finished));
    const selected = count(sum((one) => one.selected));
    const left = Math.max(...active.map((one) => one.secondsLeft ?? Number.NaN));
    item.text = `$(loading~spin) ${vscode.l10n.t('sweep {0}', `${finished}/${selected}`)}`;
    item.tooltip = Number.isNaN(left)
      ? vscode.l10n.t('Sweeps that run now')
      : vscode.l10n.t('Sweeps that run now: {0} left', duration(left));
    item.accessibilityInformation = { label: vscode.l10n.t('Sweep: {0} of {1} items finished', finished, selected), role: 'button' };
    item.show();
  };
  context.extension.subscriptions.push(item, context.sweeps.onDidChange(update));
  update();
}
