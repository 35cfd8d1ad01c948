import { problem, type Problem } from '../check/problem.ts';
import type { Entry, Node } from './tree.ts';

interface Written {
  readonly entry: Entry;
  /** The key is a plain `<<`. */
  readonly merges: boolean;
}

/**
 * The entries of a mapping with its `<<` keys resolved: merged entries stand where the `<<` stood, an explicit key wins over
 * a merged one, and an earlier merged mapping over a later one. Explicit duplicates are kept, with a problem each.
 */
export function mergeEntries(written: readonly Written[]): { readonly entries: readonly Entry[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const explicit = new Map<string, Entry>();
  for (const { entry, merges } of written) {
    if (merges) continue;
    const first = explicit.get(entry.key);
    if (first === undefined) explicit.set(entry.key, entry);
    else problems.push(duplicateKey(first, entry));
  }
  const merged = new Set<string>();
  const entries: Entry[] = [];
  for (const { entry, merges } of written) {
    for (const one of merges ? sourceEntries(entry, problems) : [entry]) {
      if (merges && (explicit.has(one.key) || merged.has(one.key))) continue;
      if (merges) merged.add(one.key);
      entries.push(one);
    }
  }
  return { entries, problems };
}

function* sourceEntries({ value, keyAt }: Entry, problems: Problem[]): Iterable<Entry> {
  const sources: readonly Node[] = value.kind === 'list' ? value.items : [value];
  for (const source of sources) {
    if (source.kind === 'mapping') yield* source.entries;
    // An alias without its anchor is an empty scalar, and has been told.
    else if (source.kind === 'scalar' && source.source === '') continue;
    else problems.push(problem('wrong-type', keyAt, '`<<` takes a mapping, or a list of mappings, usually as aliases such as `*base`.'));
  }
}

function duplicateKey(first: Entry, again: Entry): Problem {
  return problem('duplicate-key', again.keyAt, `\`${again.key}\` is already there in this mapping: remove one of the two.`, {
    related: [{ ...first.keyAt, message: `\`${again.key}\` for the first time` }],
    data: { key: again.key },
  });
}
