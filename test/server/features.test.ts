import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  CodeAction,
  CompletionItem,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  Location,
  TextEdit,
} from 'vscode-languageserver/node';
import { lineIndex } from '../../core/text.ts';
import { type LanguageClient, startLanguageClient } from '../support/languageClient.ts';

const FILES = {
  'pendulum.py':
    'def simulate(mu, dt=0.1, solver="rk4"):\n    """Swings."""\n    return {"energy": mu * dt}\n\ndef other(mu):\n    return mu\n',
  'pendulum.mjs': 'export function simulate({ mu, dt = 0.1 }) {\n  return { energy: mu * dt };\n}\n',
  'base.sweep.yaml': 'run:\n  python: pendulum:simulate\nparameters:\n  mu: [1, 2, 3]\n',
  'pendulum.sweep-params.yaml':
    'parameters:\n  mu: {type: float, min: 0, max: 10, unit: kg/m, description: "Friction [x](command:evil)"}\n  solver: {type: enum, values: [rk4, euler], default: rk4}\n  dt: {type: float, default: 0.1}\noutputs:\n  energy: {type: float}\n',
  'runs.csv': 'mu,dt\n1,0.1\n2,0.2\n',
} as const;

const RUN = 'run:\n  python: pendulum:simulate\n';
const SCHEMA = `${RUN}schema: ./pendulum.sweep-params.yaml\n`;

let client: LanguageClient;
let count = 0;

beforeAll(async () => {
  client = await startLanguageClient(FILES);
});

afterAll(async () => {
  await client[Symbol.asyncDispose]();
});

/** Opens a text with a `<|>` in a new editor, and gives the request that asks about that place. */
async function open(marked: string) {
  const text = marked.replace('<|>', '');
  const file = `case${++count}.sweep.yaml`;
  await client.open(file, text);
  const lines = lineIndex(text);
  const position = lines.position(Math.max(0, marked.indexOf('<|>')));
  const whole = { start: { line: 0, character: 0 }, end: lines.position(text.length) };
  // SAFETY: each caller names the type that LSP gives to the answer of its method.
  const ask = async <T>(method: string, more: object = { position }) => (await client.ask(`textDocument/${method}`, file, more)) as T;
  return { file, text, ask, lines, position, whole };
}

function apply(text: string, edits: readonly TextEdit[]): string {
  const lines = lineIndex(text);
  const sorted = edits.toSorted((one, other) => lines.offset(other.range.start) - lines.offset(one.range.start));
  return sorted.reduce(
    (result, edit) => result.slice(0, lines.offset(edit.range.start)) + edit.newText + result.slice(lines.offset(edit.range.end)),
    text,
  );
}

/** The codes and marked texts of all problems. */
async function problemsOf(text: string): Promise<readonly string[]> {
  const { file, lines } = await open(text);
  const problems = await client.problems(file);
  return problems.map(({ code, range }) => `${String(code)} ${text.slice(lines.offset(range.start), lines.offset(range.end))}`);
}

describe('diagnostics', () => {
  test.each([
    [`${RUN}parameters: {mu: [1, 2]}\n`, []],
    [`${RUN}paramters: {mu: [1, 2]}\nparameters: {mu: 1}\n`, ['unknown-key paramters']],
    [`${RUN}parameters: {mu: {min: 3, max: 1, step: 1}}\n`, ['min-greater-than-max 3']],
    [`${SCHEMA}parameters: {mu: [1, 20]}\n`, ['outside-schema 20']],
    [`${RUN}parameters: {mu: [1, 2]}\nconstraints: [mo < 2]\n`, ['unknown-name mo']],
    ['run: {python: pendulum:simulat}\nparameters: {mu: [1]}\n', ['function-not-found simulat']],
  ])('says of %j exactly %j', async (text, expected) => {
    const found = await problemsOf(text);
    expect(found.map((one) => one.split(' ')[0])).toEqual(expected.map((one) => one.split(' ')[0]));
    for (const [index, one] of expected.entries()) expect(found[index]).toContain(one.split(' ')[1] ?? '');
  });

  test('are not sent again when the client shows them already', async () => {
    const { file } = await open(`${RUN}paramters: {mu: [1, 2]}\n`);
    const before = await client.ask('textDocument/diagnostic', file);
    expect(before).toMatchObject({ kind: 'full', items: [{ code: 'unknown-key' }] });
    // SAFETY: a full report of our own server has an id.
    const { resultId } = before as { readonly resultId: string };
    await client.edit(file, `${RUN}paramters: {mu: [1, 3]}\n`);
    expect(await client.ask('textDocument/diagnostic', file, { previousResultId: resultId })).toEqual({ kind: 'unchanged', resultId });
    await client.edit(file, `${RUN}\nparamters: {mu: [1, 3]}\n`);
    const moved = await client.ask('textDocument/diagnostic', file, { previousResultId: resultId });
    expect(moved).toMatchObject({ kind: 'full', items: [{ code: 'unknown-key' }] });
    expect(moved).not.toEqual(before);
    await client.edit(file, `${RUN}parameters: {mu: [1, 3]}\n`);
    const mended = await client.ask('textDocument/diagnostic', file, { previousResultId: resultId });
    expect(mended).toMatchObject({ kind: 'full', items: [] });
  });

  test('shows a problem of the parent file where the child names it', async () => {
    await client.open('parent.sweep.yaml', `${RUN}parameters: {mu: [1], nu: 2}\n`);
    const { file } = await open('extends: ./parent.sweep.yaml\n');
    const [problem] = await client.problems(file);
    expect(problem).toMatchObject({
      code: 'unknown-argument',
      range: { start: { line: 0, character: 9 } },
      relatedInformation: expect.arrayContaining([
        expect.objectContaining({ location: expect.objectContaining({ uri: client.uri('parent.sweep.yaml') }) }),
      ]),
    });
  });
});

