import type { ProblemCode } from '../problem.ts';
import type { Explanation } from './explanation.ts';

/** Diagnostics of the space: axes, points, and the expressions that choose among them. */
export const SPACE = {
  'min-greater-than-max': {
    meaning: 'A range begins above its end and has no value.',
    wrong: 'parameters: {lr: {min: 3, max: 1, step: 1}}',
    right: 'parameters: {lr: {min: 1, max: 3, step: 1}}',
    mend: 'Swap the two.',
  },
  'incomplete-range': {
    meaning: 'A range needs both ends.',
    wrong: 'parameters: {lr: {min: 1, step: 1}}',
    right: 'parameters: {lr: {min: 1, max: 10, step: 1}}',
    mend: 'Add the end that is missing.',
  },
  'continuous-in-grid': {
    meaning: 'A range without `step` or `num` is continuous; a grid, and an axis that is fully crossed with a sample, needs single values.',
    wrong: 'parameters: {lr: {min: 0, max: 1}}',
    right: 'parameters: {lr: {min: 0, max: 1, num: 10}}',
    mend: 'Add `num` or `step`, or take a sampling method such as `method: random` with `samples`.',
  },
  'log-nonpositive': {
    meaning: 'A logarithmic range cannot begin at zero or below.',
    wrong: 'parameters: {lr: {min: 0, max: 2, num: 3, scale: log}}',
    right: 'parameters: {lr: {min: 0.01, max: 2, num: 3, scale: log}}',
    mend: 'Begin above zero, or take `scale: linear`.',
  },
  'step-misses-max': {
    meaning: 'The steps do not reach `max`, so the last value is another one than is written.',
    wrong: 'parameters: {lr: {min: 0, max: 1, step: 0.3}}',
    right: 'parameters: {lr: {min: 0, max: 0.9, step: 0.3}}',
    mend: 'Write the last value, or another step.',
  },
  'too-few-distinct': {
    meaning: 'A range of whole numbers has fewer different values than `num` asks for.',
    wrong: 'parameters: {n: {min: 0, max: 2, num: 5, type: int}}',
    right: 'parameters: {n: {min: 0, max: 2, num: 3, type: int}}',
    mend: 'Ask for as many as there are.',
  },
  'duplicate-value': {
    meaning: 'The same value stands twice in a list and would be the same point twice. `1` and `1.0` are one value.',
    wrong: 'parameters: {n: [1, 2, 1.0]}',
    right: 'parameters: {n: [1, 2]}',
    mend: 'Remove one of the two.',
  },
  'duplicate-parameter': {
    meaning: 'Two parts of the space give values to the same parameter.',
    wrong: 'parameters: {a: [1, 2]}\nzip: {pair: {a: [1, 2], b: [3, 4]}}',
    right: 'zip: {pair: {a: [1, 2], b: [3, 4]}}',
    mend: 'Leave the parameter to one of them.',
  },
  'zip-length': {
    meaning: 'Parameters that move together have lists of different lengths. A single value goes with every length.',
    wrong: 'zip: {pair: {a: [1, 2], b: [3, 4, 5]}}',
    right: 'zip: {pair: {a: [1, 2, 3], b: [3, 4, 5]}}',
    mend: 'Give all lists the same length.',
  },
  'zip-unpaired-file': {
    meaning: 'Globs of files in one zip are paired by the stem of the file name, and a file has no partner.',
    wrong: 'zip: {pair: {a: {files: data/*.csv}, b: {files: data/*.txt}}}',
    right: '',
    mend: 'Add the missing file, or narrow the globs.',
  },
  'empty-axis': {
    meaning: 'An axis without values makes a sweep without points.',
    wrong: 'parameters: {lr: []}',
    right: 'parameters: {lr: [0.1, 0.2]}',
    mend: 'Add values, or remove the parameter.',
  },
  'no-file-matches': {
    meaning: 'No file matches a glob.',
    wrong: 'parameters: {table: {files: nothing/*.csv}}',
    right: 'parameters: {table: {files: data/*.csv}}',
    mend: 'Correct the pattern; it is relative to the task file.',
  },
  'unknown-name': {
    meaning: 'An expression, a filter, a column or a plot names something that is neither a parameter nor an output.',
    wrong: 'parameters: {lr: [0.1, 0.2], depth: 3}\nconstraints: [lr < detph]',
    right: 'parameters: {lr: [0.1, 5], depth: 3}\nconstraints: [lr < depth]',
    mend: 'Take the name that is suggested, or declare the parameter.',
  },
  'expression-syntax': {
    meaning: 'This is not an expression.',
    wrong: 'parameters: {lr: [0.1, 0.2]}\nconstraints: ["lr > 0.1 && lr < 1"]',
    right: 'parameters: {lr: [0.1, 0.2]}\nconstraints: ["lr > 0.1 and lr < 1"]',
    mend: 'Correct it at the marked place: `and or not`, comparisons, arithmetic, and functions such as `log10(x)`.',
  },
  'expression-type': {
    meaning: 'An operation does not work on values of these types.',
    wrong: 'parameters: {lr: [0.1, 0.2], mode: [fast, slow]}\nconstraints: [lr < mode]',
    right: 'parameters: {lr: [0.1, 0.2], mode: [fast, slow]}\nconstraints: ["mode == \'fast\' or lr > 0.1"]',
    mend: 'Compare like with like.',
  },
  'constraint-always-false': {
    meaning: 'No point can meet this constraint, so nothing would run.',
    wrong: 'parameters: {lr: [0.1, 0.2]}\nconstraints: [lr > 1]',
    right: 'parameters: {lr: [0.1, 2]}\nconstraints: [lr > 1]',
    mend: 'Correct the constraint, or widen the axes.',
  },
  'constraint-always-true': {
    meaning: 'Every point meets this constraint, so it does nothing; often a bound is mistyped.',
    wrong: 'parameters: {lr: [0.1, 0.2]}\nconstraints: [lr > 0]',
    right: 'parameters: {lr: [0.1, 0.2]}\nconstraints: [lr > 0.1]',
    mend: 'Correct it, or remove it.',
  },
  'when-never-true': {
    meaning: 'The condition of a parameter holds with none of the values in this file, so the parameter is at no point.',
    wrong: "parameters: {method: [euler, rk4], order: {values: [2, 4], when: method == 'rk5'}}",
    right: "parameters: {method: [euler, rk4], order: {values: [2, 4], when: method == 'rk4'}}",
    mend: 'Correct the condition, or remove the parameter while it is not wanted.',
  },
  'empty-sweep': {
    meaning: 'No point is left to run; the message names the step that removed the last ones.',
    wrong: 'parameters: {lr: [0.1, 0.2]}\nconstraints: [lr > 0.1, lr < 0.2]',
    right: 'parameters: {lr: [0.1, 0.2]}\nconstraints: [lr > 0.1]',
    mend: 'Correct that step, or widen the axes.',
  },
  'large-sweep': {
    meaning: 'The sweep has more than 1,000,000 items.',
    wrong: 'parameters: {a: {min: 1, max: 2000000, step: 1}}',
    right: 'parameters: {a: {min: 1, max: 2000000, num: 100}}',
    mend: 'Try fewer values, or go on when it is meant.',
  },
  'exclude-matches-nothing': {
    meaning: 'An entry of `exclude` agrees with no point.',
    wrong: 'parameters: {lr: [0.1, 0.2]}\nexclude: [{lr: 0.3}]',
    right: 'parameters: {lr: [0.1, 0.2]}\nexclude: [{lr: 0.2}]',
    mend: 'Correct the values, or remove the entry.',
  },
  'include-already-present': {
    meaning: 'A point of `include` is in the space already.',
    wrong: 'parameters: {lr: [0.1, 0.2]}\ninclude: [{lr: 0.1}]',
    right: 'parameters: {lr: [0.1, 0.2]}\ninclude: [{lr: 0.3}]',
    mend: 'Remove it.',
  },
  'points-merged': {
    meaning: 'Several points have the same parameters. They are one item; the first keeps its place.',
    wrong: 'points: [{a: 1}, {a: 2}, {a: 1.0}]',
    right: 'points: [{a: 1}, {a: 2}]',
    mend: 'Remove the repetitions, or use `replicates`.',
  },
  'lhs-resample': {
    meaning: 'A Latin hypercube with more samples has other points, so nothing of the earlier ones is kept.',
    wrong: 'parameters: {lr: {min: 0, max: 1}}\nmethod: lhs\nsamples: 10',
    right: 'parameters: {lr: {min: 0, max: 1}}\nmethod: sobol\nsamples: 10',
    mend: 'Take `sobol` or `halton`, whose first points stay when `samples` grows.',
  },
  'too-many-dimensions': {
    meaning: 'The Sobol sequence needs a table of numbers for each dimension, and the table has 256.',
    wrong: '',
    right: '',
    mend: 'Take `method: random`, or vary fewer parameters.',
  },
  'too-many-rejections': {
    meaning:
      'A sampling method draws a point again when a constraint or `exclude` refuses it. Here more than 99 of 100 draws are refused, so the sample would take very long.',
    wrong: 'parameters: {lr: {min: 0, max: 1}}\nmethod: random\nsamples: 10\nconstraints: [lr < 0.002]',
    right: 'parameters: {lr: {min: 0, max: 0.002}}\nmethod: random\nsamples: 10',
    mend: 'Narrow the ranges to where the constraints hold.',
  },
} as const satisfies Partial<Record<ProblemCode, Explanation>>;
