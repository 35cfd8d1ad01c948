import * as vscode from 'vscode';
import type { Page } from '../../protocol/runner.ts';
import type { Context } from '../context.ts';
import { COMMANDS, CONTEXT, ROWS, VIEWS } from '../ids.ts';
import type { Sweep } from '../sweeps.ts';
import { type GroupState, type GroupText, groupRows, itemRow, mistakes, type RowText, taskRow } from './taskRows.ts';

/** A row of the view. Commands get it as their argument and read `uri` and `key`. */
export type TaskNode =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'task'; readonly uri: vscode.Uri }
  | { readonly kind: 'mistakes'; readonly uri: vscode.Uri; readonly label: string }
  | { readonly kind: 'group'; readonly uri: vscode.Uri; readonly state: GroupState; readonly group: GroupText }
  | { readonly kind: 'item'; readonly uri: vscode.Uri; readonly key: string; readonly id: string; readonly text: RowText }
  | { readonly kind: 'more'; readonly uri: vscode.Uri; readonly state: GroupState; readonly hidden: number };

/** Items shown below a group; the results page has the others. */
const MOST_ITEMS = 200;

/** The view **Sweeps**: folders → tasks → groups by state → items. */
export function registerTasksView(context: Context): void {
  const changed = new vscode.EventEmitter<undefined>();
  const pages = new Map<string, { readonly revision: number; readonly page: Page }>();
  const view = vscode.window.createTreeView<TaskNode>(VIEWS.tasks, {
    showCollapseAll: true,
    canSelectMany: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: (node) => treeItem(context, node),
      getChildren: (node) => children(context, pages, node),
    },
  });
  let told = false;
  const badge = (): void => {
    const failed = context.seen.unseen();
    view.badge = failed > 0 ? { value: failed, tooltip: vscode.l10n.t('{0} failed items that were not looked at', failed) } : undefined;
  };
  const update = (): void => {
    changed.fire(undefined);
    badge();
    if (told || !context.sweeps.listed) return;
    told = true;
    void vscode.commands.executeCommand('setContext', CONTEXT.ready, true);
  };
  context.extension.subscriptions.push(
    changed,
    view,
    context.sweeps.onDidChange(update),
    context.seen.onDidChange(badge),
    view.onDidExpandElement(({ element }) => look(context, element)),
    view.onDidChangeSelection(({ selection: [first] }) => first !== undefined && look(context, first)),
  );
}

/** Who opens a task's rows sees its failures: their group stands first, and open. */
function look(context: Context, node: TaskNode): void {
  if (node.kind !== 'folder' && node.kind !== 'mistakes') context.seen.look(node.uri);
}

type Pages = Map<string, { readonly revision: number; readonly page: Page }>;

async function children(context: Context, pages: Pages, node: TaskNode | undefined): Promise<TaskNode[]> {
  if (node === undefined) return roots(context.sweeps.all());
  switch (node.kind) {
    case 'folder':
      return tasks(context.sweeps.all().filter((sweep) => sweep.folder === node.folder));
    case 'task': {
      const { uri } = node;
      const sweep = context.sweeps.at(uri);
      const errors = sweep?.outline.errors ?? 0;
      const groups = groupRows(sweep?.status).map((group): TaskNode => ({ kind: 'group', uri, state: group.state, group }));
      return errors > 0 ? [{ kind: 'mistakes', uri, label: mistakes(errors) }, ...groups] : groups;
    }
    case 'group':
      return items(context, pages, node);
    case 'mistakes':
    case 'item':
    case 'more':
      return [];
  }
}

function roots(sweeps: readonly Sweep[]): TaskNode[] {
  const folders = [...new Set(sweeps.map((sweep) => sweep.folder))];
  return folders.length > 1 ? folders.map((folder) => ({ kind: 'folder', folder })) : tasks(sweeps);
}

function tasks(sweeps: readonly Sweep[]): TaskNode[] {
  return sweeps.map(({ uri }) => ({ kind: 'task', uri }));
}

async function items(context: Context, pages: Pages, { uri, group }: Extract<TaskNode, { kind: 'group' }>): Promise<TaskNode[]> {
  const page = await pageOf(context, pages, uri, group.state);
  const shown = page.rows.map(
    (row): TaskNode => ({ kind: 'item', uri, key: row.key, id: `${group.state} ${row.item} ${row.key}`, text: itemRow(row, page.columns) }),
  );
  const hidden = page.total - shown.length;
  return hidden > 0 ? [...shown, { kind: 'more', uri, state: group.state, hidden }] : shown;
}

