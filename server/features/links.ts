import type { Node } from '../../core/task/tree.ts';
import { type Checked, rangeOf } from '../checked.ts';
import type { FileLink } from '../serviceApi.ts';

/** Keys whose value is the path of a file that belongs to the task. */
const PATH_KEYS = new Set(['extends', 'schema', 'points', 'node']);

/** Links to files that the task names and that can be read: `extends`, `schema`, `points`, `run.node`. */
export function links(checked: Checked): readonly FileLink[] {
  const found: FileLink[] = [];
  const visit = (node: Node, key: string | undefined): void => {
    if (node.file !== checked.file) return;
    if (node.kind === 'mapping') for (const entry of node.entries) visit(entry.value, entry.key);
    if (node.kind === 'list') for (const item of node.items) visit(item, key);
    if (node.kind !== 'scalar' || typeof node.value !== 'string' || key === undefined || !PATH_KEYS.has(key)) return;
    const path = node.value.split('#')[0] ?? '';
    const target = checked.resolve(path);
    const range = rangeOf(checked, { start: node.contentStart, end: node.contentStart + path.length });
    if (path !== '' && checked.read(target) !== undefined) found.push({ range, target });
  };
  if (checked.tree) visit(checked.tree, undefined);
  return found;
}
