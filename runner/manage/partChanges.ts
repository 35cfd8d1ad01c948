import type { PartChange } from '../../protocol/manage.ts';

type Parts = Readonly<Record<string, string>>;

/** What is different between two fingerprints, parts and details of each in one table; sorted by name. */
export function partChanges(stored: Parts, today: Parts): readonly PartChange[] {
  const names = [...new Set([...Object.keys(stored), ...Object.keys(today)])].filter((name) => !name.startsWith(DETAIL)).sort();
  return names.flatMap((part): PartChange[] => {
    if (!Object.hasOwn(stored, part)) return [{ part, change: 'added' }];
    if (!Object.hasOwn(today, part)) return [{ part, change: 'removed' }];
    if (stored[part] === today[part]) return [];
    const functions = changedFunctions(part, stored, today);
    return [{ part, change: 'changed', ...(functions && { functions }) }];
  });
}

const DETAIL = 'function:';

/** Nothing where one of the two could not be parsed, or was stored before definitions were told apart. */
function changedFunctions(part: string, stored: Parts, today: Parts): readonly string[] | undefined {
  const file = /^(?:cache\.)?code:(.*)$/s.exec(part)?.[1];
  if (file === undefined) return undefined;
  const prefix = `${DETAIL}${file}#`;
  const [before, now] = [stored, today].map((parts) => Object.keys(parts).filter((name) => name.startsWith(prefix)));
  if (!before?.length || !now?.length) return undefined;
  const changed = [...new Set([...before, ...now])].filter((name) => stored[name] !== today[name]).map((name) => name.slice(prefix.length));
  // Definitions in another order are another file and the same functions.
  return changed.length > 0 ? changed.sort() : undefined;
}
