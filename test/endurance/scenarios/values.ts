import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { itemKeyer, keyHex } from '../../../core/identity/key.ts';
import { encode } from '../../../core/value/encode.ts';
import { type Value, valueMap } from '../../../core/value/value.ts';
import { openReader } from '../../../runner/openRunner.ts';
import { type HistoryWorkspace, historyWorkspace } from '../../support/historyWorkspace.ts';
import { type Result, rounds, type Stage } from '../scenario.ts';

const ITEMS = 10;
const VALUES = 250;
const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Random values go from Python or Node through the pipe, the database, a reader and an export: each comes back bit for bit, and no two keys meet. */
export async function values(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  const keys = new Map<string, string>();
  const all = rounds(stage);
  for (const run of all) {
    const lists = Array.from({ length: ITEMS }, () => Array.from({ length: VALUES }, () => randomValue(stage.chance)));
    violations.push(...keyCollisions(lists.flat(), keys));
    violations.push(...(await passThrough(run % 2 === 0 ? 'python' : 'node', lists, stage)).map((one) => `round ${run}: ${one}`));
  }
  return { runs: all.at * ITEMS * VALUES, violations, notes: `${keys.size} different keys; pipe, database, reader, export` };
}

const TASK = (run: string): string =>
  `run: { ${run} }\nparameters: { at: { min: 0, max: ${ITEMS - 1}, step: 1 } }\nexecution: { workers: 1 }\n`;
const PYTHON = `
from sweepdeck._decode import decode
LINES = open("values", "rb").read().splitlines()
def f(at):
    return {"v": decode(LINES[int(at)])}
`;
const NODE = `
import { readFileSync } from 'node:fs';
import { decode } from ${JSON.stringify(join(ROOT, 'core', 'value', 'encode.ts'))};
const lines = readFileSync('values', 'utf8').split('\\n');
export const f = ({ at }) => ({ v: decode(lines[at]) });
`;
/** Python's own reader of JSON is the witness of the export. */
const WITNESS = `
import json, sys
from sweepdeck._decode import decode
def strict(v):
    if isinstance(v, float) and (v != v or v in (float("inf"), float("-inf"))):
        return "NaN" if v != v else "Infinity" if v > 0 else "-Infinity"
    if isinstance(v, list): return [strict(o) for o in v]
    if isinstance(v, dict): return {k: strict(o) for k, o in v.items()}
    return v
rows = [json.loads(line) for line in open("out.ndjson", "rb")]
expected = [strict(decode(line)) for line in open("values", "rb").read().splitlines()]
wrong = [n for n, row in enumerate(rows) if repr(row["outputs"]["v"]) != repr(expected[n])]
print(len(rows), len(wrong))
`;

async function passThrough(kind: 'python' | 'node', lists: readonly (readonly Value[])[], stage: Stage): Promise<readonly string[]> {
  const run = kind === 'python' ? "python: 'o:f'" : "node: './o.mjs#f'";
  const expected = lists.map((list) => encode(list));
  const workspace = await historyWorkspace({ 'a.sweep.yaml': TASK(run), 'o.py': PYTHON, 'o.mjs': NODE, values: expected.join('\n') });
  try {
    const { done } = await workspace.run('a.sweep.yaml');
    const own = outputsOf(await workspace.runner.page({ file: 'a.sweep.yaml' }));
    let read: readonly string[] = [];
    await workspace.reopen(async () => {
      const reader = await openReader(workspace.folder);
      read = outputsOf(await reader.runner.page({ file: 'a.sweep.yaml' }));
      await reader.close();
    });
    return [
      ...(done === ITEMS ? [] : [`${kind}: ${done} of ${ITEMS} items are done`]),
      ...differing(`${kind}, runner`, expected, own),
      ...differing(`${kind}, reader`, expected, read),
      ...exported(workspace, stage),
    ];
  } finally {
    await workspace.close();
  }
}

type Page = Awaited<ReturnType<HistoryWorkspace['runner']['page']>>;

function outputsOf({ rows }: Page): readonly string[] {
  return rows.map(({ outputs }) => encode(new Map(Object.entries(outputs ?? {})).get('v') ?? null));
}

