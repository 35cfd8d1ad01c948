import { describe, expect, it } from 'vitest';
import { runBuild } from '../../../runner/objective/build.ts';
import { userEnvironment } from '../../../runner/objective/environment.ts';
import { findMarked } from '../../../runner/objective/processes.ts';
import { shellRun, workerSetup } from '../../support/objective.ts';

const build = (line: readonly string[], signal = new AbortController().signal, cwd = '.') =>
  runBuild({ ...workerSetup({ ...shellRun('true'), build: line, cwd }), token: 'build' }, signal);

describe('run.build', () => {
  it('says nothing when all is well, or when there is none', async () => {
    expect(await build(['sh', '-c', 'echo built; sleep 1000 &'])).toBeUndefined();
    expect(await build([])).toBeUndefined();
    expect(await findMarked('SWEEPDECK_SWEEP', 'build')).toEqual([]);
  });

  it.each([
    [['sh', '-c', 'echo "undefined reference" >&2; exit 2'], /run\.build \(sh\) ended with status 2: undefined reference\./],
    [['sh', '-c', 'kill -9 $$'], /ended by SIGKILL/],
    [['no-such-compiler'], /could not start no-such-compiler/],
  ])('fails with the last words of %j', async (line, message) => {
    expect(await build(line)).toMatchObject({ kind: 'setup', message: expect.stringMatching(message) });
  });

  it('fails in a folder that does not exist', async () => {
    expect(await build(['true'], new AbortController().signal, 'nowhere')).toMatchObject({ type: 'FolderNotFound' });
  });

  it('fails where a file is in the place of the folder', async () => {
    expect(await build(['true'], new AbortController().signal, 'hostile.py')).toMatchObject({
      message: expect.stringContaining('ENOTDIR'),
    });
  });

  it('is killed by an abort', async () => {
    const abort = new AbortController();
    const built = build(['sh', '-c', 'trap "" TERM; sleep 1000'], abort.signal);
    abort.abort();
    expect(await built).toMatchObject({ message: expect.stringContaining('SIGKILL') });
  });
});

describe('the environment of user code', () => {
  it('is the user’s without what the editor put there, with run.env and the markers', () => {
    const own = {
      PATH: '/bin',
      VSCODE_PID: '1',
      ELECTRON_RUN_AS_NODE: '1',
      SWEEPDECK_RUNNER_TOKEN: 'secret',
      NODE_OPTIONS: '--require "/ext/ms-vscode.js-debug/bootloader.js"',
      NODE_CHANNEL_FD: '3',
      MU: 'old',
    };
    const env = userEnvironment(own, { ...shellRun('true'), env: new Map([['MU', 'new']]) }, { sweep: 's', worker: 'w' });
    expect(env).toEqual({ PATH: '/bin', MU: 'new', SWEEPDECK_SWEEP: 's', SWEEPDECK_WORKER: 'w' });
    expect(userEnvironment({ NODE_OPTIONS: '--max-old-space-size=100' }, shellRun('true'), { sweep: 's', worker: 'w' })).toHaveProperty(
      'NODE_OPTIONS',
    );
  });
});
