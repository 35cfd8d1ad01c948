import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { gitState as wholeState } from '../../runner/manifest/git.ts';
import { madeIn, readMade, shortGit } from '../../runner/provenance.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sd-prov-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const gitState = async (of: string): Promise<ReturnType<typeof shortGit>> => shortGit(await wholeState(of));

function git(...words: readonly string[]): string {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', ['-C', folder, ...who, ...words], { encoding: 'utf8' }).trim();
}

it('tells the commit of a checkout, and whether tracked files differ from it', async () => {
  git('init', '-q');
  expect(await gitState(folder)).toBeUndefined();
  writeFileSync(join(folder, 'a.txt'), 'one');
  git('add', '.');
  git('commit', '-q', '-m', 'one');
  const commit = git('rev-parse', 'HEAD');
  writeFileSync(join(folder, 'untracked.txt'), 'new');
  expect(await gitState(folder)).toEqual({ commit, dirty: false });
  writeFileSync(join(folder, 'a.txt'), 'two and more');
  expect(await gitState(folder)).toEqual({ commit, dirty: true });
});

it('tells the branch, also before the first commit, from a folder further down, and of a head that is none', async () => {
  git('init', '-q', '-b', 'work/one');
  expect(await wholeState(folder)).toEqual({ commit: null, branch: 'work/one', changed: [], diff: '' });
  writeFileSync(join(folder, 'a.txt'), 'one\n');
  git('add', '.');
  git('commit', '-q', '-m', 'one');
  git('branch', 'other');
  git('branch', '-q', '--set-upstream-to=other');
  mkdirSync(join(folder, 'below'));
  const clean = { commit: git('rev-parse', 'HEAD'), branch: 'work/one', changed: [], diff: '' };
  expect(await wholeState(join(folder, 'below'))).toEqual(clean);
  git('checkout', '-q', '--detach');
  expect(await wholeState(folder)).toEqual({ ...clean, branch: null });
  writeFileSync(join(folder, 'a.txt'), 'two\n');
  const { changed, diff } = (await wholeState(folder)) ?? {};
  expect(changed).toEqual([' M a.txt']);
  expect(diff).toContain('-one\n+two\n');
});

it('knows nothing outside of a checkout, and runs nothing that the checkout names', async () => {
  expect(await gitState(folder)).toBeUndefined();
  expect(await gitState(join(folder, 'missing'))).toBeUndefined();
  git('init', '-q');
  writeFileSync(join(folder, 'evil.sh'), '#!/bin/sh\ntouch "$(dirname "$0")/pwned"\n', { mode: 0o755 });
  git('config', 'core.fsmonitor', join(folder, 'evil.sh'));
  writeFileSync(join(folder, 'a.txt'), 'one');
  execFileSync('git', ['-C', folder, '-c', 'core.fsmonitor=false', 'add', 'a.txt']);
  await gitState(folder);
  expect(git('-c', 'core.fsmonitor=false', 'ls-files', '--others').split('\n')).toEqual(['evil.sh']);
});

it('is read from what a sweep has written down, and from nothing else', () => {
  const made = madeIn(undefined, 'python3');
  expect(made.machine).toBe(hostname());
  const state = { commit: 'a'.repeat(40), dirty: true };
  expect(readMade(JSON.stringify({ made }), JSON.stringify({ git: state }))).toEqual({ ...made, git: state });
  expect(readMade(JSON.stringify({ made }), undefined)).toEqual(made);
  expect(readMade('{"by":"me"}', '{}')).toBeUndefined();
  expect(readMade('no JSON', undefined)).toBeUndefined();
});