describe('quick fixes', () => {
  test.each([
    [`${RUN}metod<|>: grid\nparameters: {mu: [1]}\n`, 'unknown-key', `${RUN}method: grid\nparameters: {mu: [1]}\n`],
    [
      `${RUN}parameters: {mu: {min: <|>3, max: 1, step: 1}}\n`,
      'min-greater-than-max',
      `${RUN}parameters: {mu: {min: 1, max: 3, step: 1}}\n`,
    ],
    [
      `${RUN}parameters: {mu: 1, dt<|>t: [1, 2]}\nconstraints: [dtt < 3, "mu < dtt"]\nexclude: [{dtt: 1}]\nviews: {columns: [dtt, "r = dtt / mu"]}\n`,
      'unknown-argument',
      `${RUN}parameters: {mu: 1, dt: [1, 2]}\nconstraints: [dt < 3, "mu < dt"]\nexclude: [{dt: 1}]\nviews: {columns: [dt, "r = dt / mu"]}\n`,
    ],
    [
      `${RUN}parameters: {mu: 1, dt<|>t: [1, 2]}\nconstraints:\n  - >\n    dtt < 3\n`,
      'unknown-argument',
      `${RUN}parameters: {mu: 1, dt: [1, 2]}\nconstraints:\n  - >\n    dtt < 3\n`,
    ],
    ['run:\n  python: pendulum:simulat<|>\nparameters: {mu: [1]}\n', 'function-not-found', `${RUN}parameters: {mu: [1]}\n`],
  ])('mends %j (%s)', async (marked, code, after) => {
    const { file, text, ask, position } = await open(marked);
    const diagnostics = await client.problems(file);
    const actions = await ask<readonly CodeAction[]>('codeAction', { range: { start: position, end: position }, context: { diagnostics } });
    const [first] = actions.filter((action) => action.diagnostics?.some((one) => one.code === code));
    expect(first).toMatchObject({ kind: 'quickfix', isPreferred: true });
    expect(apply(text, first?.edit?.changes?.[client.uri(file)] ?? [])).toBe(after);
  });
});

test('offers quick fixes only where they are wanted', async () => {
  const { ask, position } = await open(`${RUN}metod<|>: grid\nparameters: {mu: [1]}\n`);
  const range = { start: position, end: position };
  expect(await ask('codeAction', { range, context: { diagnostics: [], only: ['refactor'] } })).toEqual([]);
  expect(await ask('codeAction', { range, context: { diagnostics: [], only: ['quickfix'] } })).not.toEqual([]);
});

