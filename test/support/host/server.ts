import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { provisionHost } from './provision.ts';
import { type Theme, writeProfile } from './profile.ts';

export interface ServerOptions {
  readonly theme?: Theme;
  /** Default true; false starts the profile in Restricted Mode, as a real one does. */
  readonly trusted?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Kept after `stop` and reused when given: a second start of the same profile. */
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** A packaged extension that is installed first, as a user installs it. */
  readonly vsix?: string;
}

/** A running VS Code server whose every file and socket lies in one short temporary folder. */
export interface HostServer {
  readonly port: number;
  readonly folder: string;
  /** Ends the whole process group and removes the folder. */
  stop(): Promise<void>;
}

/** Starts a VS Code server on a free port of this machine, in its own process group. */
export async function startServer(options: ServerOptions = {}): Promise<HostServer> {
  const root = await provisionHost();
  // Socket paths are limited to 108 bytes, so the folder's name is short.
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'sd-')));
  await makeFolders(folder);
  await writeProfile(join(folder, 'user'), options.theme ?? 'dark', options.settings);
  if (options.vsix !== undefined) await install(root, folder, options.vsix);
  const child = spawn(process.execPath, [join(root, 'out/server-main.js'), ...serverArguments(folder, options.trusted ?? true)], {
    cwd: folder,
    detached: true,
    env: serverEnvironment(folder, options.environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async (): Promise<void> => {
    await endGroup(child);
    if (options.folder === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    return { port: await readPort(child), folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Installs a VSIX into the extensions folder of this server, before it starts. */
async function install(root: string, folder: string, vsix: string): Promise<void> {
  const places = ['--extensions-dir', join(folder, 'extensions'), '--server-data-dir', join(folder, 'data')];
  await promisify(execFile)(process.execPath, [join(root, 'out/server-main.js'), '--install-extension', vsix, ...places], {
    cwd: folder,
    env: serverEnvironment(folder),
  });
}

async function makeFolders(folder: string): Promise<void> {
  for (const name of ['tmp', 'run', 'data', 'user', 'extensions']) await mkdir(join(folder, name), { recursive: true, mode: 0o700 });
}

function serverArguments(folder: string, trusted: boolean): readonly string[] {
  return [
    ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
    ...['--telemetry-level', 'off', '--disable-experiments', '--disable-update-check', '--disable-getting-started-override'],
    ...['--force-disable-user-env', '--disable-websocket-compression', '--reconnection-grace-time', '1'],
    ...(trusted ? ['--disable-workspace-trust'] : []),
    ...['--server-data-dir', join(folder, 'data'), '--user-data-dir', join(folder, 'user'), '--extensions-dir', join(folder, 'extensions')],
  ];
}

/** The test runner's own variables of VS Code and npm must not leak into the host. */
function serverEnvironment(folder: string, extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|npm_|ELECTRON_|NODE_OPTIONS$|VITEST)/.test(name));
  return {
    ...Object.fromEntries(kept),
    EXTENSIONS_GALLERY: '{}',
    TMPDIR: join(folder, 'tmp'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
    ...extra,
  };
}

/** Resolves with the port that the server prints when it listens; rejects with its output when it ends before. */
async function readPort(child: ChildProcess): Promise<number> {
  const seen: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      seen.push(line);
      const port = /listening on (\d+)/.exec(line)?.[1];
      if (port) resolve(Number(port));
    });
  }
  child.once('error', reject);
  child.once('exit', (code) =>
    reject(new Error(`The VS Code server ended with ${code} before it listened:\n${seen.slice(-20).join('\n')}`)),
  );
  return await promise;
}

/** SIGKILL, because nothing in the temporary folder is worth an orderly end; the group also holds extension hosts and their children. */
async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
  await ended;
}
