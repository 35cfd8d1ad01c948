// Makes a fresh machine ready: `node setup.mjs [script.ts arguments…]`. Runs on Node 20 with nothing installed, does nothing
// when node_modules matches package-lock.json, and then runs the script with the Node 24 that comes from npm.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const root = import.meta.dirname;
const binaries = join(root, 'node_modules', '.bin');
// Not the command files of Windows: they cannot be started without a shell.
const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const npmScript = process.env.npm_execpath?.endsWith('npm-cli.js') ? process.env.npm_execpath : undefined;
const npm = npmScript ? [process.execPath, npmScript] : ['npm'];

process.chdir(root);
if (!packagesAreThere()) {
  console.error('Installing the exact packages of package-lock.json (npm ci) …');
  // No package's own script runs: they would only compile what is there already, and need a compiler for it.
  const code = run([...npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) stop('npm ci did not succeed: its message above says why. It needs the npm registry, and nothing else.', code);
}
if (!nodeIsThere()) {
  // The one script that is wanted: it brings the binary for this platform.
  run([...npm, 'rebuild', 'node', '--ignore-scripts=false', '--loglevel=error']);
  if (!nodeIsThere())
    stop(`The npm package "node" brought no Node 24 for ${process.platform} ${process.arch}: install Node 24 and put it first in PATH.`, 1);
}
const [script, ...rest] = process.argv.slice(2);
if (script) process.exit(run([node, script, ...rest]));

/** Every package of the lock file that is not optional lies in node_modules with its version. */
function packagesAreThere() {
  const wanted = packages('package-lock.json');
  const present = packages(join('node_modules', '.package-lock.json'));
  return Object.entries(wanted).every(([path, { version, optional }]) => path === '' || optional || present[path]?.version === version);
}

function packages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

function nodeIsThere() {
  return existsSync(node) && spawnSync(node, ['--version']).status === 0;
}

function run([command, ...args]) {
  const path = `${binaries}${delimiter}${process.env.PATH}`;
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, PATH: path }, shell: false });
  if (error) stop(`${command} could not be started: ${error.message}.`, 1);
  return status ?? 1;
}

function stop(message, code) {
  console.error(message);
  process.exit(code);
}
