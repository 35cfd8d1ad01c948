import { execFile } from 'node:child_process';

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
  const names = await git(folder, ['config', '--name-only', '--list']);
  // A work tree elsewhere would have its files read and kept here.
  if (names === undefined || /^core\.worktree$/im.test(names)) return undefined;
  const safe = [...SAFE, ...withoutFilters(names)];
  const [commit, branch, status, diff] = await Promise.all([
    git(folder, [...safe, 'rev-parse', '--verify', '--quiet', 'HEAD']),
    git(folder, [...safe, 'symbolic-ref', '--quiet', '--short', 'HEAD']),
    git(folder, [...safe, 'status', '--porcelain', '--untracked-files=normal', '--ignore-submodules=all']),
    git(folder, [...safe, 'diff', 'HEAD', '--no-ext-diff', '--no-textconv', '--no-color', '--ignore-submodules=all', '--binary']),
  ]);
  if (status === undefined) return undefined;
  return {
    commit: commit?.trim() || null,
    branch: branch?.trim() || null,
    changed: status
      .split('\n')
      .filter((line) => line !== '')
      .slice(0, MOST_FILES),
    diff: diff?.slice(0, MOST_DIFF) ?? '',
  };
}

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
