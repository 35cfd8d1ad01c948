import type { Block, Condition, Exclusion, Factor } from '../../task/task.ts';
import { compileExclusion } from '../block.ts';
import { slotOf } from '../context.ts';
import { excluder } from '../exclude.ts';
import { rowTest, type Scope } from '../scope.ts';
import { applyWhens, whensOf } from '../when.ts';
import { blockNames } from '../../check/factors.ts';
import { type Draft, type Drawing, drawFactor, TAKEN, together } from './drawing.ts';

/** A block inside `concat`: its factors, then its rules. */
export function drawBlock(block: Block, draft: Draft): Drawing {
  const parts = together(block.factors.flatMap((factor) => drawFactor(factor, draft, false)));
  return ruled(parts, block, draft);
}

/** The rules that a drawing is subject to. */
export interface Rules {
  readonly factors: readonly Factor[];
  readonly constraints: readonly Condition[];
  readonly exclude: readonly Exclusion[];
}

/** A drawing followed by `when`, constraints and exclusions of its block, in this order. */
export function ruled(drawing: Drawing, rules: Rules, draft: Draft): Drawing {
  const { context } = draft;
  const names = blockNames({ ...rules, include: [], file: '', span: { start: 0, end: 0 } }).keys();
  const scope: Scope = new Map([...names].map((name) => [name, slotOf(name, context)]));
  const whens = whensOf(rules.factors, scope);
  const tests = rules.constraints.map((condition) => ({ rule: draft.rules.push(condition) - 1, test: rowTest(condition, scope) }));
  const firstExclusion = draft.rules.length;
  draft.rules.push(...rules.exclude);
  const excludedBy =
    rules.exclude.length > 0 &&
    excluder(
      rules.exclude.map((one) => compileExclusion(one, context)),
      context.values,
    );
  return {
    slots: drawing.slots,
    continuous: drawing.continuous,
    fill(unit, row) {
      const refused = drawing.fill(unit, row);
      if (refused !== TAKEN) return refused;
      applyWhens(whens, row);
      for (const { rule, test } of tests) if (test.holds(row) === false) return rule;
      const entry = excludedBy === false ? -1 : excludedBy(row);
      return entry === -1 ? TAKEN : firstExclusion + entry;
    },
  };
}
