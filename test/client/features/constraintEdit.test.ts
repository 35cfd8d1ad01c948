import { expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { constraintEdit } from '../../../client/features/constraintEdit.ts';

const taskSchema = z.object({ a: z.number().optional(), constraints: z.array(z.string()) });
const CONDITION = `dt >= 0.5 and method == 'euler' and name == "x\\\\y"`;

it.each([
  ['no constraints', 'a: 1\n', []],
  ['no line end', 'a: 1', []],
  ['a list', "constraints:\n  - dt < 1\n  - 'b > 2'\na: 1\n", ['dt < 1', 'b > 2']],
  ['a list without indentation, after a comment', 'constraints: # why\n# and this\n- dt < 1\na: 1\n', ['dt < 1']],
  ['a list in brackets', 'constraints: [dt < 1, b > 2]\n', ['dt < 1', 'b > 2']],
  ['an empty list in brackets', 'constraints: [ ]\n', []],
])('keeps a condition out of a task file with %s', (_, source, others) => {
  const edit = constraintEdit(source, CONDITION);
  const text = source.slice(0, edit?.at) + (edit?.text ?? '') + source.slice(edit?.at);
  expect(taskSchema.parse(parse(text)).constraints).toEqual([`not (${CONDITION})`, ...others]);
});

it('leaves alone what it does not understand', () => {
  expect(constraintEdit('constraints: *shared\n', 'a > 1')).toBeUndefined();
});
