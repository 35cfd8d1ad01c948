import { expect, test } from 'vitest';
import { cursorAt } from '../../../server/features/cursor.ts';

/** `[text with <|>, role, path, typed, keys of the same mapping]`. */
const CASES: readonly (readonly [string, 'key' | 'value', string, string, string])[] = [
  ['<|>', 'key', '', '', ''],
  ['ru<|>', 'key', '', 'ru', ''],
  ['name: x\nru<|>\nseed: 1\n', 'key', '', 'ru', 'name,seed'],
  ['run:\n  <|>', 'key', 'run', '', ''],
  ['run:\n  python: a:b\n  c<|>', 'key', 'run', 'c', 'python'],
  ['run:\n  python: a:<|>', 'value', 'run.python', 'a:', ''],
  ['method: gr<|>am', 'value', 'method', 'gr', ''],
  ['method: "gr<|>id"', 'value', 'method', 'gr', ''],
  ['parameters:\n  mu: {mi<|>', 'key', 'parameters.mu', 'mi', ''],
  ['parameters:\n  mu: {min: 0, ma<|>}', 'key', 'parameters.mu', 'ma', 'min'],
  ['parameters:\n  mu: {min: 0, scale: l<|>}', 'value', 'parameters.mu.scale', 'l', 'min,scale'],
  ['parameters:\n  mu: {\n    min: 0,\n    <|>\n  }', 'key', 'parameters.mu', '', 'min'],
  ['parameters: {mu: [1, 2], nu: {<|>}}', 'key', 'parameters.nu', '', ''],
  ['constraints:\n  - mu < <|>', 'key', 'constraints.0', 'mu < ', ''],
  ['constraints:\n- m<|>', 'key', 'constraints.0', 'm', ''],
  ['constraints: ["mu < n<|>"]', 'value', 'constraints.0', 'mu < n', ''],
  ['constraints: [mu < n<|>]', 'value', 'constraints.0', 'mu < n', ''],
  ['concat:\n  - parameters:\n      mu: [1]\n    <|>', 'key', 'concat.0', '', 'parameters'],
  ['concat:\n  - parameters:\n      mu: [1]\n  - <|>', 'key', 'concat.0', '', ''],
  ['concat:\n- parameters:\n    a: 1\n  con<|>', 'key', 'concat.0', 'con', 'parameters'],
  ['metric:\n  goal: <|>', 'value', 'metric.goal', '', ''],
  ['execution:\n  workers: 2\n\n  # why\n  ti<|>', 'key', 'execution', 'ti', 'workers'],
  ['exclude:\n  - {m<|>}', 'key', 'exclude.0', 'm', ''],
  ['points:\n- {a: 1, <|>}', 'key', 'points.0', '', 'a'],
  ['run:\n  shell: |\n    echo {\nme<|>', 'key', '', 'me', 'run'],
  ['run:\n  command: [python, "--mu=${m<|>"]', 'value', 'run.command.0', '--mu=${m', ''],
  ['run:\n  command:\n    - --mu=${m<|>', 'key', 'run.command.0', '--mu=${m', ''],
];

test.each(CASES)('finds what is typed in %j', (...[marked, role, path, typed, keys]) => {
  const offset = marked.indexOf('<|>');
  const cursor = cursorAt(marked.replace('<|>', ''), offset);
  expect(cursor && { role: cursor.role, path: cursor.path.join('.'), typed: cursor.typed, keys: cursor.keys.join(',') }).toEqual({
    role,
    path,
    typed,
    keys,
  });
});

test.each(['# na<|>me', 'name: x # co<|>', 'a: "x" # "<|>'])('knows that %j is a comment', (marked) => {
  expect(cursorAt(marked.replace('<|>', ''), marked.indexOf('<|>'))).toBeUndefined();
});

test('replaces the whole word that the cursor is in', () => {
  expect(cursorAt('method: grid # all', 10)?.span).toEqual({ start: 8, end: 12 });
  expect(cursorAt('metod: grid', 3)?.span).toEqual({ start: 0, end: 5 });
  expect(cursorAt('metod: grid', 3)?.followed).toBe(true);
});
