import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What git knows of the folder that a sweep ran in. */
export interface GitState {
  /** 40 hexadecimal digits; null before the first commit. */
  readonly commit: string | null;
  readonly branch: string | null;
  /** Files that differ from the commit, as `git status --porcelain` names them. */
  readonly changed: readonly string[];
  /** What differs from the commit, as a patch: at most 1 MiB of it. */
  readonly diff: string;
}

/**
 * Asks git about a folder; nothing where there is no repository, no git, or no answer in time. Nothing of the
 * repository's own settings is obeyed that could start a program: hooks, monitors, filters, external diffs.
 */
export async function gitState(folder: string): Promise<GitState | undefined> {
  if (!isBelowGit(folder)) return undefined;
  const names = await git(folder, ['config', '--name-only', '--list']);
  // A work tree elsewhere would have its files read and kept here.
  if (names === undefined || /^core\.worktree$/im.test(names)) return undefined;
  const safe = [...SAFE, ...withoutFilters(names)];
  const [commit, status] = await Promise.all([
    git(folder, [...safe, 'rev-parse', '--verify', '--quiet', 'HEAD']),
    git(folder, [...safe, 'status', '--porcelain', '--branch', '--no-ahead-behind', '--untracked-files=normal', '--ignore-submodules=all']),
  ]);
  if (status === undefined) return undefined;
  const [head = '', ...changed] = status.split('\n').filter((line) => line !== '');
  const differs = changed.some((line) => !line.startsWith('??'));
  const diff = differs ? await git(folder, [...safe, ...DIFF]) : undefined;
  return {
    commit: commit?.trim() || null,
    branch: HEAD.exec(head)?.[1] ?? null,
    changed: changed.slice(0, MOST_FILES),
    diff: diff?.slice(0, MOST_DIFF) ?? '',
  };
}

/** Whether git may find a repository: to have it say no costs more than the whole start of a sweep otherwise does. */
function isBelowGit(folder: string): boolean {
  if (!existsSync(folder)) return false;
  for (let at = realpathSync(folder), above = dirname(at); ; at = above, above = dirname(at)) {
    if (existsSync(join(at, '.git'))) return true;
    if (above === at) return false;
  }
}

/** `## main`, `## main...origin/main [different]`, `## No commits yet on main`; a head that is no branch has words after it. */
const HEAD = /^## (?:No commits yet on )?(\S+?)(?:\.\.\.\S+(?: \[.*\])?)?$/;
const DIFF = ['diff', 'HEAD', '--no-ext-diff', '--no-textconv', '--no-color', '--ignore-submodules=all', '--binary'];
const MOST_FILES = 1000;
const MOST_DIFF = 1024 * 1024;

/** Settings of a repository that start programs, each set to nothing. */
const SAFE: readonly string[] = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'core.sshCommand=false',
  'core.attributesFile=/dev/null',
  'core.untrackedCache=false',
  'diff.external=',
  'credential.helper=',
  'safe.bareRepository=explicit',
  'submodule.recurse=false',
  'protocol.allow=never',
].flatMap((setting) => ['-c', setting]);

/** Filters and diff drivers have names of the repository's choice. */
function withoutFilters(names: string): readonly string[] {
  const programs = names
    .split('\n')
    .filter((name) => /^(?:filter\..*\.(?:clean|smudge|process)|diff\..*\.(?:command|textconv))$/is.test(name));
  return programs.flatMap((name) => [
    '-c',
    `${name}=`,
    ...(name.startsWith('filter.') ? ['-c', `${name.slice(0, name.lastIndexOf('.'))}.required=false`] : []),
  ]);
}

function git(folder: string, given: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = execFile(
      'git',
      [...given],
      { cwd: folder, env: environment(), timeout: PATIENCE, killSignal: 'SIGKILL', maxBuffer: 4 * MOST_DIFF, windowsHide: true },
      (error, stdout) => resolve(error === null || isTooLong(error) ? stdout : undefined),
    );
    child.stdin?.end();
  });
}

function isTooLong(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER';
}

/** Milliseconds: a sweep does not wait longer for what is only noted. */
const PATIENCE = 2_000;

/** Neither the machine's nor the user's settings, nor variables that lead git elsewhere. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return {
    ...Object.fromEntries(own),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    LC_ALL: 'C',
  };
}
