import type { CommandRun, Field, Run, ShellRun, Task } from '../../../core/task/task.ts';
import { pythonRun } from '../code/sources.ts';

const at = { file: '/ws/t.sweep.yaml', span: { start: 0, end: 0 } } as const;
const base = { ...at, env: new Map<string, string>(), successCodes: [0], result: { kind: 'stdout' } } as const;

/** A task with nothing in it but what is given. */
export function task(more: Partial<Task> = {}): Task {
  return {
    file: at.file,
    name: 't',
    nameAt: at,
    tags: [],
    run: pythonRun('m:f'),
    schema: { parameters: new Map(), outputs: new Map() },
    space: { ...at, factors: [], constraints: [], exclude: [], include: [] },
    seed: 0,
    replicates: 1,
    seeding: 'paired',
    hypotheses: [],
    inputs: [],
    cache: { code: [], env: [], ignore: [], stale: 'run' },
    execution: { slots: 1, retries: { max: 0, on: [], backoff: 0 }, onFailure: 'continue', order: 'declared' },
    columns: [],
    plots: [],
    ...more,
  };
}

export function field(name: string, more: Partial<Field>): Field {
  return { ...at, name, type: 'any', optional: false, hidden: false, ...more };
}

/** A schema of parameters. */
export function schema(...fields: readonly Field[]): Task['schema'] {
  return { parameters: new Map(fields.map((one) => [one.name, one])), outputs: new Map() };
}

/** Words may hold `${name}`. */
export function commandRun(words: readonly string[], more: Partial<CommandRun> = {}): Run {
  const template = (word: string) =>
    word
      .split(/(\$\{[^}]*\})/)
      .filter((part) => part !== '')
      .map((part) => (part.startsWith('${') ? { ...at, name: part.slice(2, -1) } : part));
  return { ...base, kind: 'command', arguments: words.map(template), ...more };
}

export function shellRun(script: string, more: Partial<ShellRun> = {}): Run {
  return { ...base, kind: 'shell', script, ...more };
}
