import { mapKey } from '../value/equal.ts';
import { ABSENT, type Domain, type Relation } from './relation.ts';
import { add } from './size.ts';
import { areDisjoint } from './valueSet.ts';

/** Whether it is certain, without looking at rows, that no row is in two of the relations. */
export function areApart(terms: readonly Relation[], slots: readonly number[]): boolean {
  const filled = terms.filter((term) => term.size > 0);
  if (slots.slice(0, GUIDES).some((slot) => tellsApart(slot, filled))) return true;
  if ((filled.length * (filled.length - 1)) / 2 > MAX_PAIRS) return false;
  const effort = { left: MAX_EFFORT };
  const domains = filled.map((term) => slots.map((slot) => term.domain(slot)));
  return domains.every((a, at) =>
    domains.slice(at + 1).every((b) => a.some((one, slot) => areDomainsApart(one, b[slot] ?? ABSENT, effort))),
  );
}

/** How many pairs of terms are compared, and how many of their values looked up, before rows are enumerated instead. */
const MAX_PAIRS = 2_000;
const MAX_EFFORT = 1_000_000;

/** How many parameters are tried as the one that tells all terms apart, and how many values each of them may have. */
const GUIDES = 4;
const MAX_GUIDING = 100_000;

/** Whether no value of one parameter is in two terms, as none of a case parameter is: found in linear time. */
function tellsApart(slot: number, terms: readonly Relation[]): boolean {
  const domains = terms.map((term) => term.domain(slot));
  const sets = domains.flatMap((domain, term) => domain.sets.map((set) => ({ set, term })));
  if (domains.filter((domain) => domain.absent).length > 1 || add(sets.map(({ set }) => set.size)) > MAX_GUIDING) return false;
  const owner = new Map<ReturnType<typeof mapKey>, number>();
  for (const { set, term } of sets) {
    for (let index = 0; index < set.size; index++) {
      const key = mapKey(set.at(index));
      if ((owner.get(key) ?? term) !== term) return false;
      owner.set(key, term);
    }
  }
  return true;
}

function areDomainsApart(a: Domain, b: Domain, effort: { left: number }): boolean {
  if (a.absent && b.absent) return false;
  return a.sets.every((one) => b.sets.every((other) => areDisjoint(one, other, effort)));
}
