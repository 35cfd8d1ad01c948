import type { Entry, Node } from '../../core/task/tree.ts';
import type { SpaceAxis } from '../../core/space/space.ts';
import type { Checked } from '../checked.ts';
import type { InlayText } from '../serviceApi.ts';

/** `×20` behind each axis of this file, with the last value of a stepped range. */
export function inlayHints(checked: Checked): readonly InlayText[] {
  const axes = (checked.analysis.space?.axes ?? []).filter((axis) => axis.file === checked.file);
  const ends = axes.length > 0 ? entryEnds(checked) : new Map<number, number>();
  return axes.map((axis) => {
    const size = axis.size.toLocaleString('en-US');
    const last = axis.last === undefined ? '' : ` … ${axis.last}`;
    return {
      position: checked.lines.position(ends.get(axis.span.start) ?? axis.span.end),
      label: `×${size}${last}`,
      tooltip: tooltip(axis),
    };
  });
}

function tooltip({ size, last }: SpaceAxis): string {
  const values = `This axis has ${size.toLocaleString('en-US')} ${size === 1 ? 'value' : 'values'}`;
  return last === undefined ? `${values}.` : `${values}; the last one is ${last}.`;
}

/** Where a hint stands for what begins at an offset: behind a value on one line, else at the end of its key's line. */
function entryEnds({ tree, file, text }: Checked): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const add = ({ keyAt, value }: Entry) => {
    if (keyAt.file !== file || value.file !== file) return;
    const oneLine = value.span.start >= keyAt.span.end && !text.slice(keyAt.span.end, value.span.end).trimEnd().includes('\n');
    const colon = text.indexOf(':', keyAt.span.end);
    const end = oneLine ? keyAt.span.end + text.slice(keyAt.span.end, value.span.end).trimEnd().length : colon + 1;
    for (const start of [keyAt.span.start, value.span.start]) ends.set(start, end);
  };
  const visit = (node: Node): void => {
    if (node.kind === 'mapping') {
      for (const entry of node.entries) {
        visit(entry.value);
        add(entry);
      }
    }
    if (node.kind === 'list') for (const item of node.items) if (item.kind !== 'scalar') visit(item);
  };
  if (tree) visit(tree);
  return ends;
}
