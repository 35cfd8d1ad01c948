import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import * as path from 'node:path';

/** Oldest Node.js that the runner works on: N-API 10, TypeScript objectives without flags. */
const OLDEST_NODE = [22, 14] as const;

/** A Node.js for the runner, or why there is none. `electron`: it is one only with ELECTRON_RUN_AS_NODE=1. */
export type FoundNode =
  | { readonly kind: 'found'; readonly path: string; readonly electron: boolean }
  | { readonly kind: 'setting-wrong' }
  | { readonly kind: 'none' };

export interface NodeFacts {
  /** The setting `sweepdeck.node`; empty when it is not set. */
  readonly setting: string;
  /** Of this process: extension hosts run on Node.js (servers) or Electron (desktops). */
  readonly execPath: string;
  readonly versions: Readonly<Record<string, string | undefined>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
}

/**
 * The setting, else our own executable when it is a real Node.js, else `node` on the PATH, and only then Electron: a
 * running Code.exe would keep VS Code from updating on Windows.
 */
export async function findNode(facts: NodeFacts): Promise<FoundNode> {
  if (facts.setting !== '')
    return (await runs(facts.setting, facts)) ? { kind: 'found', path: facts.setting, electron: false } : { kind: 'setting-wrong' };
  const electron = facts.versions['electron'] !== undefined;
  const fits = newEnough(facts.versions['node'] ?? '');
  if (!electron && fits) return { kind: 'found', path: facts.execPath, electron };
  for (const candidate of onPath(facts)) if (await runs(candidate, facts)) return { kind: 'found', path: candidate, electron: false };
  return electron && fits ? { kind: 'found', path: facts.execPath, electron } : { kind: 'none' };
}

/** Whether a version such as `24.21.0` or `v22.14.0` is at least `OLDEST_NODE`. */
export function newEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.trim().replace(/^v/, '').split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/** Places of `node` in absolute folders of the PATH; a relative one could lie in the repository. */
function onPath({ env, platform }: NodeFacts): readonly string[] {
  const windows = platform === 'win32';
  const places = windows ? path.win32 : path.posix;
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(places.delimiter).filter((folder) => places.isAbsolute(folder));
  return folders.map((folder) => places.join(folder, windows ? 'node.exe' : 'node'));
}

/** Asks an executable for its version; false when it is none, too old, or silent for 5 s. */
async function runs(file: string, { env }: NodeFacts): Promise<boolean> {
  if (!path.isAbsolute(file)) return false;
  const executable = await access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!executable) return false;
  return new Promise((resolve) => {
    execFile(file, ['-p', 'process.versions.node'], { timeout: 5000, cwd: '/', env: runnerEnv(env, false) }, (error, out) => {
      resolve(error === null && newEnough(out));
    });
  });
}

/** The environment for the runner: the user's, without what VS Code and Electron put into it. */
export function runnerEnv(env: Readonly<Record<string, string | undefined>>, electron: boolean): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(VSCODE_|ELECTRON_)/i.test(name) && name.toUpperCase() !== 'NODE_OPTIONS');
  return { ...Object.fromEntries(kept), ...(electron ? { ELECTRON_RUN_AS_NODE: '1' } : {}) };
}
