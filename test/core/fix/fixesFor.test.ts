import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../core/check/analyse.ts';
import type { Problem } from '../../../core/check/problem.ts';
import type { Fix } from '../../../core/fix/fix.ts';
import { fixesFor } from '../../../core/fix/fixesFor.ts';
import { SIGNATURES } from '../../support/checkFixtures.ts';
import { memoryWorld } from '../../support/memoryWorld.ts';

const FOLDER = join(import.meta.dirname, '../../data/fix');
const FILE = '/ws/a.sweep.yaml';
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.before.sweep.yaml'))
  .map((name) => name.replace('.before.sweep.yaml', ''))
  .sort();

function problemsOf(text: string): { readonly problems: readonly Problem[]; readonly fixesOf: (problem: Problem) => readonly Fix[] } {
  const world = memoryWorld(
    new Map([
      [FILE, text],
      ['/ws/model.py', 'x'],
      ['/ws/data/one.csv', 'x'],
      ['/ws/data/two.csv', 'x'],
    ]),
    { signatures: SIGNATURES },
  );
  const { problems, tree } = analyse(FILE, world);
  return { problems, fixesOf: (problem) => fixesFor(problem, { text, ...(tree && { tree }) }) };
}

function applied(text: string, fix: Fix): string {
  return fix.edits
    .toSorted((a, b) => b.span.start - a.span.start)
    .reduce((rest, { span, text: by }) => rest.slice(0, span.start) + by + rest.slice(span.end), text);
}

describe('the first fix of each code turns before into after, where its problem is gone', () => {
  it.each(names)('%s', (name) => {
    const read = (which: string) => readFileSync(join(FOLDER, `${name}.${which}.sweep.yaml`), 'utf8');
    const { problems, fixesOf } = problemsOf(read('before'));
    const found = problems.find((one) => name.startsWith(one.code));
    const [fix] = found ? fixesOf(found) : [];
    const after = fix && applied(read('before'), fix);
    expect(after).toBe(read('after'));
    expect(problemsOf(after ?? '').problems.filter((one) => one.code === found?.code)).toEqual([]);
    expect(fix?.title).toMatch(/^[A-Z].*[^.]$/);
  });
});

describe('fixes', () => {
  it('keep Windows line ends', () => {
    const text = 'run: {python: model:train}\r\nparameters:\r\n  lr: 0.1\r\n';
    const { problems, fixesOf } = problemsOf(text);
    const [fix] = problems.flatMap(fixesOf);
    expect(fix && applied(text, fix)).toBe('run: {python: model:train}\r\nparameters:\r\n  lr: 0.1\r\n  depth: 0\r\n');
  });
  it('offer every value of an enum when none was nearly written', () => {
    const { problems, fixesOf } = problemsOf(
      'run: {python: model:open}\nschema: {parameters: {mode: {type: enum, values: [fast, slow]}}}\nparameters: {mode: quux}\n',
    );
    expect(problems.flatMap(fixesOf).map((fix) => [fix.title, fix.safe])).toEqual([
      ['Change to `fast`', false],
      ['Change to `slow`', false],
    ]);
  });
  it('remove the key of a list whose last entry goes', () => {
    const { problems, fixesOf } = problemsOf('run: {python: model:open}\nparameters: {lr: [0.1, 0.2]}\nexclude:\n  - {lr: 0.3}\n');
    const [fix] = problems.flatMap(fixesOf);
    expect(fix && applied('run: {python: model:open}\nparameters: {lr: [0.1, 0.2]}\nexclude:\n  - {lr: 0.3}\n', fix)).toBe(
      'run: {python: model:open}\nparameters: {lr: [0.1, 0.2]}\n',
    );
  });
  it('make a flag of an ambiguous word only when asked to', () => {
    const { problems, fixesOf } = problemsOf('run: {python: model:open}\nparameters: {flag: yes}\n');
    expect(problems.flatMap(fixesOf).map((fix) => [fix.title, fix.safe])).toEqual([
      ["Change to `'yes'`", true],
      ['Change to `true`', false],
    ]);
  });
});
