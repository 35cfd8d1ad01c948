import { problem, type Problem } from '../../check/problem.ts';
import type { Memory } from '../../memory.ts';
import type { At } from '../../text.ts';
import type { AxisFactor, PointsFactor, Schema } from '../task.ts';
import type { MappingNode, Node, ScalarNode } from '../tree.ts';
import { child } from '../tree.ts';
import type { World } from '../world.ts';
import { nearestPath } from './path.ts';

/** What the parts of a task file's reading share. */
export interface Reading {
  /** The task file; paths in values are relative to its folder. */
  readonly file: string;
  /** Looked at by what depends on more than the tree. */
  readonly world: World;
  /** The texts that the nodes stand in. */
  readonly texts: Pick<World, 'read'>;
  readonly memory: Memory;
  readonly problems: Problem[];
  /** Files read on the way. */
  readonly files: Set<string>;
  readonly schema: Schema;
  /** What was found wrong in the form; its consequences are not said. */
  readonly refused: readonly Problem[];
  /** The mapping behind each axis that was written as one, for rules that point at `min` or `step`; also of parts that are only repeated. */
  readonly axisNodes: WeakMap<AxisFactor, MappingNode>;
  /** Points by the node that says them, so that a file is read once. */
  readonly points: Map<Node, PointsFactor | undefined>;
  /** Set when a factor or condition could not be read: the space would not be what the file means. */
  broken: boolean;
}

/** The text of a scalar key's value; numbers and booleans as written. */
export function textOf(node: Node | undefined, key: string): string | undefined {
  const value = child(node, key);
  if (value?.kind !== 'scalar' || value.value === null) return undefined;
  return scalarText(value);
}

/** A scalar as text: text itself, anything else as written. */
export function scalarText(node: ScalarNode): string {
  return typeof node.value === 'string' ? node.value : node.source;
}

/** The number behind a key. */
export function numberOf(node: Node | undefined, key: string): number | undefined {
  const value = child(node, key);
  if (value?.kind !== 'scalar' || (typeof value.value !== 'number' && typeof value.value !== 'bigint')) return undefined;
  return Number(value.value);
}

/** The texts of a list behind a key. */
export function textsOf(node: Node | undefined, key: string): readonly string[] {
  const list = child(node, key);
  return list?.kind === 'list' ? list.items.flatMap((item) => (item.kind === 'scalar' ? scalarText(item) : [])) : [];
}

/** One of the allowed words behind a key, or the default. */
export function wordOf<T extends string>(node: Node | undefined, key: string, allowed: readonly [T, ...T[]]): T {
  const text = textOf(node, key);
  return allowed.find((word) => word === text) ?? allowed[0];
}

/** A path that leads to no readable file, with the one that was probably meant. */
export function fileNotFound(
  world: World,
  path: string,
  more: { readonly at: At; readonly folder: string; readonly what?: string },
): Problem {
  const suggestion = nearestPath(world, more.folder, path);
  const advice = suggestion === undefined ? 'Correct the path, or create the file.' : `Did you mean \`${suggestion}\`?`;
  const { file, span } = more.at;
  return problem('file-not-found', { file, span }, `There is no readable ${more.what ?? 'file'} \`${path}\` in the workspace. ${advice}`, {
    data: suggestion === undefined ? { path } : { path, suggestion },
  });
}
