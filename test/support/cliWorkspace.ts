import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { newestPrograms } from './programs.ts';

/** A temporary workspace with the real command line in a process of its own. */
export interface CliWorkspace {
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): void;
  read(file: string): string;
  /** Runs `sweepdeck ARGUMENTS` in the workspace and waits for its end. */
  run(...given: readonly string[]): Promise<Ran>;
  /** The same workspace with more environment variables. */
  with(more: Readonly<Record<string, string>>): Pick<CliWorkspace, 'run' | 'start'>;
  /** The same started by a shell that says something before, such as `ulimit`. */
  under(before: string): Pick<CliWorkspace, 'run'>;
  /** Starts it and hands out the process. */
  start(...given: readonly string[]): Started;
  remove(): void;
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as JSON. */
  json(): unknown;
}

export interface Started {
  readonly pid: number;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ran>;
}

const CLI = newestPrograms().cli;

export function cliWorkspace(files: Readonly<Record<string, string>>): CliWorkspace {
  const base = mkdtempSync(join(tmpdir(), 'sd-cli-'));
  const folder = join(base, 'workspace');
  mkdirSync(join(folder, '.git'), { recursive: true });
  const env = { ...process.env, XDG_RUNTIME_DIR: base, SWEEPDECK_DATA_DIR: join(base, 'data'), NO_COLOR: '1' };
  const workspace: CliWorkspace = {
    folder,
    write(more) {
      for (const [name, text] of Object.entries(more)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
      }
    },
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    run: (...given) => workspace.start(...given).ended,
    with: (more) => ({
      run: (...given) => launch(folder, { ...env, ...more }, given).ended,
      start: (...given) => launch(folder, { ...env, ...more }, given),
    }),
    under: (before) => ({ run: (...given) => launch(folder, env, given, before).ended }),
    start: (...given) => launch(folder, env, given),
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
  workspace.write(files);
  return workspace;
}

function launch(folder: string, env: NodeJS.ProcessEnv, given: readonly string[], before = ':'): Started {
  const line = ['-c', `${before}; exec "$@"`, 'sh', process.execPath, CLI, ...given];
  const child = spawn('/bin/sh', line, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const ended = new Promise<Ran>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const text = Buffer.concat(stdout).toString('utf8');
      resolve({ code, stdout: text, stderr: Buffer.concat(stderr).toString('utf8'), json: () => JSON.parse(text) });
    });
  });
  return { pid: child.pid ?? 0, kill: (signal) => void child.kill(signal), ended };
}
