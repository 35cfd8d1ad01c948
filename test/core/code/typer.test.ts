import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { typerOptions } from '../../../core/code/commandLine/typer.ts';
import { allGrammars } from './sources.ts';

/**
 * What typer itself makes of a parameter (its 0.7 with click 8.1, asked by `typer.main.get_command`); the types of the
 * values of a list are left out, and what a variable of the environment may fill in is not required here.
 */
const rows = z
  .array(
    z.strictObject({
      parameter: z.string(),
      flags: z.array(z.string()),
      takes: z.union([z.number(), z.string()]),
      required: z.boolean(),
      choices: z.array(z.string()).optional(),
      type: z.string().optional(),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('../../data/typer.json', import.meta.url), 'utf8')));

const grammars = await allGrammars();
const HEAD = 'import typer\nfrom enum import Enum\nfrom typing import *\nclass Net(str, Enum):\n    a = "a"\n    b = "bee"\n';

test.each(rows)('$parameter', ({ parameter, type, choices, ...wanted }) => {
  const tree = grammars.parse('python', `${HEAD}def main(${parameter}):\n    pass\ntyper.run(main)\n`);
  const read = tree && typerOptions(tree, 'a.py');
  const [option, ...more] = read?.options.filter(({ name }) => name !== 'help') ?? [];
  expect(more).toEqual([]);
  expect(read?.open).toBe(false);
  const { flags = [], takes, required } = option ?? {};
  expect({ flags: flags.toSorted(), takes, required }).toEqual(wanted);
  expect(option?.choices).toEqual(choices);
  if (option?.type !== undefined && choices === undefined) expect(option.type).toBe(type);
});