function differing(where: string, expected: readonly string[], got: readonly string[]): readonly string[] {
  return expected.flatMap((text, at) => (got[at] === text ? [] : [`${where}: item ${at} is not what it was`]));
}

function exported({ folder, env }: HistoryWorkspace, { programs }: Stage): readonly string[] {
  const options = { cwd: folder, env: { ...process.env, ...env, PYTHONPATH: join(ROOT, 'python') }, encoding: 'utf8' } as const;
  const wrote = spawnSync(process.execPath, [programs.cli, 'export', 'a.sweep.yaml', '-o', 'out.ndjson', '--workspace', folder], options);
  writeFileSync(join(folder, 'witness.py'), WITNESS);
  const { stdout, stderr } = spawnSync('python3', ['witness.py'], options);
  return stdout.trim() === `${ITEMS} 0` ? [] : [`the export differs: ${stdout}${stderr}${wrote.stderr}`];
}

/** Equal values, and only those, have equal keys; what makes values equal here is their encoding, where `1` and `1.0` are one. */
function keyCollisions(all: readonly Value[], keys: Map<string, string>): readonly string[] {
  const { key } = itemKeyer(
    {
      schema: { parameters: new Map(), outputs: new Map() },
      cache: { code: [], env: [], ignore: [], stale: 'run' },
    },
    (text) => createHash('sha256').update(text).digest(),
  );
  const violations: string[] = [];
  for (const value of all) {
    const [hex, text] = [keyHex(key(new Map([['v', value]]), 0)), encode(Object.is(value, -0) ? 0 : value)];
    const before = keys.get(hex);
    if (before !== undefined && before !== text && !sameNumber(before, text)) violations.push(`one key for ${before} and ${text}`);
    keys.set(hex, text);
  }
  return violations;
}

/** Zeros within lists, and integers in either form. */
function sameNumber(a: string, b: string): boolean {
  return a.replaceAll('-0.0', '0') === b.replaceAll('-0.0', '0');
}

const EDGES: readonly Value[] = [
  null,
  true,
  false,
  '',
  '0',
  '1',
  'null',
  'NaN',
  'true',
  0,
  -0,
  1,
  -1,
  0.1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  5e-324,
  2.2250738585072014e-308,
  Number.MAX_VALUE,
  2 ** 53,
  -(2 ** 53),
  9_007_199_254_740_993n,
  -(2n ** 63n),
  2n ** 64n - 1n,
  10n ** 40n,
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff',
  '\u00e9',
  'e\u0301',
  '\u{1f600}',
  '\u2028',
  '"\\\n\r\t',
  '\u001b[31m',
  '__proto__',
  '=1+1',
  [],
  [[]],
  [null],
];

function randomValue(chance: () => number, depth = 0): Value {
  const pick = chance();
  if (pick < 0.25) return EDGES[Math.floor(chance() * EDGES.length)] ?? null;
  if (pick < 0.55) return randomDouble(chance);
  if (pick < 0.65) return BigInt(Math.floor(chance() * 2 ** 32)) * BigInt(Math.floor(chance() * 2 ** 32)) + 2n ** 53n;
  if (pick < 0.85 || depth > 2) return randomText(chance);
  const some = Array.from({ length: Math.floor(chance() * 4) }, () => randomValue(chance, depth + 1));
  if (pick < 0.93) return some;
  return valueMap(
    some.map((one, at) => [at === 0 ? (['$', '__proto__', 'key', 'constructor'][Math.floor(chance() * 4)] ?? '') : `k${at}`, one]),
  );
}

/** Any bits. */
function randomDouble(chance: () => number): number {
  const view = new DataView(new ArrayBuffer(8));
  for (const at of [0, 4]) view.setUint32(at, Math.floor(chance() * 2 ** 32));
  const value = view.getFloat64(0);
  return Number.isNaN(value) ? 0.5 : value;
}

/** Any UTF-16 code units; now and then a mebibyte. */
function randomText(chance: () => number): string {
  if (chance() < 0.0005) return 'y'.repeat(2 ** 20);
  return String.fromCharCode(
    ...Array.from({ length: Math.floor(chance() * 12) }, () => Math.floor(chance() * (chance() < 0.5 ? 128 : 65_536))),
  );
}
