import * as vscode from 'vscode';
import type { Context } from '../context.ts';
import { COMMANDS, ROWS, VIEWS } from '../ids.ts';
import { plainLine } from '../safeText.ts';
import type { Sweep } from '../sweeps.ts';
import { duration } from './lensTitles.ts';
import { activeText, counts } from './taskRows.ts';

/** Recent sweeps that are listed below the running ones. */
const MOST_RECENT = 10;

/** The view **Activity**: sweeps that run now with their progress, then those that ended last. */
export function registerRunsView(context: Context): void {
  const changed = new vscode.EventEmitter<undefined>();
  const view = vscode.window.createTreeView<Sweep>(VIEWS.activity, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: runItem,
      getChildren: (node) => (node === undefined ? runs(context.sweeps.all()) : []),
    },
  });
  context.extension.subscriptions.push(
    changed,
    view,
    context.sweeps.onDidChange(() => changed.fire(undefined)),
  );
}

function runs(sweeps: readonly Sweep[]): Sweep[] {
  const running = sweeps.filter(({ status }) => status?.active !== undefined);
  const ended = sweeps.filter(({ status }) => status?.active === undefined && status?.lastEnded !== undefined);
  const latest = ended.toSorted((a, b) => (b.status?.lastEnded?.at ?? 0) - (a.status?.lastEnded?.at ?? 0));
  return [...running, ...latest.slice(0, MOST_RECENT)];
}

function runItem({ uri, outline, status }: Sweep): vscode.TreeItem {
  const name = plainLine(outline.name);
  const row = new vscode.TreeItem(name);
  row.command = { command: COMMANDS.results, title: vscode.l10n.t('Results'), arguments: [{ uri }] };
  if (status?.active !== undefined) {
    const text = activeText(status.active);
    const workers = vscode.l10n.t('{0} running, {1} waiting', status.active.running, status.active.waiting);
    return Object.assign(row, {
      id: `running ${uri.toString()}`,
      description: text,
      tooltip: `${text}\n${workers}`,
      contextValue: ROWS.runActive,
      accessibilityInformation: {
        label: vscode.l10n.t('{0}, running, {1} of {2} items finished', name, status.active.finished, status.active.selected),
      },
      iconPath: new vscode.ThemeIcon('loading~spin'),
    });
  }
  const ended = status?.lastEnded;
  const when = ended === undefined ? '' : `${new Date(ended.at).toLocaleTimeString()} · ${duration(ended.seconds)}`;
  const iconPath = new vscode.ThemeIcon((status?.failed ?? 0) > 0 ? 'error' : 'pass');
  return Object.assign(row, {
    id: `ended ${uri.toString()}`,
    description: when,
    tooltip: status === undefined ? when : `${when}\n${counts(status)}`,
    contextValue: ROWS.run,
    accessibilityInformation: { label: `${name}, ${status === undefined ? when : counts(status)}` },
    iconPath,
  });
}
