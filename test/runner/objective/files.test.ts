import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { isValueMap, type Value, type ValueMap } from '../../../core/value/value.ts';
import { fileOutputOf } from '../../../core/value/fileValue.ts';
import type { Row } from '../../../protocol/runner.ts';
import { filesOf } from '../../../runner/objective/finishOutcome.ts';
import { openStore } from '../../../runner/store/open.ts';
import { verifyFiles } from '../../../runner/store/verifyFiles.ts';
import { type HistoryWorkspace, historyWorkspace } from '../../support/historyWorkspace.ts';

let opened: HistoryWorkspace | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

const FILE = 'a.sweep.yaml';

async function ran(
  run: string,
  files: Readonly<Record<string, string>>,
  field = '{ type: file, path: out/field.txt }',
): Promise<HistoryWorkspace> {
  const task = `run: { ${run} }\nparameters: { x: [1, 2] }\nschema: { outputs: { field: ${field} } }\nexecution: { workers: 1 }\n`;
  opened = await historyWorkspace({ [FILE]: task, ...files });
  await opened.run(FILE);
  return opened;
}

async function rowsOf({ runner }: HistoryWorkspace): Promise<readonly Row[]> {
  return (await runner.page({ file: FILE })).rows;
}

function outputs(row: Row | undefined): ValueMap {
  return isValueMap(row?.outputs) ? row.outputs : {};
}

