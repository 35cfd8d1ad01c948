import { NO_MEMORY, type Topic } from '../memory.ts';
import { type Account, type Context, newAccount, slotOf, spend } from './context.ts';

/** What a part of a space was compiled to, with all that its compilation did to the context. */
export interface Compiled<V> {
  readonly value: V;
  /** The parameters that were asked for, in order, with the slots that they had. */
  readonly slots: ReadonlyMap<string, number>;
  readonly spent: number;
  readonly account: Account;
}

/** Compiles a part of a task, or repeats what that gave and did the last time, when its parameters still have the same slots. */
export function recalled<V>(
  topic: Topic<Compiled<V>>,
  from: readonly [part: object, ...given: unknown[]],
  context: Context,
  compile: (context: Context) => V,
): V {
  const { memory } = context;
  if (memory === NO_MEMORY) return compile(context);
  const [part, ...given] = from;
  const known = memory.recall(topic, part, given);
  if (known !== undefined && isInPlace(known.slots, context) && known.spent <= context.budget.left) {
    spend(known.spent, context);
    addAccount(known.account, context.account);
    return known.value;
  }
  const own: Context = { ...context, account: newAccount(), used: new Set() };
  const before = context.budget.left;
  const value = compile(own);
  const slots = new Map([...(own.used ?? [])].map((name) => [name, slotOf(name, context)]));
  // What was given up for lack of budget may be done with more of it.
  if (own.account.exact) memory.keep(topic, part, given, { value, slots, spent: before - context.budget.left, account: own.account });
  addAccount(own.account, context.account);
  return value;
}

/** Asks for the parameters as compiling would. */
function isInPlace(slots: ReadonlyMap<string, number>, context: Context): boolean {
  let same = true;
  for (const [name, slot] of slots) same = slotOf(name, context) === slot && same;
  return same;
}

function addAccount(from: Account, to: Account): void {
  to.exact &&= from.exact;
  to.merged += from.merged;
  to.constraints += from.constraints;
  to.exclude += from.exclude;
  for (const step of from.steps) to.steps.push(step);
}
