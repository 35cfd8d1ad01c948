import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { failuresInput, listInput, resultsInput, runInput } from '../../client/features/tools/toolInputs.ts';

// SAFETY: the shape is what this test is about; a missing member fails it.
const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly contributes: { readonly languageModelTools: readonly { readonly name: string; readonly inputSchema: unknown }[] };
};

it('repeats the input of every tool for chat agents in package.json', () => {
  const inputs = { sweepdeck_list: listInput, sweepdeck_results: resultsInput, sweepdeck_failures: failuresInput, sweepdeck_run: runInput };
  const expected = Object.entries(inputs).map(([name, schema]) => {
    const { $schema: _, ...inputSchema } = z.toJSONSchema(schema, { io: 'input' });
    return { name, inputSchema };
  });
  expect(contributes.languageModelTools.map(({ name, inputSchema }) => ({ name, inputSchema }))).toEqual(expected);
});