describe('completion', () => {
  const labels = async (marked: string) => {
    const { ask } = await open(marked);
    return (await ask<readonly CompletionItem[]>('completion')).map(({ label }) => label);
  };

  test.each([
    ['<|>', ['run', 'parameters', 'extends']],
    ['run:\n  <|>', ['python', 'node', 'command', 'shell', 'setup']],
    ['run:\n  python: <|>', ['pendulum']],
    ['run:\n  python: pendulum:<|>', ['simulate', 'other']],
    ['run:\n  node: <|>', ['./pendulum.mjs']],
    [`${RUN}method: <|>`, ['grid', 'random', 'sobol']],
    [`${RUN}parameters:\n  <|>`, ['mu', 'dt', 'solver']],
    [`${RUN}parameters:\n  mu: {<|>}`, ['values', 'min', 'max', 'step', 'when']],
    [`${RUN}parameters:\n  mu: {min: 1, <|>}`, ['max', 'step', 'num']],
    [`${RUN}parameters:\n  mu: {min: 1, max: 2, num: 3, scale: <|>}`, ['linear', 'log']],
    [`${SCHEMA}parameters:\n  mu: 1\n  solver: [<|>]`, ['rk4', 'euler']],
    [`${RUN}parameters:\n  mu: [1, 2]\nconstraints:\n  - <|>`, ['mu', 'sqrt', 'and', 'pi']],
    [`${RUN}parameters:\n  mu: [1, 2]\nexclude:\n  - {<|>}`, ['mu']],
    ['run:\n  command: [a, "${<|>"]\nparameters: {mu: [1]}', ['mu', 'args', 'item.dir', 'seed']],
    ['extends: <|>', ['./base.sweep.yaml']],
    [`${RUN}schema: <|>`, ['./pendulum.sweep-params.yaml']],
    [`${RUN}points: <|>`, ['./runs.csv']],
    [`${SCHEMA}parameters: {mu: 1}\nmetric: {name: <|>}`, ['energy']],
    [`${SCHEMA}parameters: {mu: 1}\nmetric:\n  name: energy\n  goal: <|>`, ['minimize', 'maximize']],
    [`${RUN}concat:\n  - parameters:\n      mu: [1]\n    <|>`, ['constraints', 'zip']],
    [`${RUN}execution:\n  on_failure: <|>`, ['continue', 'stop']],
  ])('offers in %j at least %j', async (marked, expected) => {
    expect(await labels(marked)).toEqual(expect.arrayContaining([...expected]));
  });

  test('does not offer keys that are there, nor anything in comments', async () => {
    expect(await labels(`${RUN}<|>`)).not.toContain('run');
    expect(await labels(`${RUN}# par<|>`)).toEqual([]);
    expect(await labels(`${RUN}parameters:\n  mu: [1]\n  <|>`)).not.toContain('mu');
  });

  test('replaces the whole word and leaves a valid file', async () => {
    const { ask, text } = await open(`${RUN}parameters: {mu: [1, 2]}\nmethod: gr<|>am`);
    const grid = (await ask<readonly CompletionItem[]>('completion')).find(({ label }) => label === 'grid');
    // SAFETY: the server gives plain text edits.
    expect(apply(text, [grid?.textEdit as TextEdit])).toBe(`${RUN}parameters: {mu: [1, 2]}\nmethod: grid`);
  });

  test('shows a parameter with its default and what is known of it', async () => {
    const { ask } = await open(`${RUN}parameters:\n  mu: [1]\n  <|>`);
    const dt = (await ask<readonly CompletionItem[]>('completion')).find(({ label }) => label === 'dt');
    expect(dt).toMatchObject({ detail: 'default 0.1', textEdit: { newText: 'dt: ' } });
  });
});

