import type { Space } from '../space/space.ts';
import { methodOf } from '../task/read/sampling.ts';
import type { Check, SpaceRule, TaskRule } from './check.ts';
import type { Problem, ProblemCode } from './problem.ts';
import { argumentsFit } from './rules/arguments.ts';
import { argumentType } from './rules/argumentType.ts';
import { continuousInGrid } from './rules/continuousInGrid.ts';
import { duplicateParameter } from './rules/duplicateParameter.ts';
import { duplicateValue } from './rules/duplicateValue.ts';
import { emptyAxis } from './rules/emptyAxis.ts';
import { emptySweep } from './rules/emptySweep.ts';
import { fileNotFound } from './rules/fileNotFound.ts';
import { hypothesisValues } from './rules/hypothesisValues.ts';
import { idleFilters } from './rules/idleFilters.ts';
import { largeSweep } from './rules/largeSweep.ts';
import { logNonpositive } from './rules/logNonpositive.ts';
import { minGreaterThanMax } from './rules/minGreaterThanMax.ts';
import { missingOption } from './rules/missingOption.ts';
import { missingParameter } from './rules/missingParameter.ts';
import { missingRun } from './rules/missingRun.ts';
import { notAvailableYet } from './rules/notAvailableYet.ts';
import { objectiveNotFound } from './rules/objectiveNotFound.ts';
import { optionValue } from './rules/optionValue.ts';
import { partialInclude } from './rules/partialInclude.ts';
import { placeholders } from './rules/placeholders.ts';
import { pointsMerged } from './rules/pointsMerged.ts';
import { rejections } from './rules/rejections.ts';
import { samplingFits } from './rules/samplingFits.ts';
import { slotsExceedWorkers } from './rules/slotsExceedWorkers.ts';
import { stepMissesMax } from './rules/stepMissesMax.ts';
import { tooFewDistinct } from './rules/tooFewDistinct.ts';
import { unknownNames } from './rules/unknownNames.ts';
import { unknownOption } from './rules/unknownOption.ts';
import { viewNames } from './rules/viewNames.ts';
import { whenNeverTrue } from './rules/whenNeverTrue.ts';
import { zipLength } from './rules/zipLength.ts';

/** The rules on the meaning of a task, in the order in which their problems are told. */
const TASK_RULES: readonly TaskRule[] = [
  missingRun,
  notAvailableYet,
  minGreaterThanMax,
  logNonpositive,
  samplingFits,
  continuousInGrid,
  duplicateParameter,
  zipLength,
  partialInclude,
  emptyAxis,
  stepMissesMax,
  tooFewDistinct,
  duplicateValue,
  whenNeverTrue,
  objectiveNotFound,
  argumentsFit,
  missingParameter,
  argumentType,
  unknownOption,
  missingOption,
  optionValue,
  placeholders,
  unknownNames,
  viewNames,
  hypothesisValues,
  fileNotFound,
  slotsExceedWorkers,
];

/** The rules on the points, after the space has been counted. */
const SPACE_RULES: readonly SpaceRule[] = [rejections, emptySweep, idleFilters, pointsMerged, largeSweep];

/** After these the space is not what is meant; counting it would only repeat the mistake. */
const SPOILING: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'min-greater-than-max',
  'log-nonpositive',
  'continuous-in-grid',
  'duplicate-parameter',
  'zip-length',
  'too-many-dimensions',
]);

/** Runs the rules on the meaning; `spoiled` when the space cannot be counted. */
export function taskChecks(check: Check): { readonly problems: readonly Problem[]; readonly spoiled: boolean } {
  const problems = TASK_RULES.flatMap((rule) => [...rule(check)]);
  const isUndecided = check.task.sampling === undefined && methodOf(check.root) !== 'grid';
  return { problems, spoiled: isUndecided || problems.some((one) => SPOILING.has(one.code)) };
}

/** Runs the rules on the points. */
export function spaceChecks(check: Check, space: Space): readonly Problem[] {
  return SPACE_RULES.flatMap((rule) => [...rule(check, space)]);
}
