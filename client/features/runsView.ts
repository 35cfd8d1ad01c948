import * as vscode from 'vscode';
import type { Context } from '../context.ts';
import { COMMANDS, ROWS, VIEWS } from '../ids.ts';
import { plainLine } from '../safeText.ts';
import type { Sweep } from '../sweeps.ts';
import { duration } from './lensTitles.ts';
import { activeText, counts, itemRow, type RowText } from './taskRows.ts';

/** Recent sweeps that are listed below the running ones. */
const MOST_RECENT = 10;

/** Rows below a sweep that runs. */
const MOST_WORKERS = 500;

/** A sweep, or below one that runs what a worker of it has in hand. Commands read `uri` and `key`. */
type RunNode =
  | { readonly kind: 'sweep'; readonly uri: vscode.Uri; readonly sweep: Sweep }
  | { readonly kind: 'item'; readonly uri: vscode.Uri; readonly key: string; readonly worker: number; readonly text: RowText };

/** The view **Activity**: sweeps that run now with their progress and what each worker does, then those that ended last. */
export function registerRunsView(context: Context): void {
  const changed = new vscode.EventEmitter<undefined>();
  const view = vscode.window.createTreeView<RunNode>(VIEWS.activity, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: (node) => (node.kind === 'sweep' ? runItem(node.sweep) : workerItem(node)),
      getChildren(node) {
        if (node === undefined) return runs(context.sweeps.all()).map((sweep) => ({ kind: 'sweep', uri: sweep.uri, sweep }));
        return node.kind === 'sweep' ? workers(context, node.sweep) : [];
      },
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

/** One row a worker: there are never more than workers. */
async function workers(context: Context, { uri, status }: Sweep): Promise<RunNode[]> {
  if (status?.active === undefined) return [];
  const { api, file } = await context.runners.need(uri);
  // Asked together: what a worker had in hand when the status was told may long be done.
  const [{ rows, columns }, [now]] = await Promise.all([
    api.page({ file, states: ['running'], limit: MOST_WORKERS }),
    api.status({ files: [file] }),
  ]);
  const owner = new Map(now?.active?.busy.map(({ item, worker }) => [item, worker]));
  return rows.flatMap((row): RunNode[] => {
    const worker = owner.get(row.item);
    return worker === undefined ? [] : [{ kind: 'item', uri, key: row.key, worker, text: itemRow(row, columns) }];
  });
}

function workerItem({ uri, key, worker, text }: Extract<RunNode, { kind: 'item' }>): vscode.TreeItem {
  const row = new vscode.TreeItem(text.label);
  return Object.assign(row, {
    id: `${uri.toString()} ${key}`,
    description: vscode.l10n.t('worker {0}', worker),
    iconPath: new vscode.ThemeIcon(text.icon),
    contextValue: ROWS.runItem,
    command: { command: COMMANDS.openItemLog, title: vscode.l10n.t('Log'), arguments: [{ uri, key }] },
    accessibilityInformation: { label: vscode.l10n.t('{0}, in worker {1}', text.spoken, worker) },
  });
}

function runItem({ uri, outline, status }: Sweep): vscode.TreeItem {
  const name = plainLine(outline.name);
  const row = new vscode.TreeItem(name);
  row.command = { command: COMMANDS.results, title: vscode.l10n.t('Results'), arguments: [{ uri }] };
  if (status?.active !== undefined) {
    const text = activeText(status.active);
    const workers = vscode.l10n.t('{0} running, {1} waiting', status.active.running, status.active.waiting);
    return Object.assign(row, {
      collapsibleState: vscode.TreeItemCollapsibleState.Collapsed,
      id: `running ${uri.toString()}`,
      description: text,
      tooltip: `${text}\n${workers}`,
      contextValue: status.active.held ? ROWS.runHeld : ROWS.runActive,
      accessibilityInformation: {
        label: vscode.l10n.t('{0}, running, {1} of {2} items finished', name, status.active.finished, status.active.selected),
      },
      iconPath: new vscode.ThemeIcon(status.active.held ? 'debug-pause' : 'loading~spin'),
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
