import type { Entry, ListNode, MappingNode, Node } from '../task/tree.ts';

/** A node of the tree with what it stands in. */
export type Place = EntryPlace | ItemPlace;

export interface EntryPlace {
  readonly kind: 'entry';
  readonly entry: Entry;
  readonly parent: MappingNode;
  readonly above?: Place;
}

export interface ItemPlace {
  readonly kind: 'item';
  readonly item: Node;
  readonly parent: ListNode;
  readonly above?: Place;
}

/** The deepest entry or item of a file that holds the offset, with all that it stands in. */
export function placeAt(root: Node | undefined, file: string, offset: number): Place | undefined {
  let place: Place | undefined;
  let node = root;
  while (node) {
    const next: Place | undefined = stepInto(node, { file, offset, above: place });
    if (next === undefined) return place;
    place = next;
    node = next.kind === 'entry' ? next.entry.value : next.item;
  }
  return place;
}

interface Target {
  readonly file: string;
  readonly offset: number;
  readonly above: Place | undefined;
}

function stepInto(node: Node, { file, offset, above }: Target): Place | undefined {
  const holds = (one: Node | Entry['keyAt']) => one.file === file && one.span.start <= offset && offset <= one.span.end;
  const rest = above === undefined ? {} : { above };
  if (node.kind === 'mapping') {
    const entry = node.entries.find((one) => holds(one.keyAt) || holds(one.value));
    return entry && { kind: 'entry', entry, parent: node, ...rest };
  }
  const item = node.kind === 'list' ? node.items.find(holds) : undefined;
  return item && node.kind === 'list' ? { kind: 'item', item, parent: node, ...rest } : undefined;
}

/** The entry of a key at the top of the file. */
export function topEntry(root: Node | undefined, file: string, key: string): Entry | undefined {
  return root?.kind === 'mapping' ? root.entries.findLast((one) => one.key === key && one.keyAt.file === file) : undefined;
}
