import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DocumentHighlight, Location, WorkspaceEdit } from 'vscode-languageserver/node';
import { type LanguageClient, startLanguageClient } from '../support/languageClient.ts';
import { applied, editsOf, marked } from '../support/marked.ts';

/** Each family of files is a folder of its own, so that nothing hangs together by chance. */
const FILES = {
  'swing/swing.py': [
    'def simulate(mu, dt=0.1, solver="rk4"):',
    '    """Swings mu."""',
    '    scale = mu * dt',
    '    return {"energy": scale + mu, "mu": lambda x: x + mu}',
    '',
    '',
    'def forwards(**kwargs):',
    '    return kwargs',
    '',
    '',
    'def nested(mu):',
    '    return [mu for mu in range(3)]',
    '',
    '',
    'def risky(mu, nu=1):',
    '    return locals()["mu"] + nu',
    '',
  ].join('\n'),
  'swing/caller.py':
    'from swing import simulate\nimport swing\nprint(simulate(mu=1), swing.simulate(mu=2, dt=1))\ndef other(simulate):\n    return simulate(nu=3)\n',
  'swing/unclear.py': 'def run(tools):\n    return tools.simulate(mu=3)\n',
  'swing/shared.sweep-params.yaml':
    'parameters:\n  mu: {type: float, min: 0}\n  dt: {type: float, default: 0.1}\noutputs:\n  energy: {type: float}\n',
  'swing/second.sweep.yaml': 'run: {python: swing:simulate}\nschema: ./shared.sweep-params.yaml\nparameters: {mu: [1, 2]}\n',
  'swing/third.sweep.yaml': 'run: {python: swing:simulate}\nparameters: {mu: 5}\n',
  'node/swing.mjs':
    'export function simulate({ mu, dt = 0.1, gamma: g = 1 }) {\n  const row = { mu, mu2: mu * g };\n  return { energy: mu * dt, row };\n}\nsimulate({ mu: 1, dt: 2 });\n',
  'base/base.sweep.yaml': 'run: {command: [a, "${args}"]}\nparameters: {depth: [1, 2], width: 3}\n',
  'base/child.sweep.yaml': 'extends: ./base.sweep.yaml\nparameters: {depth: [4]}\nconstraints: [depth * width < 100]\n',
  'script/train.py': 'import argparse\np = argparse.ArgumentParser()\np.add_argument("--mu", type=float)\np.parse_args()\n',
  'points/runs.csv': 'mu,dt\n1,0.1\n2,0.2\n',
  'points/runs.json': '[{"mu": 1}]\n',
} as const;

let client: LanguageClient;
let count = 0;

beforeAll(async () => {
  client = await startLanguageClient(FILES);
});

afterAll(async () => {
  await client[Symbol.asyncDispose]();
});

async function open(folder: string, source: string) {
  const { text, position } = marked(source);
  const file = `${folder}/case${++count}.sweep.yaml`;
  await client.open(file, text);
  // SAFETY: each caller names the type that LSP gives to the answer of its method.
  const ask = async <T>(method: string, more: object = {}) =>
    (await client.ask(`textDocument/${method}`, file, { position, ...more })) as T;
  return { file, text, ask, close: () => client.close(file) };
}

