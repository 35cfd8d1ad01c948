import * as z from 'zod';
import { choices, key, natural, scalar, text } from './schemaParts.ts';

const words = z.array(scalar).meta({ title: 'a list of arguments' });

const result = z
  .union([
    z.enum(['return', 'stdout']),
    z.strictObject({ json: key(text, 'Path of a JSON file with the outputs. Example: `json: ${item.dir}/result.json`.') }),
    z.strictObject({
      jsonl: key(
        text,
        'Path of a file with one JSON object of outputs a line; the last values count. Example: `jsonl: ${item.dir}/log.jsonl`.',
      ),
    }),
    z.strictObject({
      regex: key(
        z.record(text, text),
        'A pattern for each output, searched in standard output. Example: `regex: {loss: "loss = (\\\\S+)"}`.',
      ),
    }),
  ])
  .meta({ title: '`return`, `stdout`, or a mapping with `json`, `jsonl` or `regex`' });
for (const option of result.options) if (option instanceof z.ZodObject) choices.add(option, { keys: Object.keys(option.shape) });

/** The keys of which `run` has exactly one. */
export const RUN_KINDS = ['python', 'node', 'command', 'shell'] as const;

export const run = z
  .strictObject({
    python: key(text, 'A Python function, called once for each item. Example: `python: pendulum:simulate`.'),
    node: key(
      text,
      'A function of a JavaScript or TypeScript module, called once for each item. Example: `node: ./pendulum.mjs#simulate`.',
    ),
    command: key(
      z.union([words, text]).meta({ title: 'a list of arguments' }),
      'A program and its arguments, started without a shell; `${name}` is replaced. Example: `command: [./solve, --mu, "${mu}"]`.',
    ),
    shell: key(
      text,
      'One line for `/bin/sh`, which Windows does not have; values come as environment variables, never as text. Example: `shell: ./solve < input.txt`.',
    ),
    setup: key(text, 'Runs once in every worker before its first item; written like the objective. Example: `setup: pendulum:prepare`.'),
    build: key(words, 'A program that runs once before the first item that has to run. Example: `build: [make, solve]`.'),
    env: key(
      z.record(text, scalar).meta({ title: 'a mapping of names to values' }),
      'Environment variables of the objective. Example: `env: {OMP_NUM_THREADS: 1}`.',
    ),
    cwd: key(text, 'The working directory; default: the folder of the task file. Example: `cwd: ../build`.'),
    interpreter: key(text, 'The Python interpreter of this task. Example: `interpreter: .venv/bin/python`.'),
    success: key(
      z.strictObject({
        exit_codes: key(z.array(natural).meta({ title: 'a list of exit codes' }), 'Exit codes that mean success; default: `[0]`.'),
      }),
      'What counts as success of a command. Example: `success: {exit_codes: [0, 3]}`.',
    ),
    result: key(
      result,
      'Where the outputs of an item are; default: `return` for functions, `stdout` for commands. Example: `result: {json: result.json}`.',
    ),
  })
  .meta({ title: 'a mapping with `python`, `node`, `command` or `shell`' });
