import type { Problem, ProblemCode } from '../check/problem.ts';
import type { Fix, FixContext, FixMaker } from './fix.ts';
import { addArgument } from './fixes/addArgument.ts';
import { addKey } from './fixes/addKey.ts';
import { addNum } from './fixes/addNum.ts';
import { addParameter } from './fixes/addParameter.ts';
import { chooseValue } from './fixes/chooseValue.ts';
import { completeRange } from './fixes/completeRange.ts';
import { linearScale } from './fixes/linearScale.ts';
import { moveOut } from './fixes/moveOut.ts';
import { moveUnder } from './fixes/moveUnder.ts';
import { remove } from './fixes/remove.ts';
import { removeParameter } from './fixes/removeParameter.ts';
import { rename } from './fixes/rename.ts';
import { replace } from './fixes/replace.ts';
import { splitCommand } from './fixes/splitCommand.ts';
import { swapEnds } from './fixes/swapEnds.ts';
import { thinAxis } from './fixes/thinAxis.ts';
import { wrap } from './fixes/wrap.ts';

/** The quick fixes of each code, the likeliest first. */
const FIXES: Partial<Record<ProblemCode, readonly FixMaker[]>> = {
  'unknown-key': [rename, moveUnder, remove('key', false)],
  'missing-key': [addKey],
  'wrong-type': [rename, replace(false), wrap],
  'duplicate-key': [remove('key', false)],
  'ambiguous-scalar': [replace(true), chooseValue],
  'mixed-axis-group': [moveOut],
  'min-greater-than-max': [swapEnds],
  'incomplete-range': [completeRange],
  'continuous-in-grid': [addNum],
  'log-nonpositive': [linearScale],
  'step-misses-max': [replace(true)],
  'too-few-distinct': [replace(true)],
  'duplicate-value': [remove('value', true)],
  'unknown-name': [rename],
  'expression-syntax': [rename],
  'constraint-always-true': [remove('constraint', false)],
  'exclude-matches-nothing': [remove('entry', false)],
  'include-already-present': [remove('point', true)],
  'outside-schema': [rename, wrap, replace(false)],
  'not-in-enum': [rename, chooseValue],
  'missing-parameter': [addParameter],
  'unused-parameter': [addArgument],
  'unknown-placeholder': [replace(true)],
  'function-not-found': [rename, replace(false)],
  'module-not-found': [replace(false)],
  'file-not-found': [rename],
  'unknown-argument': [rename, removeParameter],
  'missing-argument': [addParameter, addArgument],
  'metric-not-in-outputs': [rename],
  'large-sweep': [thinAxis],
  'shell-string': [splitCommand],
};

/** Codes of which some problem has a quick fix. */
export const FIXED_CODES: ReadonlySet<string> = new Set(Object.keys(FIXES));

/** What can be done about a problem by changing text; `context` is the file in which the problem is. */
export function fixesFor(problem: Problem, context: FixContext): readonly Fix[] {
  return (FIXES[problem.code] ?? []).flatMap((make) => make(problem, context));
}
