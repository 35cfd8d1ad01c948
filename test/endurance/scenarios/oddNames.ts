import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Result, rounds, type Stage } from '../scenario.ts';

/** Names of workspaces that other tools stumble over. */
const NAMES: readonly string[] = [
  'with space',
  'new\nline',
  "it's",
  '"quoted"',
  '100%25 %d',
  'a#b',
  'a?b=c',
  'emoji 🚀',
  '-rf',
  '--help',
  '$(touch canary)',
  'back\\slash',
  'ünïcödé',
  'x'.repeat(250),
  '&amp;<b>',
  ' leading',
  'trailing ',
  '[glob]*{a,b}',
  '~',
  'file:uri',
];

const OBJECTIVES: readonly (readonly [run: string, file: string, text: string])[] = [
  ["python: 'o:f'", 'o.py', 'def f(x):\n    return {"y": x + 1}\n'],
  ["node: './o.mjs#f'", 'o.mjs', 'export const f = ({ x }) => ({ y: x + 1 });\n'],
  ["command: [sh, o.sh, '${x}']", 'o.sh', 'echo "{\\"y\\": $(($1 + 1))}"\n'],
];

/** A task is checked, run, shown and exported in a folder with an odd name, which also names the task file and a data file. */
export async function oddNames(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  const all = rounds(stage);
  for (const run of all) {
    const name = NAMES[run % NAMES.length] ?? '';
    const [objective, file, text] = OBJECTIVES[run % OBJECTIVES.length] ?? ['', '', ''];
    const base = mkdtempSync(join(tmpdir(), 'sd-names-'));
    const folder = join(base, name);
    mkdirSync(folder);
    // The longest name is for the folder alone: a suffix must fit as well.
    const stem = name.length > 200 ? 'task' : name;
    writeFileSync(join(folder, file), text);
    writeFileSync(join(folder, `${stem}.sweep.yaml`), `run: { ${objective} }\nparameters: { x: [1, 2, 3] }\nexecution: { workers: 1 }\n`);
    const found = useAll(stage, { base, folder, file: `./${stem}.sweep.yaml` });
    violations.push(...found.map((one) => `${JSON.stringify(name)}: ${one}`));
    rmSync(base, { recursive: true, force: true });
  }
  return { runs: all.at, violations, notes: `${NAMES.length} names` };
}

function useAll({ programs }: Stage, of: { readonly base: string; readonly folder: string; readonly file: string }): readonly string[] {
  const { base, folder, file } = of;
  const env = { ...process.env, HOME: base, XDG_RUNTIME_DIR: base, SWEEPDECK_DATA_DIR: join(base, 'data'), NO_COLOR: '1' };
  const sweepdeck = (...words: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } =>
    spawnSync(process.execPath, [programs.cli, ...words, '--workspace', folder], { cwd: folder, env, encoding: 'utf8' });
  const steps: readonly (readonly [words: readonly string[], holds: (stdout: string) => boolean])[] = [
    [['check', file], () => true],
    [['run', file, '--json'], (stdout) => /"done":3/.test(stdout)],
    [['status', '--json'], (stdout) => /"done": ?3/.test(stdout)],
    [['results', file, '--format', 'json'], (stdout) => (stdout.match(/"y":[234]\b/g) ?? []).length === 3],
    [['export', file, '-o', 'out of it.csv'], () => true],
    [['run', file, '--json'], (stdout) => /"executed":0/.test(stdout)],
  ];
  for (const [words, holds] of steps) {
    const { status, stdout, stderr } = sweepdeck(...words);
    if (status !== 0 || !holds(stdout))
      return [`${words.join(' ')} ended with ${String(status)}: ${stdout.slice(0, 300)} ${stderr.slice(0, 600)}`];
  }
  return [];
}