/** Every changed file of a rename by its path below the workspace. */
async function renamed(folder: string, source: string, newName: string, how: { readonly confirmed: boolean }) {
  const { file, text, ask, close } = await open(folder, source);
  const edit = await ask<WorkspaceEdit>('rename', { newName });
  await close();
  const result: Record<string, string> = {};
  for (const [uri, edits] of editsOf(edit, how)) {
    const path = uri.slice(client.uri('').length).replace(/^\//, '');
    const before = path === file ? text : new Map<string, string>(Object.entries(FILES)).get(path);
    result[path === file ? 'self' : path] = applied(before ?? '', edits);
  }
  return result;
}

const COMMAND = 'run: {command: [a, "${args}"]}\n';

describe('rename in one file', () => {
  test.each([
    [
      'an axis with its constraint',
      `${COMMAND}parameters: {m<|>u: [1], nu: [2]}\nconstraints: [mu < nu, "'mu' == 'x' or mu in [mu]"]\n`,
      'kappa',
      `${COMMAND}parameters: {kappa: [1], nu: [2]}\nconstraints: [kappa < nu, "'mu' == 'x' or kappa in [kappa]"]\n`,
    ],
    [
      'a constant from its use',
      `${COMMAND}parameters: {mu: 1, nu: {values: [1, 2], when: m<|>u > 0}}\n`,
      'k',
      `${COMMAND}parameters: {k: 1, nu: {values: [1, 2], when: k > 0}}\n`,
    ],
    [
      'a zip column',
      `${COMMAND}zip: {size: {w<|>: [1, 2], h: [3, 4]}}\nexclude: [{w: 1}]\n`,
      'width',
      `${COMMAND}zip: {size: {width: [1, 2], h: [3, 4]}}\nexclude: [{width: 1}]\n`,
    ],
    [
      'a zip group',
      `${COMMAND}zip: {si<|>ze: {w: [1, 2]}}\ncross: [size]\n`,
      'shape',
      `${COMMAND}zip: {shape: {w: [1, 2]}}\ncross: [shape]\n`,
    ],
    [
      'a parameter with cases',
      `${COMMAND}cases:\n  opt<|>:\n    adam: {lr: [1]}\n    sgd: {}\nexclude: [{opt: sgd}]\n`,
      'optimizer',
      `${COMMAND}cases:\n  optimizer:\n    adam: {lr: [1]}\n    sgd: {}\nexclude: [{optimizer: sgd}]\n`,
    ],
    [
      'a parameter of a case',
      `${COMMAND}cases: {opt: {adam: {l<|>r: [1, 2]}, sgd: {lr: 3}}}\nconstraints: [lr < 9]\n`,
      'rate',
      `${COMMAND}cases: {opt: {adam: {rate: [1, 2]}, sgd: {rate: 3}}}\nconstraints: [rate < 9]\n`,
    ],
    [
      'a case',
      `${COMMAND}cases: {opt: {ad<|>am: {}, sgd: {}}}\nconstraints: ["opt != 'adam'", "opt in ['sgd', 'adam']"]\nexclude: [{opt: adam}]\n`,
      'adamw',
      `${COMMAND}cases: {opt: {adamw: {}, sgd: {}}}\nconstraints: ["opt != 'adamw'", "opt in ['sgd', 'adamw']"]\nexclude: [{opt: adamw}]\n`,
    ],
    [
      'a case from an expression',
      `${COMMAND}cases: {opt: {adam: {}, sgd: {}}}\nconstraints: ["'ad<|>am' == opt"]\n`,
      'x',
      `${COMMAND}cases: {opt: {x: {}, sgd: {}}}\nconstraints: ["'x' == opt"]\n`,
    ],
    [
      'points and include',
      `${COMMAND}points: [{a: 1, b<|>: 2}]\ninclude: [{a: 3, b: 4}]\n`,
      'c',
      `${COMMAND}points: [{a: 1, c: 2}]\ninclude: [{a: 3, c: 4}]\n`,
    ],
    [
      'a block of concat',
      `${COMMAND}concat:\n  - parameters: {a<|>: [1]}\n  - points: [{a: 2}]\n`,
      'c',
      `${COMMAND}concat:\n  - parameters: {c: [1]}\n  - points: [{c: 2}]\n`,
    ],
    [
      'a field of the schema',
      `${COMMAND}schema: {parameters: {a<|>: {type: int}}}\nparameters: {a: [1, 2]}\n`,
      'c',
      `${COMMAND}schema: {parameters: {c: {type: int}}}\nparameters: {c: [1, 2]}\n`,
    ],
    [
      'a placeholder',
      'run: {command: [a, "--a=${a}", "$${a}", "${ a<|> }"]}\nparameters: {a: [1]}\n',
      'c',
      'run: {command: [a, "--a=${c}", "$${a}", "${ c }"]}\nparameters: {c: [1]}\n',
    ],
    [
      'a column',
      `${COMMAND}schema: {outputs: {e: {type: float}}}\nparameters: {a: [1]}\nviews: {columns: [a<|>, "r = e / a", out.e]}\n`,
      'c',
      `${COMMAND}schema: {outputs: {e: {type: float}}}\nparameters: {c: [1]}\nviews: {columns: [c, "r = e / c", out.e]}\n`,
    ],
    [
      'an output',
      `${COMMAND}schema: {outputs: {e<|>: {type: float}}}\nparameters: {a: [1]}\nmetric: {name: e}\nviews: {columns: [a, "r = e / a", out.e]}\n`,
      'energy',
      `${COMMAND}schema: {outputs: {energy: {type: float}}}\nparameters: {a: [1]}\nmetric: {name: energy}\nviews: {columns: [a, "r = energy / a", out.energy]}\n`,
    ],
    [
      'the last part of a dotted name',
      `${COMMAND}parameters: {model: {dep<|>th: [1]}, model.width: 2}\nconstraints: [model.depth < model.width]\n`,
      'layers',
      `${COMMAND}parameters: {model: {layers: [1]}, model.width: 2}\nconstraints: [model.layers < model.width]\n`,
    ],
    [
      'a group',
      `${COMMAND}parameters: {mod<|>el: {depth: [1]}, model.width: 2}\nconstraints: [model.depth < model.width]\n`,
      'net',
      `${COMMAND}parameters: {net: {depth: [1]}, net.width: 2}\nconstraints: [net.depth < net.width]\n`,
    ],
    [
      'quoted keys and dashes',
      `${COMMAND}parameters: {"weight-de<|>cay": [1], weight: 2}\nconstraints: [weight-decay < weight]\n`,
      'decay',
      `${COMMAND}parameters: {"decay": [1], weight: 2}\nconstraints: [decay < weight]\n`,
    ],
    [
      'a parameter that is ignored by the cache',
      `${COMMAND}parameters: {verbose<|>: 1}\ncache: {ignore: [verbose]}\n`,
      'loud',
      `${COMMAND}parameters: {loud: 1}\ncache: {ignore: [loud]}\n`,
    ],
    [
      'with Windows line ends',
      `${COMMAND}parameters:\r\n  a<|>: 1\r\nconstraints:\r\n  - a < 2\r\n`,
      'c',
      `${COMMAND}parameters:\r\n  c: 1\r\nconstraints:\r\n  - c < 2\r\n`,
    ],
  ])('%s', async (_, source, to, after) => {
    expect(await renamed('alone', source, to, { confirmed: true })).toEqual({ self: after });
  });
});

describe('rename refuses with a sentence', () => {
  test.each([
    [`${COMMAND}param<|>eters: {a: 1}\n`, 'x', /is a key of the format/],
    ['run: {command: [a, "${se<|>ed}"]}\nparameters: {a: 1}\n', 'x', /is built in/],
    [`${COMMAND}parameters: {a: <|>1}\n`, 'x', /There is no name/],
    [`${COMMAND}parameters: {a<|>: 1, b: 2}\n`, 'b', /There is a parameter `b` already/],
    [`${COMMAND}parameters: {a<|>: 1}\n`, 'and', /word of the expression language/],
    [`${COMMAND}parameters: {a<|>: 1}\n`, '1x', /cannot be a name/],
    [`${COMMAND}parameters: {a<|>: 1}\n`, '__proto__', /reserved/],
    [`${COMMAND}parameters: {a<|>: 1}\n`, 'yes', /read as a value/],
    [`${COMMAND}parameters: {m: {a<|>: 1}}\n`, 'min', /make an axis/],
    [`${COMMAND}parameters: {a<|>: 1}\n`, 'zip', /key of blocks/],
    [`${COMMAND}cases: {opt: {ad<|>am: {}, sgd: {}}}\n`, 'on', /read as a value/],
    [`${COMMAND}cases: {opt: {ad<|>am: {}, sgd: {}}}\n`, 'a b', /needs quotes/],
    [`${COMMAND}cases: {opt: {ad<|>am: {}, sgd: {}}}\n`, 'sgd', /case `sgd` already/],
    [`${COMMAND}parameters: {m: {a<|>: 1}}\n`, 'n.b', /last part only/],
    [`${COMMAND}parameters: {a<|>: 1}\nconstraints:\n  - >\n    a\n    < 2\n`, 'b', /folded/],
    [`${COMMAND}parameters: {a<|>: 1}\nb: [\n`, 'b', /syntax error/],
    ['run: {python: gone:fu<|>nction}\n', 'x', /was not found/],
  ])('%j → %s', async (source, to, sentence) => {
    const { ask, close } = await open('alone', source);
    await expect(ask('rename', { newName: to })).rejects.toThrow(sentence);
    await close();
  });

  test('a name that a JSON file of points repeats', async () => {
    const { ask } = await open('points', `${COMMAND}points: ./runs.json\nconstraints: [m<|>u < 3]\n`);
    await expect(ask('rename', { newName: 'x' })).rejects.toThrow(/runs\.json name `mu` in every row/);
  });

  test('before anything is typed', async () => {
    const { ask } = await open('alone', `${COMMAND}param<|>eters: {a: 1}\n`);
    await expect(ask('prepareRename')).rejects.toThrow(/`parameters` is a key of the format/);
  });
});

test('prepares a rename with the last part of a name', async () => {
  const { ask } = await open('alone', `${COMMAND}parameters: {model: {depth: [1]}}\nconstraints: [model.dep<|>th < 2]\n`);
  expect(await ask('prepareRename')).toEqual({
    range: { start: { line: 2, character: 20 }, end: { line: 2, character: 25 } },
    placeholder: 'depth',
  });
});

describe('rename across files', () => {
  const SWING = 'run: {python: swing:simulate}\nschema: ./shared.sweep-params.yaml\n';

  test('changes the shared schema and all its users, and asks about the code', async () => {
    const source = `${SWING}parameters: {m<|>u: [1, 3]}\n`;
    const quiet = await renamed('swing', source, 'friction', { confirmed: false });
    expect(quiet).toEqual({
      self: `${SWING}parameters: {friction: [1, 3]}\n`,
      'swing/shared.sweep-params.yaml': FILES['swing/shared.sweep-params.yaml'].replace('mu:', 'friction:'),
      'swing/second.sweep.yaml': FILES['swing/second.sweep.yaml'].replace('mu:', 'friction:'),
    });
    const all = await renamed('swing', source, 'friction', { confirmed: true });
    expect(all).toEqual({
      ...quiet,
      'swing/swing.py': FILES['swing/swing.py']
        .replace('simulate(mu,', 'simulate(friction,')
        .replace('mu * dt', 'friction * dt')
        .replace('scale + mu', 'scale + friction')
        .replace('x + mu', 'x + friction'),
      'swing/caller.py': FILES['swing/caller.py'].replace('mu=1', 'friction=1').replace('mu=2', 'friction=2'),
      'swing/third.sweep.yaml': FILES['swing/third.sweep.yaml'].replace('mu:', 'friction:'),
    });
    expect(client.shown.at(-1)).toMatch(/The call of `simulate` in unclear\.py, line 2, was left as it is/);
  });

  test('starts from the schema file as well, and sees what is not saved', async () => {
    const user = 'run: {command: [a, "${args}"]}\nschema: ./shared.sweep-params.yaml\nparameters: {dt: [1, 2], mu: 1}\n';
    await client.open('swing/unsaved.sweep.yaml', user);
    const { text, position } = marked(FILES['swing/shared.sweep-params.yaml'].replace('  dt:', '  d<|>t:'));
    await client.open('swing/shared.sweep-params.yaml', text);
    // SAFETY: LSP says so.
    const edit = (await client.ask('textDocument/rename', 'swing/shared.sweep-params.yaml', {
      position,
      newName: 'step',
    })) as WorkspaceEdit;
    const edits = editsOf(edit, { confirmed: false });
    expect(new Set([...edits.keys()].map((uri) => uri.split('/').at(-1)))).toEqual(
      new Set(['shared.sweep-params.yaml', 'unsaved.sweep.yaml']),
    );
    expect(applied(user, edits.get(client.uri('swing/unsaved.sweep.yaml')) ?? [])).toContain('{step: [1, 2], mu: 1}');
    await client.close('swing/shared.sweep-params.yaml');
    await client.close('swing/unsaved.sweep.yaml');
  });

  test.each([
    ['"${args}"', /`\$\{args\}` now passes `--nu`, but `train\.py` has `--mu`/],
    ['"--mu=${mu}"', undefined],
  ])('says that the script of a command has another option, given %s', async (argument, sentence) => {
    const before = client.shown.length;
    const text = `run: {command: [python3, train.py, ${argument}]}\nparameters: {m<|>u: [1, 2]}\n`;
    const after = await renamed('script', text, 'nu', { confirmed: true });
    expect(after['self']).toBe(text.replace('<|>', '').replace('{mu: ', '{nu: ').replace('${mu}', '${nu}'));
    if (sentence) expect(client.shown.at(-1)).toMatch(sentence);
    else expect(client.shown.length).toBe(before);
  });

  test('says that the code still has to return a renamed output', async () => {
    const after = await renamed('swing', `${SWING}parameters: {mu: 1}\nmetric: {name: ener<|>gy}\n`, 'work', { confirmed: true });
    expect(Object.keys(after).toSorted()).toEqual(['self', 'swing/shared.sweep-params.yaml']);
    expect(client.shown.at(-1)).toMatch(/`simulate` still has to return `work`/);
  });

  test.each([
    ['forwards', /takes further keywords/],
    ['nested', /binds `mu` anew/],
    ['risky', /calls `locals`/],
  ])('leaves the code of %s as it is and says why', async (name, sentence) => {
    const source = `run: {python: swing:${name}}\nparameters: {m<|>u: [1, 3]}\n`;
    const after = await renamed('swing', source, 'friction', { confirmed: true });
    expect(Object.keys(after)).toEqual(['self']);
    if (name !== 'forwards') expect(client.shown.at(-1)).toMatch(sentence);
  });

  test('renames a property in JavaScript with its uses', async () => {
    const after = await renamed('node', 'run: {node: ./swing.mjs#simulate}\nparameters: {m<|>u: [1, 3], gamma: 1}\n', 'friction', {
      confirmed: true,
    });
    expect(after['node/swing.mjs']).toBe(
      'export function simulate({ friction, dt = 0.1, gamma: g = 1 }) {\n  const row = { mu: friction, mu2: friction * g };\n  return { energy: friction * dt, row };\n}\nsimulate({ friction: 1, dt: 2 });\n',
    );
    const other = await renamed('node', 'run: {node: ./swing.mjs#simulate}\nparameters: {mu: [1, 3], gam<|>ma: 1}\n', 'row', {
      confirmed: true,
    });
    expect(other['node/swing.mjs']).toContain('dt = 0.1, row: g = 1');
    const clash = await renamed('node', 'run: {node: ./swing.mjs#simulate}\nparameters: {m<|>u: [1, 3]}\n', 'row', { confirmed: true });
    expect(clash['node/swing.mjs']).toContain('simulate({ row: mu, dt = 0.1');
  });

  test('changes the parent file with all its children', async () => {
    const after = await renamed('base', 'extends: ./base.sweep.yaml\nparameters: {dep<|>th: [9]}\n', 'layers', { confirmed: true });
    expect(after).toEqual({
      self: 'extends: ./base.sweep.yaml\nparameters: {layers: [9]}\n',
      'base/base.sweep.yaml': FILES['base/base.sweep.yaml'].replace('depth', 'layers'),
      'base/child.sweep.yaml': FILES['base/child.sweep.yaml'].replaceAll('depth', 'layers'),
    });
  });

  test('changes the column of a CSV file of points', async () => {
    const after = await renamed('points', `${COMMAND}points: ./runs.csv\nconstraints: [d<|>t < 3]\n`, 'step', { confirmed: true });
    expect(after).toEqual({
      self: `${COMMAND}points: ./runs.csv\nconstraints: [step < 3]\n`,
      'points/runs.csv': 'mu,step\n1,0.1\n2,0.2\n',
    });
  });

  test('renames the objective in its tasks, and its definition when asked', async () => {
    const after = await renamed('swing', 'run: {python: "swing:simu<|>late"}\nparameters: {mu: 1}\n', 'swings', { confirmed: true });
    expect(after['self']).toContain('"swing:swings"');
    expect(after['swing/second.sweep.yaml']).toContain('swing:swings');
    expect(after['swing/swing.py']).toContain('def swings(mu');
    expect(client.shown.at(-1)).toMatch(/also named in caller\.py, unclear\.py/);
  });
});

describe('references and highlights', () => {
  const lines = (places: readonly Location[]) =>
    places.map(({ uri, range }) => `${uri.split('/').at(-1)}:${range.start.line}:${range.start.character}`);

  test('find a parameter in its file, its schema, other users and the code', async () => {
    const { ask, file, close } = await open(
      'swing',
      'run: {python: swing:simulate}\nschema: ./shared.sweep-params.yaml\nparameters: {mu: [1]}\nconstraints: [m<|>u < 2]\n',
    );
    const name = file.split('/').at(-1);
    expect(lines(await ask('references', { context: { includeDeclaration: true } })).toSorted()).toEqual(
      [`${name}:2:13`, `${name}:3:14`, 'second.sweep.yaml:2:13', 'shared.sweep-params.yaml:1:2', 'swing.py:0:13'].toSorted(),
    );
    await close();
  });

  test('find all tasks of a function', async () => {
    const { ask } = await open('swing', 'run: {python: swing:simu<|>late}\nparameters: {mu: [1]}\n');
    expect(lines(await ask('references', { context: { includeDeclaration: true } }))).toEqual(
      expect.arrayContaining(['swing.py:0:4', 'second.sweep.yaml:0:14', 'third.sweep.yaml:0:14']),
    );
  });

  test('mark reads and writes of a name in a file', async () => {
    const { ask } = await open('alone', `${COMMAND}parameters: {m<|>u: [1]}\nconstraints: [mu < 2]\n`);
    expect((await ask<readonly DocumentHighlight[]>('documentHighlight')).map(({ range, kind }) => [range.start.line, kind])).toEqual([
      [1, 3],
      [2, 2],
    ]);
  });
});
