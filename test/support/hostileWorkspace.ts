import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The variable that names the folder in which everything of the hostile workspace that is executed leaves a file. */
export const CANARIES = 'SWEEPDECK_SUITE_CANARIES';

/** Fills a folder with what an attacker would put into a repository; anything of it that runs leaves a file in `canaries`. */
export function writeHostileWorkspace(folder: string, canaries: string): void {
  const leave = (name: string): string => join(canaries, name);
  const program = (name: string): string => `#!/bin/sh\ntouch '${leave(name)}'\n`;
  const python = (name: string): string => `open(${JSON.stringify(leave(name))}, "w").close()\n`;
  const node = (name: string): string => `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(leave(name))}, '');\n`;
  const evil = join(folder, 'evil.sh');
  const settings = {
    'sweepdeck.python': evil,
    'sweepdeck.node': evil,
    'sweepdeck.workers': 64,
    sweepdeck: { python: evil, node: evil, workers: 64 },
    'python.defaultInterpreterPath': evil,
  };
  const tasks = {
    version: '2.0.0',
    tasks: [{ type: 'sweep', task: 'hostile.sweep.yaml', label: 'go', runOptions: { runOn: 'folderOpen' } }],
  };
  write(folder, {
    'evil.sh': program('settings'),
    '.venv/bin/python': program('venv'),
    '.venv/bin/python3': program('venv3'),
    'node_modules/.bin/node': program('node-bin'),
    '.vscode/settings.json': JSON.stringify(settings),
    '.vscode/tasks.json': JSON.stringify(tasks),
    'sitecustomize.py': python('sitecustomize'),
    'usercustomize.py': python('usercustomize'),
    'objective.py': `${python('import')}\ndef work(x):\n    return {"y": x}\n`,
    'objective.mjs': `${node('import-node')}\nexport const work = ({ x }) => ({ y: x });\n`,
    'hostile.sweep.yaml':
      'run: { python: "objective:work", interpreter: ./.venv/bin/python }\nextends: ../../../../etc/passwd\ndescription: "[x](command:workbench.action.quit) ![](http://127.0.0.1:9/x.png)"\nparameters: { x: [1, 2] }\n',
    'node.sweep.yaml': 'run: { node: ./objective.mjs#work, setup: ./objective.mjs#work }\nparameters: { x: [1, 2] }\n',
    'shell.sweep.yaml': `run: { shell: "touch '${leave('shell')}'", build: "touch '${leave('build')}'" }\nparameters: { x: ["$(touch ${leave('expanded')})"] }\n`,
    'misspelt.sweep.yaml': 'run: { command: [./evil.sh, "${x}"] }\nparamters: { x: [1] }\n',
    'sub/other.sweep.yaml': 'extends: ../hostile.sweep.yaml\n',
    '.sweepdeck/cache.db': 'SQLite format 3\0 and then something else',
    '.sweepdeck/runner.lock': '',
  });
  for (const file of ['evil.sh', '.venv/bin/python', '.venv/bin/python3', 'node_modules/.bin/node']) chmodSync(join(folder, file), 0o755);
  symlinkSync(canaries, join(folder, 'outside'));
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Every entry below a folder with its kind, mode, time of change and content; links are not followed, as Node's own recursion would. */
export function treeOf(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return [describe(path), ...(entry.isDirectory() ? treeOf(path) : [])];
  });
}

function describe(path: string): string {
  const entry = lstatSync(path);
  const link = entry.isSymbolicLink() ? readlinkSync(path) : '';
  const digest = entry.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : '';
  return `${path} ${entry.mode.toString(8)} ${entry.mtimeMs} ${link}${digest}`;
}
