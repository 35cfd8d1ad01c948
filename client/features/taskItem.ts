import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Mistake } from '../../protocol/language.ts';
import type { Context } from '../context.ts';
import { COMMANDS, ROWS } from '../ids.ts';
import { plainLine } from '../safeText.ts';
import type { Sweep } from '../sweeps.ts';
import { type GroupState, type GroupText, groupRows, mistakes, type RowText, taskRow } from './taskRows.ts';

/** A row of the view. Commands get it as their argument and read `uri` and `key`. */
export type TaskNode =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'task'; readonly uri: vscode.Uri }
  | { readonly kind: 'mistake'; readonly uri: vscode.Uri; readonly mistake: Mistake }
  | { readonly kind: 'mistakes'; readonly uri: vscode.Uri; readonly hidden: number }
  | {
      readonly kind: 'group';
      readonly uri: vscode.Uri;
      readonly state: GroupState;
      readonly group: GroupText;
      /** Whether all of its items are ticked; missing where not all of them are shown. */
      readonly ticked?: boolean;
    }
  | { readonly kind: 'item'; readonly uri: vscode.Uri; readonly key: string; readonly id: string; readonly text: RowText }
  | { readonly kind: 'more'; readonly uri: vscode.Uri; readonly state: GroupState; readonly hidden: number };

/** How a row of the view is drawn. */
export function treeItem(context: Context, node: TaskNode): vscode.TreeItem {
  switch (node.kind) {
    case 'folder': {
      const row = new vscode.TreeItem(vscode.Uri.file(node.folder), vscode.TreeItemCollapsibleState.Expanded);
      const above = vscode.workspace.asRelativePath(path.dirname(node.folder));
      const description = path.isAbsolute(above) ? '' : plainLine(above);
      const name = plainLine(path.basename(node.folder));
      const accessibilityInformation = { label: description === '' ? name : `${name}, ${description}` };
      return Object.assign(row, {
        id: node.folder,
        contextValue: ROWS.folder,
        iconPath: vscode.ThemeIcon.Folder,
        description,
        accessibilityInformation,
      });
    }
    case 'task':
      return taskItem(context.sweeps.at(node.uri), node.uri);
    case 'mistake':
      return mistakeItem(node);
    case 'mistakes': {
      const row = new vscode.TreeItem(mistakes(node.hidden));
      const command = { command: COMMANDS.openTask, title: vscode.l10n.t('Open'), arguments: [{ uri: node.uri }] };
      return Object.assign(row, {
        id: `${node.uri.toString()} mistakes`,
        iconPath: new vscode.ThemeIcon('warning'),
        description: vscode.l10n.t('in the Problems view'),
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
        ...(node.ticked !== undefined && { checkboxState: box(node.ticked, node.group.label) }),
      });
    }
    case 'item':
      return itemItem(context, node);
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

/** An item with its box. */
function itemItem({ ticks }: Context, { uri, key, id, text }: Extract<TaskNode, { kind: 'item' }>): vscode.TreeItem {
  return Object.assign(textItem(text, vscode.TreeItemCollapsibleState.None), {
    id: `${uri.toString()} ${id}`,
    contextValue: ROWS.item,
    command: { command: COMMANDS.openItem, title: vscode.l10n.t('Open'), arguments: [{ uri, key }] },
    checkboxState: box(ticks.has(uri, key), text.spoken),
  });
}

function box(ticked: boolean, label: string): vscode.TreeItem['checkboxState'] {
  return {
    state: ticked ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
    tooltip: vscode.l10n.t('Commands on a ticked item mean all ticked items'),
    accessibilityInformation: { label },
  };
}

/** One error by its sentence; a click leads to its place. */
function mistakeItem({ uri, mistake: { message, range } }: Extract<TaskNode, { kind: 'mistake' }>): vscode.TreeItem {
  const { start } = range;
  const label = plainLine(message, 300);
  const at = new vscode.Position(start.line, start.character);
  const command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [uri, { selection: new vscode.Range(at, at) }] };
  return Object.assign(new vscode.TreeItem(label), {
    id: `${uri.toString()} mistake ${start.line} ${start.character} ${label}`,
    iconPath: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
    description: vscode.l10n.t('line {0}', start.line + 1),
    tooltip: label,
    command,
  });
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
