import { execFileSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pythonFolder } from '../../runner/assets.ts';

const python = (program: string): unknown =>
  JSON.parse(
    execFileSync('python3', ['-c', `import json\n${program}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PYTHONPATH: [pythonFolder(), ...(process.env['PYTHONPATH'] ?? '').split(delimiter)].join(delimiter) },
    }),
  );

/** Parameters as Python writes them → the id that entropic 2.1 gave them, measured. */
const IDS: readonly (readonly [parameters: string, id: string, floats?: string])[] = [
  ['{"n": 100, "steps": 5000, "dt": 0.01}', 'f444a074a2e52bf9'],
  ['{"dt": 0.01, "steps": 5000, "n": 100}', 'f444a074a2e52bf9'],
  ['{}', '44136fa355b3678a'],
  ['{"x": 1.0}', 'bf32f56236899e13'],
  ['{"x": 1}', '5041bf1f713df204'],
  ['{"x": 1}', 'bf32f56236899e13', '["x"]'],
  ['{"x": True}', '9e4f189bf4079d1b'],
  ['{"x": True}', '9e4f189bf4079d1b', '["x"]'],
  ['{"x": None}', 'c6b8df5aba33a39c'],
  ['{"x": [1, 2, 3]}', '401592ba6d3e44c4'],
  ['{"x": "é"}', 'bca462b835df0d11'],
  ['{"cfg": {"z": 1, "a": 2}}', '2bce419d61a4619b'],
];

describe('the ids of entropic', () => {
  it.each(IDS)('%s is %s', (parameters, id, floats = '()') => {
    expect(python(`from sweepdeck._entropic import entropic16\nprint(json.dumps(entropic16(${parameters}, ${floats})))`)).toBe(id);
  });
});

describe('rows as a frame', () => {
  const ROWS = JSON.stringify([
    { key: 'a', state: 'done', parameters: { x: 1, model: { depth: 2 } }, outputs: { y: 3, x: 4 } },
    { key: 'b', state: 'failed', parameters: { x: 2, extra: {} }, outputs: {} },
    { key: 'c', state: 'done', parameters: { x: 3 }, outputs: { late: [1, 2] } },
  ]);

  it('have one column for each fact, parameter and output, and nothing where a row has none', () => {
    expect(python(`from sweepdeck._frame import columns_of\nprint(json.dumps(columns_of(json.loads(${JSON.stringify(ROWS)}))))`)).toEqual({
      key: ['a', 'b', 'c'],
      state: ['done', 'failed', 'done'],
      x: [1, 2, 3],
      'model.depth': [2, null, null],
      extra: [null, {}, null],
      y: [3, null, null],
      'out.x': [4, null, null],
      late: [null, null, [1, 2]],
    });
  });

  it.each([
    [
      'pandas',
      'frame.astype(object).where(frame.notna(), None).to_dict("list")',
      'pandas.DataFrame({"t": [0, 1]}, index=pandas.Index(["u", "v"], name="zone"))',
    ],
    ['polars', 'frame.to_dict(as_series=False)', 'polars.DataFrame({"zone": ["u", "v"], "t": [0, 1]})'],
  ])(
    'are those of the real %s, and tables of it are outputs, where this Python has it; elsewhere a sentence says that it has not',
    (kind, columns, table) => {
      const made = python(
        `from sweepdeck._frame import frame_of
from sweepdeck._encode import encode_outputs
try:
    frame = frame_of(json.loads(${JSON.stringify(ROWS)}), "${kind}")
    found = ${columns}
    import ${kind}
    print(json.dumps([found["x"], found["model.depth"], found["y"], json.loads(encode_outputs({"curve": ${table}}))]))
except ImportError as error:
    print(json.dumps(str(error)))`,
      );
      const installed = python(`import importlib.util\nprint(json.dumps(importlib.util.find_spec("${kind}") is not None))`);
      const curve = [
        { zone: 'u', t: 0 },
        { zone: 'v', t: 1 },
      ];
      const missing = expect.stringMatching(new RegExp(`^${kind} is not installed in this Python`));
      expect(made).toEqual(installed ? [[1, 2, 3], [2, null, null], [3, null, null], { curve }] : missing);
    },
  );

  it('need a library that is there, and a kind that exists', () => {
    const say = (kind: string): unknown =>
      python(
        `import sys\nsys.modules["polars"] = None\nfrom sweepdeck._frame import frame_of\ntry:\n    frame_of([], "${kind}")\nexcept Exception as error:\n    print(json.dumps([type(error).__name__, str(error)]))`,
      );
    expect(say('polars')).toEqual(['ImportError', expect.stringMatching(/^polars is not installed in this Python/)]);
    expect(say('excel')).toEqual(['ValueError', 'there is no frame "excel": write "pandas" or "polars"']);
  });
});
