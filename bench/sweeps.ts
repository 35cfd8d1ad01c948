import { mkdtempSync, rmSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { type Measured, measure } from './process.ts';

export type Language = 'python' | 'node';

/** A workspace with trivial sweeps of any size, made and removed by the bench. */
export interface BenchWorkspace {
  readonly folder: string;
  /** Runs a sweep with the built command line and checks what it says: `executed` items run, none failed. */
  run(sweep: {
    readonly language: Language;
    readonly items: number;
    readonly executed: number;
    readonly python: string;
  }): Promise<Measured>;
  /** `points --count` of a space with `10 ** digits` points, checked. */
  count(digits: number): Promise<Measured>;
  /** Forgets every result. */
  forget(): void;
  remove(): void;
}

export function makeWorkspace(): BenchWorkspace {
  const folder = mkdtempSync(join(tmpdir(), 'sweepdeck-bench-'));
  const env = { SWEEPDECK_DATA_DIR: join(folder, 'data') };
  const sweepdeck = (...rest: readonly string[]) => measure({ command: [process.execPath, CLI, ...rest], folder, env });
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return name;
  };
  const forget = (): void => {
    rmSync(join(folder, '.sweepdeck'), { recursive: true, force: true });
    mkdirSync(join(folder, '.sweepdeck'));
  };
  forget();
  write('trivial.py', 'def f(a, b, c):\n    return {"result": a * b + c}\n');
  write('trivial.mjs', 'export const f = ({ a, b, c }) => ({ result: a * b + c });\n');
  return {
    folder,
    async run({ language, items, executed, python }) {
      const measured = await sweepdeck(
        'run',
        write(`${language}${items}.sweep.yaml`, task(language, items)),
        '--workers',
        '2',
        '--python',
        python,
        '--json',
      );
      const summary = Summary.parse(JSON.parse(measured.stdout));
      if (summary.done !== items || summary.executed !== executed)
        throw new Error(`The sweep of ${items} items came to ${measured.stdout}`);
      return measured;
    },
    async count(digits) {
      const measured = await sweepdeck('points', write(`count${digits}.sweep.yaml`, cube(digits)), '--count');
      if (!measured.stdout.startsWith(`${10 ** digits} points`))
        throw new Error(`A space of 10^${digits} points was counted as ${measured.stdout}`);
      return measured;
    },
    forget,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const CLI = join(import.meta.dirname, '..', 'dist', 'cli.mjs');

const Summary = z.object({ done: z.number(), executed: z.number() });

const RUN: Readonly<Record<Language, string>> = { python: 'python: trivial:f', node: 'node: ./trivial.mjs#f' };

/** A grid of 10 × 10 × the rest, as in the measurements of the peers. */
function task(language: Language, items: number): string {
  return [
    'run:',
    `  ${RUN[language]}`,
    'parameters:',
    '  a: {min: 0, max: 9, step: 1}',
    '  b: {min: 0, max: 9, step: 1}',
    `  c: {min: 0, max: ${items / 100 - 1}, step: 1}`,
    '',
  ].join('\n');
}

/** As many axes of ten values as the number has digits. */
function cube(digits: number): string {
  const axes = Array.from({ length: digits }, (_, at) => `  p${at}: {min: 0, max: 9, step: 1}`);
  return ['run:', '  command: [solve, "${args}"]', 'parameters:', ...axes, ''].join('\n');
}
