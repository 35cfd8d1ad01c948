import { namesIn } from '../expression/check.ts';
import type { Block, Condition, Exclusion } from '../task/task.ts';
import type { Topic } from '../memory.ts';
import type { At } from '../text.ts';
import { product, rows, UNIT } from './algebra.ts';
import { type Context, newAccount, spend } from './context.ts';
import { decideByBounds, SETTLED } from './decided.ts';
import type { Excluded } from './exclude.ts';
import { bySlot, compileFactor } from './factor.ts';
import { type Filtered, filter } from './filter.ts';
import { appendIncluded } from './include.ts';
import { type Passed, pass } from './pass.ts';
import { type Compiled, recalled } from './recalled.ts';
import { ABSENT, type Domain, type Relation } from './relation.ts';
import type { Rules } from './rules.ts';
import { type RowTest, rowTest, type Scope } from './scope.ts';
import { type Part, segmentsOf } from './segments.ts';
import { multiply } from './size.ts';
import { type Strand, weave } from './weave.ts';
import { knownViews, viewsOf } from './view.ts';
import { type When, whensOf } from './when.ts';

/** The points of a block inside another, which most edits leave as it is. */
function compileInner(block: Block, context: Context): Relation {
  return recalled(BLOCK, [block], context, (own) => compileBlock(block, own));
}

const BLOCK: Topic<Compiled<Relation>> = { name: 'relation of a block' };

/** The points of a block, each once: its factors multiplied, filtered and extended; what happened goes to the context's account. */
export function compileBlock(block: Block, context: Context): Relation {
  const factors = [...block.factors.map((factor) => compileFactor(factor, context, compileInner)), UNIT];
  const rules = rulesOf(block, factors, context);
  const [fixed, varying] = partition(factors, rules);
  const fixedAt = new Map(fixed.flatMap((factor) => factor.slots.map((slot) => [slot, factor])));
  const segments = segmentsOf(
    varying,
    rules.map((rule) => rule.slots),
  ).map((segment) => segment.map((part) => filterPart(part, { varying, fixedAt, rules, context })));
  const left = recordSteps(segments.flat(), rules, context);
  const kept = product([...fixed, ...segments.map(weave)]);
  context.account.merged += left - kept.size;
  return appendIncluded(kept, block, context);
}

/** Everything that decides over rows of a block, in order of application; `source` is what it was made of. */
type Rule = { readonly slots: readonly number[]; readonly source: object } & (
  | { readonly kind: 'when'; readonly when: When }
  | { readonly kind: 'constraint'; readonly test: RowTest; readonly at: At }
  | { readonly kind: 'exclude'; readonly excluded: Excluded; readonly at: At }
);

function rulesOf(block: Block, factors: readonly Relation[], context: Context): readonly Rule[] {
  if (!hasRules(block)) return [];
  const own = new Set(factors.flatMap((factor) => factor.slots));
  const scope: Scope = new Map([...own].map((slot) => [context.names[slot] ?? '', slot]));
  const whens = whensOf(block.factors, scope);
  const domainOf = domains(factors, new Set(whens.map((when) => when.slot)));
  return [
    ...whens.map((when) => ({ kind: 'when', when, slots: when.slots, source: when.source }) as const),
    ...block.constraints.map((condition) => constraintRule(condition, scope, domainOf)),
    ...block.exclude.map((exclusion) => excludeRule(exclusion, context)),
  ];
}

/** Without any the scope, which costs time for each parameter, is not needed. */
function hasRules(block: Block): boolean {
  if (block.constraints.length + block.exclude.length > 0) return true;
  return block.factors.some((factor) =>
    factor.kind === 'axis' ? factor.when !== undefined : factor.kind === 'zip' || factor.kind === 'cases',
  );
}

/** A constraint that the bounds of its parameters decide ties no factors together and needs no enumeration. */
function constraintRule(condition: Condition, scope: Scope, domainOf: (slot: number) => Domain): Rule {
  const test = rowTest(condition, scope);
  const named = new Map(namesIn(condition.expression).map(({ name }) => [name, domainOf(scope.get(name) ?? -1)]));
  const decision = decideByBounds(condition, named);
  const left = decision === 'open' ? test : SETTLED[decision];
  return { kind: 'constraint', test: left, slots: left.slots, source: decision === 'open' ? condition : left, at: condition };
}

/** What the parameters of a product may be, those of `conditional` also absent. */
function domains(factors: readonly Relation[], conditional: ReadonlySet<number>): (slot: number) => Domain {
  const factorOf = new Map(factors.flatMap((factor) => factor.slots.map((slot) => [slot, factor])));
  return (slot) => {
    const domain = factorOf.get(slot)?.domain(slot) ?? ABSENT;
    return conditional.has(slot) ? { ...domain, absent: true } : domain;
  };
}

function excludeRule(exclusion: Exclusion, context: Context): Rule {
  const excluded = recalled(EXCLUDED, [exclusion], context, (own) => compileExclusion(exclusion, own));
  return { kind: 'exclude', excluded, slots: excluded.relation.slots, source: excluded, at: exclusion };
}

const EXCLUDED: Topic<Compiled<Excluded>> = { name: 'excluded rows' };

/** The rows that one entry of `exclude` takes away. */
export function compileExclusion(exclusion: Exclusion, context: Context): Excluded {
  return exclusion.kind === 'point'
    ? { relation: rows([bySlot(exclusion, context)]), asked: false }
    : excludedBlock(exclusion.block, context);
}

