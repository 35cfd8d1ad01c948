import * as vscode from 'vscode';
import type { Context } from '../context.ts';
import { tellFailure } from './failures.ts';
import type { TaskNode } from './taskItem.ts';
import type { TaskPages } from './taskPages.ts';

/** The boxes of the view Sweeps: what they show, and what a person ticks. */
export interface TickBoxes {
  /** A row is drawn, with its box if it has one. */
  draw(node: TaskNode): void;
  /** A person has ticked some: that of a group means all its items. */
  tick(ticked: readonly (readonly [TaskNode, vscode.TreeItemCheckboxState])[]): Promise<void>;
  /** Tasks with a box that is drawn otherwise than it is. */
  stale(): ReadonlySet<string>;
}

type BoxNode = Extract<TaskNode, { kind: 'item' | 'group' }>;

export function newTickBoxes({ ticks, log }: Context, pages: TaskPages): TickBoxes {
  const drawn = new Map<string, { readonly node: BoxNode; readonly ticked: boolean }>();
  const keysOf = (node: BoxNode): readonly string[] => (node.kind === 'item' ? [node.key] : pages.keys(node.uri, node.state));
  const isTicked = (node: BoxNode): boolean => ticks.has(node.uri, ...keysOf(node));
  return {
    draw(node) {
      if (hasBox(node)) drawn.set(nameOf(node), { node, ticked: isTicked(node) });
    },
    async tick(boxes) {
      try {
        for (const [node, state] of boxes) {
          if (!hasBox(node)) continue;
          const ticked = state === vscode.TreeItemCheckboxState.Checked;
          drawn.set(nameOf(node), { node, ticked });
          if (node.kind === 'group') await pages.of(node.uri, node.state);
          ticks.set(node.uri, keysOf(node), ticked);
        }
      } catch (error) {
        await tellFailure(error, log);
      }
    },
    stale() {
      const stale = [...drawn].filter(([, { node, ticked }]) => isTicked(node) !== ticked);
      // Rows that are gone are not drawn again, and must not be waited for.
      for (const [name] of stale) drawn.delete(name);
      return new Set(stale.map(([, { node }]) => node.uri.toString()));
    },
  };
}

function hasBox(node: TaskNode): node is BoxNode {
  return node.kind === 'item' || (node.kind === 'group' && node.ticked !== undefined);
}

function nameOf(node: BoxNode): string {
  return `${node.uri.toString()} ${node.kind === 'item' ? node.id : node.state}`;
}
