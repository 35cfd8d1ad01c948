import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { connect, type Connection } from '../../../client/link/connect.ts';
import { launch } from '../../../client/link/launch.ts';
import { type LinkState, RunnerLink } from '../../../client/link/link.ts';
import { endpointOf } from '../../../protocol/endpoint.ts';
import type { TaskStatus } from '../../../protocol/runner.ts';

const script = path.join(import.meta.dirname, 'standInRunner.ts');
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

let folder = '';
const pids = new Set<number>();

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sd-'));
});

afterEach(() => {
  for (const pid of pids) end(pid);
  pids.clear();
  rmSync(folder, { recursive: true, force: true });
});

/** Ends a process that may have ended already. */
function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    expect(error).toMatchObject({ code: 'ESRCH' });
  }
}

interface Bench {
  readonly link: RunnerLink;
  readonly changed: TaskStatus[];
  readonly attach: () => Promise<Connection>;
  readonly endpoint: ReturnType<typeof endpointOf>;
  /** Resolves when the link tells of this state for the n-th time. */
  told(state: LinkState, times?: number): Promise<void>;
}

function bench(name = 'w'): Bench {
  const env = { ...process.env, XDG_RUNTIME_DIR: folder, VSCODE_PID: '1', NODE_OPTIONS: '--no-warnings' };
  const workspace = path.join(folder, name);
  const endpoint = endpointOf({ workspaceRealPath: workspace, env, uid: process.getuid?.(), platform: process.platform, hash });
  const changed: TaskStatus[] = [];
  const attach = async (): Promise<Connection> => {
    const connection = await connect(endpoint, { changed: (one) => void changed.push(one), ended: () => undefined }, 'a test');
    pids.add(connection.welcome.pid);
    return connection;
  };
  const states: LinkState[] = [];
  const waiting = new Set<() => void>();
  const link = new RunnerLink({
    attach,
    start: () => launch({ node: process.execPath, electron: false, script, workspace, endpoint, env }, attach),
    now: () => Date.now(),
    changed: (state) => {
      states.push(state);
      for (const look of waiting) look();
    },
    failed: (error) => expect(error).toBeUndefined(),
  });
  const told = (state: LinkState, times = 1): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (states.filter((one) => one === state).length >= times) resolve();
      };
      waiting.add(look);
      look();
    });
  return { link, changed, attach, endpoint, told };
}

it('starts nothing when it is only asked whether a runner is up', async () => {
  expect(await bench().link.attached()).toBeUndefined();
});

it('starts one runner for many needs at once, and hears its events', async () => {
  const { link, changed } = bench();
  const apis = await Promise.all([link.need(), link.need(), link.attached()]);
  expect(await apis[0]?.status({ files: ['/a', '/b'] })).toHaveLength(2);
  expect(changed.map((one) => one.file)).toEqual(['/a', '/b']);
  expect(pids.size).toBe(1);
  link.dispose();
});

it('attaches to a runner that another window started', async () => {
  const first = bench();
  await first.link.need();
  first.link.dispose();
  const second = bench();
  expect(await second.link.attached()).toBeDefined();
  expect(pids.size).toBe(1);
  second.link.dispose();
});

it('says so when the runner stands still, and attaches once it goes on', async () => {
  const { link, attach, endpoint } = bench();
  await link.need();
  const [pid = 0] = pids;
  process.kill(pid, 'SIGSTOP');
  const silent = connect(endpoint, { changed: () => undefined, ended: () => undefined }, 'a test', 300);
  await expect(silent).rejects.toMatchObject({ code: 'lock-held', message: expect.stringContaining('does not answer') });
  process.kill(pid, 'SIGCONT');
  const again = await attach();
  expect(again.welcome.pid).toBe(pid);
  again.close();
  link.dispose();
});

it('gives the runner the environment of the user, not of VS Code', async () => {
  const { link } = bench();
  const names = (await (await link.need()).status({ files: ['/environment'] })).map((one) => one.file);
  expect(names).toContain('PATH');
  expect(names.filter((name) => /^(VSCODE_|ELECTRON_|NODE_OPTIONS)/.test(name))).toEqual([]);
  link.dispose();
});

it('rejects what was pending when the runner dies, says so, and starts it again', async () => {
  const { link, told } = bench();
  const api = await link.need();
  await expect(api.status({ files: ['/die'] })).rejects.toMatchObject({ code: 'connection-lost' });
  await told('connected', 2);
  await told('lost');
  expect(await (await link.need()).status({ files: [] })).toEqual([]);
  expect(pids.size).toBe(2);
  link.dispose();
});

it('gives up after three restarts in three minutes, until somebody asks', async () => {
  const { link, told } = bench();
  await link.need();
  for (let death = 1; death <= 4; death += 1) {
    await told('connected', death);
    await expect((await link.need()).status({ files: ['/die'] })).rejects.toThrow();
  }
  await told('given-up');
  expect(link.connected).toBe(false);
  expect(await link.attached()).toBeUndefined();
  await link.need();
  expect(link.connected).toBe(true);
  link.dispose();
});

it('ends the runner when it is asked to, without calling that a loss', async () => {
  const { link, told } = bench();
  await link.need();
  await link.end();
  expect(link.connected).toBe(false);
  await link.need();
  await told('connected', 2);
  expect(pids.size).toBe(2);
  link.dispose();
});

it('says how a runner ended that never answered', async () => {
  await expect(bench('broken').link.need()).rejects.toMatchObject({
    code: 'connection-lost',
    message: expect.stringContaining('exit code 7'),
  });
});

if (process.platform !== 'win32')
  it('does not send the token into a folder that others can open', async () => {
    const { attach, endpoint } = bench();
    mkdirSync(endpoint.folder, { recursive: true });
    chmodSync(endpoint.folder, 0o755);
    await expect(attach()).rejects.toMatchObject({ code: 'not-authorised' });
  });