describe('hover', () => {
  test.each([
    [`${RUN}meth<|>od: grid\n`, ['`method`', 'How points are picked']],
    [
      `${RUN}parameters:\n  m<|>u: {min: 0, max: 1, step: 0.3}\n`,
      ['`mu`', '4 values', 'the last is `0.9`', 'Argument of the objective in `pendulum.py`: needed'],
    ],
    [`${RUN}parameters:\n  mu: [1, 2]\nconstraints:\n  - m<|>u < 2\n`, ['`mu`', '2 values']],
    ['run:\n  python: pendulum:sim<|>ulate\nparameters: {mu: 1}\n', ['`simulate(mu, dt = 0.1, solver = rk4)`', 'Swings']],
    [`${SCHEMA}parameters:\n  m<|>u: [1, 2]\n`, ['`float`', '`0 … 10`', 'Unit: `kg/m`']],
  ])('explains in %j: %j', async (marked, parts) => {
    const { ask } = await open(marked);
    const answer = await ask<Hover>('hover');
    for (const part of parts) expect(JSON.stringify(answer.contents)).toContain(part);
  });

  test('makes no link, image or command of a text in the workspace', async () => {
    const { ask } = await open(`${SCHEMA}parameters:\n  m<|>u: [1, 2]\n`);
    expect(JSON.stringify(await ask<Hover>('hover'))).not.toMatch(/\]\(|command:|https?:\/\//);
  });
});

describe('definition and links', () => {
  test.each([
    ['run:\n  python: pendulum:sim<|>ulate\nparameters: {mu: 1}\n', 'pendulum.py', 0],
    ['run:\n  node: ./pendulum.mjs#sim<|>ulate\nparameters: {mu: 1}\n', 'pendulum.mjs', 0],
    ['extends: ./base.<|>sweep.yaml\n', 'base.sweep.yaml', 0],
    [`${RUN}parameters:\n  m<|>u: [1, 2]\n`, 'pendulum.py', 0],
    [`${SCHEMA}parameters:\n  m<|>u: [1, 2]\n`, 'pendulum.sweep-params.yaml', 1],
    [`${SCHEMA}parameters: {mu: [1, 2]}\nmetric: {name: ener<|>gy}\n`, 'pendulum.sweep-params.yaml', 5],
    [`${SCHEMA}parameters: {mu: [1, 2]}\nhypotheses: [{expect: "energy[m<|>u=1] < energy[mu=2]"}]\n`, 'pendulum.py', 0],
  ])('goes from %j to %s', async (marked, target, line) => {
    const { ask } = await open(marked);
    const places = await ask<readonly Location[]>('definition');
    expect(places.map(({ uri, range }) => [uri, range.start.line])).toContainEqual([client.uri(target), line]);
  });

  test('goes from a name in an expression to its axis', async () => {
    const { ask, file } = await open(`${RUN}parameters:\n  mu: [1, 2]\nconstraints:\n  - m<|>u < 2\n`);
    expect(await ask<readonly Location[]>('definition')).toContainEqual({
      uri: client.uri(file),
      range: { start: { line: 3, character: 2 }, end: { line: 3, character: 4 } },
    });
  });

  test.each([
    ['a case', 'cases:\n  k: {a: {}, b: {}}\nconstraints: ["k == \'a<|>\'"]\n', 1, 6],
    ['a zip group', 'zip:\n  z: {p: [1, 2], q: [1, 2]}\nmethod: random\nsamples: 2\ncross: [z<|>]\n', 1, 2],
  ])('goes from the name of %s to where it is declared', async (_, marked, line, character) => {
    const { ask, file } = await open(marked);
    const [place, ...more] = await ask<readonly Location[]>('definition');
    expect([place?.uri, place?.range.start, more]).toEqual([client.uri(file), { line, character }, []]);
  });

  test('links schema, points and parent files that are there', async () => {
    const { ask } = await open(
      'extends: ./base.sweep.yaml\nrun: {node: ./pendulum.mjs#simulate}\nschema: ./pendulum.sweep-params.yaml\npoints: runs.csv\n',
    );
    const links = await ask<readonly DocumentLink[]>('documentLink', {});
    expect(links.map(({ target }) => target)).toEqual(
      ['base.sweep.yaml', 'pendulum.mjs', 'pendulum.sweep-params.yaml', 'runs.csv'].map((file) => client.uri(file)),
    );
  });
});

describe('structure', () => {
  test('shows the number of values behind each axis, and where a stepped range ends', async () => {
    const text = `${RUN}parameters:\n  mu: {min: 0, max: 1, step: 0.25} # all\n  dt:\n    - 0.1\n    - 0.2\n  solver: rk4\n`;
    const { ask, whole } = await open(text);
    const hints = await ask<readonly InlayHint[]>('inlayHint', { range: whole });
    expect(hints.map(({ label, position }) => [label, position.line, position.character])).toEqual([
      ['×5 … 1', 3, 34],
      ['×2', 4, 5],
    ]);
  });

  test('counts a space of 10^12 points without a delay', async () => {
    const axes = Array.from({ length: 12 }, (_, index) => `  a${index}: {min: 0, max: 9, step: 1}\n`).join('');
    const { ask, whole } = await open(`run: {command: [a, "\${args}"]}\nparameters:\n${axes}`);
    expect(await ask<readonly InlayHint[]>('inlayHint', { range: whole })).toHaveLength(12);
  });

  test('lists keys as symbols and folds what has several lines', async () => {
    const { ask } = await open(`# one\n# two\n${RUN}parameters:\n  mu:\n    - 1\n    - 2\n\n# end\n`);
    const [run, parameters] = await ask<readonly DocumentSymbol[]>('documentSymbol', {});
    expect(run).toMatchObject({ name: 'run', children: [{ name: 'python', detail: 'pendulum:simulate' }] });
    expect(parameters).toMatchObject({ name: 'parameters', range: { end: { line: 7, character: 7 } }, children: [{ name: 'mu' }] });
    const folds = await ask<readonly FoldingRange[]>('foldingRange', {});
    expect(folds.map(({ startLine, endLine, kind }) => [startLine, endLine, kind])).toEqual([
      [0, 1, 'comment'],
      [2, 3, undefined],
      [4, 7, undefined],
      [5, 7, undefined],
    ]);
  });
});