/** What the block itself removes and merges is no business of the space around it; whether it could be counted is. */
function excludedBlock(block: Block, context: Context): Excluded {
  const account = newAccount();
  const relation = compileInner(block, { ...context, account });
  const asked = relation.total && relation.size > MAX_LISTED;
  if (!account.exact) context.account.exact = false;
  return account.exact && (asked || spend(relation.size, context)) ? { relation, asked } : { relation: rows([]), asked: false };
}

/** Larger excluded blocks are asked row by row when they can be. */
const MAX_LISTED = 100_000;

/** Factors of one row that no `when` can change stay out of the segments: rules may name them without tying anything together. */
function partition(
  factors: readonly Relation[],
  rules: readonly Rule[],
): readonly [fixed: readonly Relation[], varying: readonly Relation[]] {
  const conditional = new Set(rules.flatMap((rule) => (rule.kind === 'when' ? [rule.when.slot] : [])));
  const isFixed = (factor: Relation) => factor !== UNIT && factor.size === 1 && !factor.slots.some((slot) => conditional.has(slot));
  return [factors.filter(isFixed), factors.filter((factor) => !isFixed(factor))];
}

interface Parts {
  readonly varying: readonly Relation[];
  /** Factors of one row by the slots that they fill. */
  readonly fixedAt: ReadonlyMap<number, Relation>;
  readonly rules: readonly Rule[];
  readonly context: Context;
}

/** A part with the size it had before and what is left of it. */
interface Piece extends Strand {
  readonly size: number;
  readonly part: Part;
  readonly filtered: Filtered;
}

function filterPart(part: Part, parts: Parts): Piece {
  const own = part.factors.flatMap((at) => parts.varying[at] ?? []);
  const factors = own.map(({ size }, at) => ({ place: part.factors[at] ?? 0, size }));
  return { size: multiply(own.map(({ size }) => size)), part, factors, filtered: filterRows(own, part, parts) };
}

function filterRows(factors: readonly Relation[], { rules: numbers }: Part, { fixedAt, rules, context }: Parts): Filtered {
  const [only = UNIT] = factors;
  if (numbers.length === 0 && only.distinct()) return { relation: only, constraints: [], exclusions: [] };
  const own = numbers.flatMap((at) => rules[at] ?? []);
  const fixed = [...new Set(own.flatMap((rule) => rule.slots.flatMap((slot) => fixedAt.get(slot) ?? [])))];
  const ties = { ...tiesOf(own), fixed };
  const base = product(factors);
  if (!spend(base.size, context))
    return { relation: base, constraints: ties.constraints.map(() => 0), exclusions: ties.exclusions.map(() => 0) };
  return recalled(FILTERED, [only, ...factors, ...fixed, ...own.map(({ source }) => source)], context, (inner) => {
    const conditions = own.flatMap(({ kind, source }) => (kind === 'exclude' ? [] : source));
    const looked = new Set(ties.exclusions.flatMap(({ relation }) => relation.slots));
    const views = knownViews(viewsOf(factors, ties), only, inner.memory);
    const from = [only, ...views, ...fixed, ...conditions, [...looked].sort((a, b) => a - b).join()] as const;
    const passed = recalled(PASSED, from, inner, (rest) => pass(views, ties, rest));
    return filter({ base, views, passed }, ties, inner);
  });
}

/** What an edit of an exclusion, or of a parameter that no rule names, leaves as it is. */
const PASSED: Topic<Compiled<Passed>> = { name: 'rows that pass conditions' };

function tiesOf(rules: readonly Rule[]): Omit<Rules, 'fixed'> {
  return {
    whens: rules.flatMap((rule) => (rule.kind === 'when' ? rule.when : [])),
    constraints: rules.flatMap((rule) => (rule.kind === 'constraint' ? rule.test : [])),
    exclusions: rules.flatMap((rule) => (rule.kind === 'exclude' ? rule.excluded : [])),
  };
}

const FILTERED: Topic<Compiled<Filtered>> = { name: 'filtered rows' };

/** Tells each rule's effect on the whole block, in order of application; answers how many rows are left before merging. */
function recordSteps(pieces: readonly Piece[], rules: readonly Rule[], { account }: Context): number {
  const sizes = pieces.map((piece) => piece.size);
  const removed = new Map<number, { readonly piece: number; readonly rows: number }>();
  for (const [piece, { part, filtered }] of pieces.entries()) {
    const ofKind = (kind: Rule['kind']) => part.rules.filter((at) => rules[at]?.kind === kind);
    for (const [at, rule] of ofKind('constraint').entries()) removed.set(rule, { piece, rows: filtered.constraints[at] ?? 0 });
    for (const [at, rule] of ofKind('exclude').entries()) removed.set(rule, { piece, rows: filtered.exclusions[at] ?? 0 });
  }
  let left = multiply(sizes);
  // Neighbouring rules mostly take rows from one piece, so that the others need not be multiplied again for each of them.
  let others = { piece: -1, rows: 0 };
  for (const [at, rule] of rules.entries()) {
    const effect = removed.get(at);
    if (rule.kind === 'when' || effect === undefined) continue;
    const { piece, rows } = effect;
    const before = left;
    if (rows > 0) {
      if (others.piece !== piece) others = { piece, rows: multiply(sizes.toSpliced(piece, 1)) };
      const size = (sizes[piece] ?? 0) - rows;
      sizes[piece] = size;
      left = multiply([others.rows, size]);
    }
    const gone = before - left;
    if (rule.kind === 'constraint') account.constraints += gone;
    else account.exclude += gone;
    account.steps.push({ kind: rule.kind, removed: gone, left, file: rule.at.file, span: rule.at.span });
  }
  return left;
}
