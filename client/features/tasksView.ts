import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Page } from '../../protocol/runner.ts';
import type { Context } from '../context.ts';
import { CONTEXT, VIEWS } from '../ids.ts';
import type { Sweep } from '../sweeps.ts';
import { type GroupState, groupRows, itemRow } from './taskRows.ts';
import { type TaskNode, treeItem } from './taskItem.ts';
import { newTaskNodes, type TaskNodes } from './taskNodes.ts';

/** Items shown below a group; the results page has the others. */
const MOST_ITEMS = 200;

/** The view **Sweeps**: folders → tasks → groups by state → items. */
export function registerTasksView(context: Context): void {
  const changed = new vscode.EventEmitter<TaskNode[] | undefined>();
  const nodes = newTaskNodes(context);
  const pages = new Map<string, { readonly revision: number; readonly page: Page }>();
  const view = vscode.window.createTreeView<TaskNode>(VIEWS.tasks, {
    showCollapseAll: true,
    canSelectMany: true,
    // A group shows the first of its items only: a box for all of them would promise more.
    manageCheckboxStateManually: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: (node) => treeItem(context, node),
      getChildren: (node) => children({ context, pages, nodes }, node),
    },
  });
  let told = false;
  const badge = (): void => {
    const failed = context.seen.unseen();
    view.badge = failed > 0 ? { value: failed, tooltip: vscode.l10n.t('{0} failed items that were not looked at', failed) } : undefined;
  };
  const update = (): void => {
    const news = nodes.changes();
    if (news === 'list') changed.fire(undefined);
    else if (news.length > 0) changed.fire(news);
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
    view.onDidChangeCheckboxState(({ items: ticked }) => {
      for (const [node, state] of ticked)
        if (node.kind === 'item') context.ticks.set(node.uri, node.key, state === vscode.TreeItemCheckboxState.Checked);
    }),
    view.onDidExpandElement(({ element }) => look(context, element)),
    view.onDidChangeSelection(({ selection: [first] }) => first !== undefined && look(context, first)),
  );
}

/** Who opens a task's rows sees its failures: their group stands first, and open. */
function look(context: Context, node: TaskNode): void {
  if (node.kind !== 'folder' && node.kind !== 'mistake' && node.kind !== 'mistakes') context.seen.look(node.uri);
}

type Pages = Map<string, { readonly revision: number; readonly page: Page }>;

interface Tree {
  readonly context: Context;
  readonly pages: Pages;
  readonly nodes: TaskNodes;
}

async function children({ context, pages, nodes }: Tree, node: TaskNode | undefined): Promise<TaskNode[]> {
  if (node === undefined) return roots(nodes, context.sweeps.all());
  switch (node.kind) {
    case 'folder':
      return nodes.of(context.sweeps.all().filter((sweep) => folderOf(sweep) === node.folder));
    case 'task': {
      const { uri } = node;
      const sweep = context.sweeps.at(uri);
      const groups = groupRows(sweep?.status).map((group): TaskNode => ({ kind: 'group', uri, state: group.state, group }));
      return [...mistakesOf(uri, sweep), ...groups];
    }
    case 'group':
      return items(context, pages, node);
    case 'mistake':
    case 'mistakes':
    case 'item':
    case 'more':
      return [];
  }
}

function roots(nodes: TaskNodes, sweeps: readonly Sweep[]): TaskNode[] {
  const folders = [...new Set(sweeps.map(folderOf))].toSorted();
  return folders.length > 1 ? folders.map((folder) => ({ kind: 'folder', folder })) : nodes.of(sweeps);
}

/** Where the file of a task lies. */
function folderOf({ uri }: Sweep): string {
  return path.dirname(uri.fsPath);
}

/** The errors of a task that its file has, and how many there are beyond those. */
function mistakesOf(uri: vscode.Uri, sweep: Sweep | undefined): TaskNode[] {
  const { errors = 0, mistakes = [] } = sweep?.outline ?? {};
  const hidden = errors - mistakes.length;
  const shown = mistakes.map((mistake): TaskNode => ({ kind: 'mistake', uri, mistake }));
  return hidden > 0 ? [...shown, { kind: 'mistakes', uri, hidden }] : shown;
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
