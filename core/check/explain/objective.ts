import type { ProblemCode } from '../problem.ts';
import type { Explanation } from './explanation.ts';

/** Diagnostics of a task against its schema, its objective, and its results. */
export const OBJECTIVE = {
  'outside-schema': {
    meaning: 'A value lies outside what the schema allows, or the schema has no such parameter.',
    wrong: 'schema: {parameters: {lr: {type: float, max: 1}}}\nparameters: {lr: [0.5, 2]}',
    right: 'schema: {parameters: {lr: {type: float, max: 1}}}\nparameters: {lr: [0.5, 1]}',
    mend: 'Correct the value, or widen the schema.',
  },
  'not-in-enum': {
    meaning: 'The schema lists the allowed values, and this is none of them.',
    wrong: 'schema: {parameters: {mode: {values: [fast, slow]}}}\nparameters: {mode: slwo}',
    right: 'schema: {parameters: {mode: {values: [fast, slow]}}}\nparameters: {mode: slow}',
    mend: 'Take one of the listed values, or add it to the schema.',
  },
  'missing-parameter': {
    meaning: 'The schema declares a parameter that nothing gives a value, or an included point leaves an axis open.',
    wrong: 'schema: {parameters: {lr: {type: float}, depth: {type: int}}}\nparameters: {lr: [0.1, 0.2]}',
    right: 'schema: {parameters: {lr: {type: float}, depth: {type: int}}}\nparameters: {lr: [0.1, 0.2], depth: 2}',
    mend: 'Add it to `parameters`, or give it a `default` or `optional: true` in the schema.',
  },
  'unused-parameter': {
    meaning: 'The command has no placeholder for a parameter, so all its values give the same result.',
    wrong: 'run: {command: [echo, "${lr}"]}\nparameters: {lr: 0.1, depth: [1, 2]}',
    right: 'run: {command: [echo, "${lr}", "${depth}"]}\nparameters: {lr: 0.1, depth: [1, 2]}',
    mend: 'Add `${name}` or `${args}` to the command.',
  },
  'unknown-placeholder': {
    meaning: 'A placeholder names neither a parameter nor something built in, or is not closed.',
    wrong: 'run: {command: [echo, "${dpth}"]}\nparameters: {depth: [1, 2]}',
    right: 'run: {command: [echo, "${depth}"]}\nparameters: {depth: [1, 2]}',
    mend: 'Take the name that is suggested, or write `$${` for a literal `${`.',
  },
  'function-not-found': {
    meaning: 'The module has no function of that name. Sources are read, never run.',
    wrong: 'run: {python: model:trian}\nparameters: {lr: 0.1, depth: 2}',
    right: 'run: {python: model:train}\nparameters: {lr: 0.1, depth: 2}',
    mend: 'Correct the name.',
  },
  'module-not-found': {
    meaning: 'There is no such module beside the task file or in the workspace folder.',
    wrong: 'run: {python: nothing:train}\nparameters: {lr: 0.1}',
    right: 'run: {python: model:train}\nparameters: {lr: 0.1, depth: 2}',
    mend: 'Correct the name, or create the file.',
  },
  'unknown-argument': {
    meaning:
      'The function has no parameter of that name and would refuse every call, or the script of a command has no such option. Options of argparse, click and typer are read from the source, which is never run.',
    wrong: 'run: {python: model:train}\nparameters: {lr: 0.1, depth: 2, optimiser: sgd}',
    right: 'run: {python: model:train}\nparameters: {lr: 0.1, depth: 2, optimizer: sgd}',
    mend: 'Take the name that is suggested, remove it, or add it to the function or script.',
  },
  'missing-argument': {
    meaning: 'The function needs an argument that nothing gives a value, or the script of a command an option that is not in the command.',
    wrong: 'run: {python: model:train}\nparameters: {lr: [0.1, 0.2]}',
    right: 'run: {python: model:train}\nparameters: {lr: [0.1, 0.2], depth: 2}',
    mend: 'Add it to `parameters` or to the command, or give it a default in the function or script.',
  },
  'argument-type': {
    meaning:
      'The annotation of the argument does not fit the values of the parameter, or an option of a script has another type or other choices.',
    wrong: 'run: {python: model:train}\nparameters: {lr: [slow, fast], depth: 2}',
    right: 'run: {python: model:train}\nparameters: {lr: [0.1, 0.2], depth: 2}',
    mend: 'Change one of the two.',
  },
  'metric-not-in-outputs': {
    meaning: 'The metric is none of the outputs that the schema declares.',
    wrong: 'schema: {outputs: {loss: {type: float}}}\nparameters: {lr: [0.1, 0.2]}\nmetric: {name: los}',
    right: 'schema: {outputs: {loss: {type: float}}}\nparameters: {lr: [0.1, 0.2]}\nmetric: {name: loss}',
    mend: 'Take the name that is suggested, or declare the output.',
  },
  'hypothesis-syntax': {
    meaning:
      'What a hypothesis expects cannot be read to its end, or no result could support it. An expectation compares the means of one output at two selections of items, perhaps with a margin.',
    wrong: 'parameters: {a: [1, 2]}\nhypotheses: [{expect: "loss[a=1] == loss[a=2]"}]',
    right: 'parameters: {a: [1, 2]}\nhypotheses: [{expect: "loss[a=1] < loss[a=2] - 0.05"}]',
    mend: 'Write it as `loss[optimizer=adam] < loss[optimizer=sgd] - 0.05`, with `<`, `<=`, `>`, `>=` or `!=`.',
  },
  'shell-string': {
    meaning: 'A command given as one text is cut at its spaces and started without a shell: pipes and `$HOME` do not work.',
    wrong: 'run: {command: "echo ${lr}"}\nparameters: {lr: [0.1, 0.2]}',
    right: 'run: {command: [echo, "${lr}"]}\nparameters: {lr: [0.1, 0.2]}',
    mend: 'Write a list of arguments, or use `shell`.',
  },
  'timeout-too-short': {
    meaning: 'The time limit is below the median duration of finished items, so most of them would be stopped.',
    wrong: '',
    right: '',
    mend: 'Allow more time; `timeout: 300%` is three times the median.',
  },
  'slots-exceed-workers': {
    meaning: 'One item occupies more workers than there are, so nothing could ever run.',
    wrong: 'parameters: {lr: [0.1, 0.2]}\nexecution: {workers: 2, slots: 4}',
    right: 'parameters: {lr: [0.1, 0.2]}\nexecution: {workers: 4, slots: 4}',
    mend: 'Raise `workers`, or lower `slots`.',
  },
  'stale-items': {
    meaning: 'Items have results of an earlier state of the code, its inputs or its environment.',
    wrong: '',
    right: '',
    mend: 'Run the stale items, or keep their results with `cache: {stale: keep}`.',
  },
  'failed-items': {
    meaning: 'Items failed; at an axis value or case when all failures share it.',
    wrong: '',
    right: '',
    mend: 'Look at the log of one, then rerun the failed items.',
  },
  'orphan-items': {
    meaning: 'Results of this task belong to points that are no longer in its space. They are kept.',
    wrong: '',
    right: '',
    mend: 'Nothing; `sweepdeck gc` removes them when they are not wanted.',
  },
} as const satisfies Partial<Record<ProblemCode, Explanation>>;
