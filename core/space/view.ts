import type { Memory, Topic } from '../memory.ts';
import type { Relation, Row } from './relation.ts';
import type { Rules } from './rules.ts';

/** What rules see of one factor of a product: the parameters that they name, or all where rows are compared by value. */
export interface View extends Pick<Relation, 'slots' | 'size' | 'fill'> {
  /** Rows can only have become equal in a factor that repeats rows, or of which a condition took a parameter away. */
  readonly isCompared: boolean;
  /** Its values, row by row; of a product of one factor the factor itself. */
  readonly content: readonly Row[number][] | Relation;
}

/** Each factor is read once, unless it is the only one: then its rows are looked at once anyway. */
export function viewsOf(factors: readonly Relation[], rules: Rules): readonly View[] {
  const conditional = new Set(rules.whens.map((when) => when.slot));
  const named = new Set(
    [...rules.whens, ...rules.constraints, ...rules.exclusions.map((one) => one.relation)].flatMap(({ slots }) => slots),
  );
  return factors.map((factor) => {
    const isCompared = factor.slots.some((slot) => conditional.has(slot)) || !factor.distinct();
    const slots = isCompared ? factor.slots : factor.slots.filter((slot) => named.has(slot));
    if (factors.length === 1) return { slots, size: factor.size, fill: factor.fill, isCompared, content: factor };
    return listed(factor, slots, isCompared);
  });
}

function listed(factor: Relation, slots: readonly number[], isCompared: boolean): View {
  const row: Row = [];
  const content: Row[number][] = [];
  for (let index = 0; slots.length > 0 && index < factor.size; index++) {
    factor.fill(index, row);
    for (const slot of slots) content.push(row[slot]);
  }
  const fill = (index: number, to: Row) => {
    const from = index * slots.length;
    for (let at = 0; at < slots.length; at++) to[slots[at] ?? 0] = content[from + at];
  };
  return { slots, size: factor.size, fill, isCompared, content };
}

/** The views of the last time where they are the same: an edit that rules do not see changes nothing of what they say. */
export function knownViews(views: readonly View[], of: object, memory: Memory): readonly View[] {
  const last = memory.recall(VIEWS, of, []) ?? [];
  const known = views.map((view, at) => (isSame(view, last[at]) ? (last[at] ?? view) : view));
  memory.keep(VIEWS, of, [], known);
  return known;
}

const VIEWS: Topic<readonly View[]> = { name: 'what rules see' };

function isSame(one: View, other: View | undefined): boolean {
  if (other === undefined || one.isCompared !== other.isCompared || one.size !== other.size) return false;
  if (!areSame(one.slots, other.slots)) return false;
  if (!Array.isArray(one.content) || !Array.isArray(other.content)) return one.content === other.content;
  return areSame(one.content, other.content);
}

function areSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}