/** The first rows of a group; asked again only when the runner has something new. Running items change without a revision. */
async function pageOf(context: Context, pages: Pages, uri: vscode.Uri, state: GroupState): Promise<Page> {
  const slot = `${state} ${uri.toString()}`;
  const known = pages.get(slot);
  const revision = context.sweeps.at(uri)?.status?.revision;
  if (known !== undefined && known.revision === revision && state !== 'running') return known.page;
  const { api, file } = await context.runners.need(uri);
  const page = await api.page({ file, states: [state], limit: MOST_ITEMS });
  pages.set(slot, { revision: page.revision, page });
  return page;
}

function treeItem(context: Context, node: TaskNode): vscode.TreeItem {
  switch (node.kind) {
    case 'folder': {
      const row = new vscode.TreeItem(vscode.Uri.file(node.folder), vscode.TreeItemCollapsibleState.Expanded);
      return Object.assign(row, { id: node.folder, contextValue: ROWS.folder, iconPath: vscode.ThemeIcon.Folder });
    }
    case 'task':
      return taskItem(context.sweeps.at(node.uri), node.uri);
    case 'mistakes': {
      const row = new vscode.TreeItem(node.label);
      const command = { command: COMMANDS.openTask, title: vscode.l10n.t('Open'), arguments: [{ uri: node.uri }] };
      return Object.assign(row, {
        id: `${node.uri.toString()} mistakes`,
        iconPath: new vscode.ThemeIcon('warning'),
        tooltip: vscode.l10n.t('The Problems view shows them.'),
        command,
      });
    }
    case 'group': {
      const open = node.group.state === 'failed' ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
      const row = new vscode.TreeItem(node.group.label, open);
      return Object.assign(row, {
        id: `${node.uri.toString()} ${node.group.state}`,
        contextValue: GROUP_ROWS[node.state],
        iconPath: icon(node.group),
      });
    }
    case 'item': {
      const row = textItem(node.text, vscode.TreeItemCollapsibleState.None);
      const command = { command: COMMANDS.openItem, title: vscode.l10n.t('Open'), arguments: [{ uri: node.uri, key: node.key }] };
      return Object.assign(row, { id: `${node.uri.toString()} ${node.id}`, contextValue: ROWS.item, command });
    }
    case 'more': {
      const row = new vscode.TreeItem(vscode.l10n.t('Show all in results'));
      const command = { command: COMMANDS.results, title: vscode.l10n.t('Results'), arguments: [{ uri: node.uri, state: node.state }] };
      return Object.assign(row, {
        id: `${node.uri.toString()} ${node.state} more`,
        description: vscode.l10n.t('{0} more', node.hidden),
        iconPath: new vscode.ThemeIcon('table'),
        command,
      });
    }
  }
}

const GROUP_ROWS: Readonly<Record<GroupState, string>> = {
  failed: ROWS.groupFailed,
  running: ROWS.groupRunning,
  stale: ROWS.groupStale,
  done: ROWS.groupDone,
  orphan: ROWS.groupOrphan,
};

function taskItem(sweep: Sweep | undefined, uri: vscode.Uri): vscode.TreeItem {
  // A task that went away between the list and its rows.
  if (sweep === undefined) return new vscode.TreeItem(uri);
  const text = taskRow(sweep.outline, sweep.status);
  const empty = sweep.outline.errors === 0 && groupRows(sweep.status).length === 0;
  const row = textItem(text, empty ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed);
  const command = { command: COMMANDS.openTask, title: vscode.l10n.t('Open'), arguments: [{ uri }] };
  return Object.assign(row, { id: uri.toString(), contextValue: taskContext(sweep), command });
}

function taskContext({ status }: Sweep): string {
  if (status?.active !== undefined) return ROWS.taskRunning;
  return (status?.failed ?? 0) > 0 ? ROWS.taskFailed : ROWS.task;
}

function textItem(text: RowText, state: vscode.TreeItemCollapsibleState): vscode.TreeItem {
  const row = new vscode.TreeItem(text.label, state);
  const accessibilityInformation = { label: text.spoken };
  return Object.assign(row, { description: text.description, tooltip: text.tooltip, iconPath: icon(text), accessibilityInformation });
}

function icon({ icon: name, color }: { readonly icon: string; readonly color?: string }): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
}
