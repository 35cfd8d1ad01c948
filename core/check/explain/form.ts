import type { ProblemCode } from '../problem.ts';
import type { Explanation } from './explanation.ts';

/** Diagnostics of the form of a file: its YAML, its keys, and other files that it takes in. */
export const FORM = {
  'unknown-key': {
    meaning: 'The format has no such key here. It would be ignored in silence, so it is an error, everywhere.',
    wrong: 'paramters: {lr: [0.1, 0.2]}',
    right: 'parameters: {lr: [0.1, 0.2]}',
    mend: 'Take the key that is suggested, or remove it.',
  },
  'missing-key': {
    meaning: 'A mapping lacks a key that it cannot do without.',
    wrong: 'parameters: {lr: [0.1, 0.2]}\nmetric: {goal: minimize}',
    right: 'parameters: {lr: [0.1, 0.2]}\nmetric: {name: loss, goal: minimize}',
    mend: 'Add the key.',
  },
  'wrong-type': {
    meaning: 'The value is of another kind than the key takes.',
    wrong: 'replicates: 0\nparameters: {lr: [0.1, 0.2]}',
    right: 'replicates: 1\nparameters: {lr: [0.1, 0.2]}',
    mend: 'Write what the message asks for.',
  },
  'duplicate-key': {
    meaning: 'A mapping has the same key twice. YAML readers disagree about which one counts.',
    wrong: 'parameters:\n  lr: [0.1, 0.2]\n  lr: [0.3]',
    right: 'parameters:\n  lr: [0.1, 0.2, 0.3]',
    mend: 'Keep one of the two.',
  },
  'yaml-syntax': {
    meaning: 'The text is not YAML. What follows is checked no further, because it may mean anything.',
    wrong: 'parameters: {lr: [0.1, 0.2}',
    right: 'parameters: {lr: [0.1, 0.2]}',
    mend: 'Correct it at the marked place; often a bracket, a quote or a space behind a colon is missing.',
  },
  'ambiguous-scalar': {
    meaning:
      'YAML 1.1 readers take this word for something else: `yes` for true, `012` for ten, `12:30:00` for a number in base 60. Or it is one text here, but a list, a range or a number in another language: `range(0, 10)`, `(1, 2)`, `0.1, 0.2`, `1..5`, `2**10`, `None`.',
    wrong: 'parameters: {mode: yes}',
    right: "parameters: {mode: 'yes'}",
    mend: 'Put it in quotes to keep the text, or write the value that is meant.',
  },
  'mixed-axis-group': {
    meaning: 'A mapping is an axis when it has a key such as `min` or `values`, and a group of parameters otherwise. This one is both.',
    wrong: 'parameters:\n  model: {min: 1, max: 2, num: 2, depth: [1, 2]}',
    right: 'parameters:\n  model: {min: 1, max: 2, num: 2}\n  depth: [1, 2]',
    mend: 'Make the other key a parameter of its own.',
  },
  'reserved-name': {
    meaning: 'This cannot be the name of a parameter. `__proto__`, `constructor` and `prototype` could harm readers of results.',
    wrong: 'parameters: {2nd: 1}',
    right: 'parameters: {second: 1}',
    mend: 'Take a name of letters, digits, `_` and `-` that begins with a letter or `_`.',
  },
  'alias-bomb': {
    meaning: 'The aliases of this file expand to more than 100,000 values, nest more than 100 levels deep, or contain themselves.',
    wrong: 'parameters: {a: &a [*a]}',
    right: 'parameters: {a: [1]}',
    mend: 'Write the values out.',
  },
  'too-deep': {
    meaning: 'The file is nested more than 100 levels deep, larger than can be checked while typing, or a chain of `extends` is too long.',
    wrong: '',
    right: '',
    mend: 'Flatten it, or move long lists of points to a CSV file and name that in `points`.',
  },
  'extends-missing': {
    meaning: '`extends` names a file that is not there, lies outside the workspace, or cannot be read.',
    wrong: 'extends: ./nowhere.sweep.yaml',
    right: '',
    mend: 'Correct the path, or create the file.',
  },
  'extends-cycle': {
    meaning: 'Following `extends` leads back to a file that was there before.',
    wrong: 'extends: ./example.sweep.yaml',
    right: 'parameters: {lr: [0.1, 0.2]}',
    mend: 'Remove one of the links.',
  },
  'file-not-found': {
    meaning: 'A file that the task names is not there.',
    wrong: 'points: nowhere.csv',
    right: 'points: [{lr: 0.1}, {lr: 0.2}]',
    mend: 'Correct the path; it is relative to the task file.',
  },
  'not-available-yet': {
    meaning: 'The format describes this, but this version cannot do it. It is never passed over in silence.',
    wrong: 'execution: {backend: slurm}\nparameters: {a: [1, 2]}',
    right: 'parameters: {a: [1, 2]}',
    mend: 'Do without it for now, or put it in a comment.',
  },
} as const satisfies Partial<Record<ProblemCode, Explanation>>;