/** What is kept of a file, which must be what the row says. */
function content(here: HistoryWorkspace, value: Value | undefined): string {
  const file = fileOutputOf(value);
  if (!file) throw new Error(`no file: ${JSON.stringify(value)}`);
  const bytes = readFileSync(join(here.folder, file.path));
  expect(file).toMatchObject({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  return bytes.toString('utf8');
}

const PYTHON = `
import sweepdeck
def write(x):
    folder = sweepdeck.dir() / "out"
    folder.mkdir(exist_ok=True)
    (folder / "field.txt").write_text("x is %d" % x)
    return {"y": x}
`;
const NODE = `
import { mkdirSync, writeFileSync } from 'node:fs';
export function write({ x }, { dir }) {
  mkdirSync(dir + '/out', { recursive: true });
  writeFileSync(dir + '/out/field.txt', 'x is ' + x);
  return { y: x };
}
`;
const SHELL = `mkdir "$SWEEPDECK_DIR/out" && printf "x is $x" > "$SWEEPDECK_DIR/out/field.txt" && echo "{\\"y\\": $x}"`;

const KINDS: readonly (readonly [kind: string, run: string, files: Readonly<Record<string, string>>])[] = [
  ['Python', 'python: a:write', { 'a.py': PYTHON }],
  ['Node', 'node: ./a.mjs#write', { 'a.mjs': NODE }],
  ['shell', `shell: ${JSON.stringify(SHELL)}`, {}],
  ['command', `command: [sh, write.sh, "\${x}"]`, { 'write.sh': `x=$1\n${SHELL}\n` }],
];

describe('declared files', () => {
  it.each(KINDS)('are moved into the store, with size and hash: %s', async (_kind, run, files) => {
    const here = await ran(run, files);
    const rows = await rowsOf(here);
    expect(rows.map((row) => [row.state, outputs(row)['y'], content(here, outputs(row)['field'])])).toEqual([
      ['done', 1, 'x is 1'],
      ['done', 2, 'x is 2'],
    ]);
    expect(fileOutputOf(outputs(rows[0])['field'])?.path).toMatch(/^\.sweepdeck\/artifacts\/[0-9a-f]{2}\/[0-9a-f]{64}\/field\.txt$/);
    expect(
      existsSync(join(here.folder, '.sweepdeck', 'items', rows[0]?.key.slice(0, 2) ?? '', rows[0]?.key ?? '', 'out', 'field.txt')),
    ).toBe(false);
  });

  it('of equal content are kept once, and of an earlier result beside those of a rerun', async () => {
    const here = await ran('python: a:write', { 'a.py': PYTHON.replace('"x is %d" % x', '"same"') });
    const before = (await rowsOf(here)).map((row) => fileOutputOf(outputs(row)['field'])?.path);
    expect(new Set(before).size).toBe(1);
    here.write({ 'a.py': PYTHON });
    await here.run(FILE);
    expect((await rowsOf(here)).map((row) => content(here, outputs(row)['field']))).toEqual(['x is 1', 'x is 2']);
    expect(readFileSync(join(here.folder, before[0] ?? ''), 'utf8')).toBe('same');
  });

  it('may be named by what the objective returns', async () => {
    const named = PYTHON.replace('{"y": x}', '{"field": folder / "field.txt"}');
    const here = await ran('python: a:write', { 'a.py': named }, '{ type: file, extensions: [.txt] }');
    expect((await rowsOf(here)).map((row) => content(here, outputs(row)['field']))).toEqual(['x is 1', 'x is 2']);
  });

  it('of another size than declared are kept with an item that failed', async () => {
    const code = PYTHON.replace('"x is %d" % x', '"" if x == 2 else "x is 1"');
    const here = await ran('python: a:write', { 'a.py': code }, '{ type: file, path: out/field.txt, min: 1 }');
    expect((await rowsOf(here)).map((row) => [row.state, content(here, outputs(row)['field']), row.error?.message])).toEqual([
      ['done', 'x is 1', undefined],
      ['failed', '', 'The output `field` has 0 bytes, which is below 1, the smallest allowed value.'],
    ]);
  });

  it('that an earlier attempt left do not pass for those of the next one', async () => {
    const code = PYTHON.replace('    return', '    if x == 2: raise ValueError("after writing")\n    return');
    const here = await ran('python: a:write', { 'a.py': code });
    expect((await rowsOf(here))[1]).toMatchObject({ state: 'failed', error: { type: 'ValueError' } });
    here.write({ 'a.py': 'def write(x):\n    return {"y": x}\n' });
    await here.run(FILE);
    expect((await rowsOf(here)).map((row) => [row.state, row.error?.message.split('.')[0]])).toEqual([
      ['failed', 'The output `field` is missing: the item left no file `out/field'],
      ['failed', 'The output `field` is missing: the item left no file `out/field'],
    ]);
  });

  it('under a name that no file can have fail their items, and nothing else', async () => {
    const here = await ran('python: a:write', { 'a.py': PYTHON }, `{ type: file, path: ${'n'.repeat(300)} }`);
    expect((await rowsOf(here)).map((row) => [row.state, row.error?.message.includes('ENAMETOOLONG')])).toEqual([
      ['failed', true],
      ['failed', true],
    ]);
    await here.run(FILE);
    expect((await rowsOf(here))[0]?.error?.message).toMatch(
      /^What an earlier attempt left as `field` could not be removed; remove it by hand: .*name too long/,
    );
  });

  it('of an item that is given up are no failure', async () => {
    const given = { kind: 'value', outputs: '{}', seconds: 0 } as const;
    const at = { file: FILE, span: { start: 0, end: 0 } };
    const files = [{ ...at, name: 'field', type: 'file', path: 'n'.repeat(300), optional: false, hidden: false }] as const;
    const folder = join(import.meta.dirname, 'items');
    const place = { root: join(import.meta.dirname, '..'), folder: import.meta.dirname, workspace: folder, signal: AbortSignal.abort() };
    expect(await filesOf(given, { check: undefined, files }, place)).toBe('given up');
  });

  it('are dropped by gc when no row names them any more', async () => {
    const here = await ran('python: a:write', { 'a.py': PYTHON });
    const kept = (await rowsOf(here)).map((row) => join(here.folder, fileOutputOf(outputs(row)['field'])?.path ?? ''));
    expect(await here.runner.gc({})).toMatchObject({ files: 0 });
    await here.runner.delete({ file: FILE, select: { kind: 'where', where: 'x == 1' } });
    expect(
      kept.map((path) => existsSync(path)),
      'a deletion can be taken back',
    ).toEqual([true, true]);
    expect(await here.runner.gc({})).toMatchObject({ deleted: 1, files: 1 });
    expect(kept.map((path) => existsSync(path))).toEqual([false, true]);
  });

  it('are verified: that they are there, and are what they were', async () => {
    const here = await ran('python: a:write', { 'a.py': PYTHON });
    const [one, other] = (await rowsOf(here)).map((row) => join(here.folder, fileOutputOf(outputs(row)['field'])?.path ?? ''));
    const verified = async (): ReturnType<typeof verifyFiles> => {
      const store = openStore(here.folder, 'read');
      try {
        return await verifyFiles(here.folder, store);
      } finally {
        store.close();
      }
    };
    expect(await verified()).toEqual({ files: 2, problems: [] });
    writeFileSync(one ?? '', 'changed');
    rmSync(dirname(other ?? ''), { recursive: true });
    expect(await verified()).toMatchObject({
      files: 1,
      problems: [
        expect.stringMatching(/is gone, and a result names it$/),
        expect.stringMatching(/field\.txt is not the file that was kept$/),
      ],
    });
  });

  it('are checked by `test`, which keeps nothing', async () => {
    const here = await ran('python: a:write', { 'a.py': 'def write(x):\n    return {}\n' });
    here.write({ 'a.py': PYTHON });
    expect(await here.runner.test({ file: FILE })).toMatchObject({ error: null, outputs: { field: { path: 'out/field.txt', bytes: 6 } } });
    expect(existsSync(join(here.folder, '.sweepdeck', 'artifacts'))).toBe(false);
  });
});

/** What an objective may leave or name instead of a file of its own: code after `folder` is there, and what is said. */
const ESCAPES: readonly (readonly [what: string, code: string, sentence: RegExp])[] = [
  ['a parent', 'return {"field": "../../../secret.txt"}', /lies outside of the item's folder/],
  ['an absolute path', 'return {"field": str(secret)}', /lies outside of the item's folder/],
  ['the folder itself', 'return {"field": "."}', /lies outside of the item's folder/],
  ['a NUL', 'return {"field": "a\\0b"}', /lies outside of the item's folder/],
  ['a sibling with the same beginning', 'return {"field": "../" + folder.name + "-evil/a.txt"}', /lies outside of the item's folder/],
  ['a link to a file', '(folder / "a.txt").symlink_to(secret); return {"field": "a.txt"}', /reached over a link/],
  ['a link to a folder', '(folder / "sub").symlink_to(secret.parent); return {"field": "sub/secret.txt"}', /reached over a link/],
  ['a link that leads nowhere', '(folder / "a.txt").symlink_to(folder / "none"); return {"field": "a.txt"}', /left no file/],
  ['a link to itself', '(folder / "a.txt").symlink_to(folder / "a.txt"); return {"field": "a.txt"}', /reached over a link/],
  ['a folder', '(folder / "sub").mkdir(exist_ok=True); return {"field": "sub"}', /is no plain file/],
  ['a pipe', 'import os; os.mkfifo(str(folder / "pipe")); return {"field": "pipe"}', /is no plain file/],
  ['a device', '(folder / "null").symlink_to("/dev/null"); return {"field": "null"}', /reached over a link/],
  ['a number', 'return {"field": 3}', /is no path/],
  ['percent signs', 'return {"field": "..%2f..%2fsecret.txt"}', /left no file/],
];

describe('what is no file of the item', () => {
  it.each(ESCAPES)('is not collected: %s', async (_what, code, sentence) => {
    const objective = `import pathlib\nimport sweepdeck\ndef write(x):\n    secret = pathlib.Path("secret.txt").resolve()\n    folder = sweepdeck.dir()\n    ${code}\n`;
    const here = await ran('python: a:write', { 'a.py': objective, 'secret.txt': 'not for the store' }, '{ type: file }');
    expect((await rowsOf(here)).map((row) => row.state)).toEqual(['failed', 'failed']);
    expect((await rowsOf(here))[0]?.error).toMatchObject({ kind: 'output', type: 'Schema', message: expect.stringMatching(sentence) });
    expect(existsSync(join(here.folder, '.sweepdeck', 'artifacts'))).toBe(false);
    expect(readFileSync(join(here.folder, 'secret.txt'), 'utf8')).toBe('not for the store');
  });

  it('is not written where a link of the repository leads', async () => {
    const here = await ran('python: a:write', { 'a.py': 'def write(x):\n    return {}\n' });
    const outside = join(here.folder, '..', 'outside');
    mkdirSync(outside);
    symlinkSync(outside, join(here.folder, '.sweepdeck', 'artifacts'));
    here.write({ 'a.py': PYTHON });
    await here.run(FILE);
    expect((await rowsOf(here))[0]?.error?.message).toMatch(/artifacts is no plain folder/);
    expect(readdirSync(outside)).toEqual([]);
  });

  it('is not removed before an attempt when a link of the repository leads there', async () => {
    const here = await ran('python: a:write', { 'a.py': 'def write(x):\n    return {}\n' });
    const [row] = await rowsOf(here);
    const outside = join(here.folder, '..', 'outside');
    mkdirSync(join(outside, 'out'), { recursive: true });
    writeFileSync(join(outside, 'out', 'field.txt'), 'theirs');
    const group = join(here.folder, '.sweepdeck', 'items', row?.key.slice(0, 2) ?? '');
    mkdirSync(group, { recursive: true });
    symlinkSync(outside, join(group, row?.key ?? ''));
    await here.run(FILE);
    expect(readFileSync(join(outside, 'out', 'field.txt'), 'utf8')).toBe('theirs');
  });
});
