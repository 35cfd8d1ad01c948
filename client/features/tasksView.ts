import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Context } from '../context.ts';
import { CONTEXT, VIEWS } from '../ids.ts';
import type { Sweep } from '../sweeps.ts';
import { throttled } from '../throttle.ts';
import { MOST_ITEMS, newTaskPages, type TaskPages } from './taskPages.ts';
import { groupRows, itemRow } from './taskRows.ts';
import { type TaskNode, treeItem } from './taskItem.ts';
import { newTaskNodes, type TaskNodes } from './taskNodes.ts';
import { newTickBoxes } from './tickBoxes.ts';

/** The view **Sweeps**: folders → tasks → groups by state → items. */
export function registerTasksView(context: Context): void {
  const changed = new vscode.EventEmitter<TaskNode[] | undefined>();
  const nodes = newTaskNodes(context);
  const pages = newTaskPages(context);
  const boxes = newTickBoxes(context, pages);
  const tree: Tree = { context, pages, nodes };
  const view = vscode.window.createTreeView<TaskNode>(VIEWS.tasks, {
    showCollapseAll: true,
    canSelectMany: true,
    // A box of a group means its own items, of a task none.
    manageCheckboxStateManually: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem(node) {
        boxes.draw(node);
        return treeItem(context, node);
      },
      getChildren: (node) => children(tree, node),
    },
  });
  const badge = (): void => {
    const failed = context.seen.unseen();
    view.badge = failed > 0 ? { value: failed, tooltip: vscode.l10n.t('{0} failed items that were not looked at', failed) } : undefined;
  };
  const redraw = throttled(REDRAW_INTERVAL, () => void drawNews(tree, changed));
  let told = false;
  const update = (): void => {
    redraw.call();
    badge();
    if (told || !context.sweeps.listed) return;
    told = true;
    void vscode.commands.executeCommand('setContext', CONTEXT.ready, true);
  };
  context.extension.subscriptions.push(
    changed,
    view,
    redraw,
    context.sweeps.onDidChange(update),
    context.seen.onDidChange(badge),
    view.onDidChangeCheckboxState(({ items: ticked }) => boxes.tick(ticked)),
    context.ticks.onDidChange(() => {
      void vscode.commands.executeCommand('setContext', CONTEXT.ticked, context.ticks.any);
      const stale = boxes.stale();
      if (stale.size > 0) changed.fire(nodes.of(context.sweeps.all().filter(({ uri }) => stale.has(uri.toString()))));
    }),
    view.onDidExpandElement(({ element }) => look(context, element)),
    view.onDidChangeSelection(({ selection: [first] }) => first !== undefined && look(context, first)),
  );
}

/** Milliseconds. While a task is drawn anew, the workbench does not know its rows, and a box that is ticked just then keeps its mark for nobody. */
const REDRAW_INTERVAL = 500;

/** Draws what has changed. What the rows need is read before, so that a task is without them for as short as can be. */
async function drawNews({ nodes, pages }: Tree, changed: vscode.EventEmitter<TaskNode[] | undefined>): Promise<void> {
  const news = nodes.changes();
  if (news === 'list') return changed.fire(undefined);
  if (news.length === 0) return undefined;
  // What cannot be read says so when its rows are asked for.
  await Promise.allSettled(news.map(async (node) => (node.kind === 'task' ? pages.renew(node.uri) : undefined)));
  return changed.fire(news);
}

/** Who opens a task's rows sees its failures: their group stands first, and open. */
function look(context: Context, node: TaskNode): void {
  if (node.kind !== 'folder' && node.kind !== 'mistake' && node.kind !== 'mistakes') context.seen.look(node.uri);
}

interface Tree {
  readonly context: Context;
  readonly pages: TaskPages;
  readonly nodes: TaskNodes;
}

async function children(tree: Tree, node: TaskNode | undefined): Promise<TaskNode[]> {
  const { context, pages, nodes } = tree;
  if (node === undefined) return roots(nodes, context.sweeps.all());
  switch (node.kind) {
    case 'folder':
      return nodes.of(context.sweeps.all().filter((sweep) => folderOf(sweep) === node.folder));
    case 'task': {
      const { uri } = node;
      const sweep = context.sweeps.at(uri);
      return [...mistakesOf(uri, sweep), ...groups(tree, uri)];
    }
    case 'group':
      return items(pages, node);
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

async function items(pages: TaskPages, { uri, group }: Extract<TaskNode, { kind: 'group' }>): Promise<TaskNode[]> {
  const page = await pages.of(uri, group.state);
  const shown = page.rows.map(
    (row): TaskNode => ({ kind: 'item', uri, key: row.key, id: `${group.state} ${row.item} ${row.key}`, text: itemRow(row, page.columns) }),
  );
  const hidden = page.total - shown.length;
  return hidden > 0 ? [...shown, { kind: 'more', uri, state: group.state, hidden }] : shown;
}

/** The groups of a task. One whose items are all shown has a box for them. */
function groups({ context: { sweeps, ticks }, pages }: Tree, uri: vscode.Uri): TaskNode[] {
  return groupRows(sweeps.at(uri)?.status).map((group): TaskNode => {
    const { state } = group;
    const hasBox = group.count <= MOST_ITEMS && state !== 'running';
    return { kind: 'group', uri, state, group, ...(hasBox && { ticked: ticks.has(uri, ...pages.keys(uri, state)) }) };
  });
}
