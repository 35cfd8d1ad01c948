import type { Node } from '../tree.ts';

/** Whether two trees say the same: kinds, keys in their order, values and styles, wherever they stand. */
export function sameMeaning(one: Node | undefined, other: Node | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (one.kind === 'scalar') return other.kind === 'scalar' && Object.is(one.value, other.value) && one.style === other.style;
  if (one.kind === 'list')
    return (
      other.kind === 'list' &&
      one.items.length === other.items.length &&
      one.items.every((item, index) => sameMeaning(item, other.items[index]))
    );
  return (
    other.kind === 'mapping' &&
    one.entries.length === other.entries.length &&
    one.entries.every((entry, index) => entry.key === other.entries[index]?.key && sameMeaning(entry.value, other.entries[index]?.value))
  );
}
