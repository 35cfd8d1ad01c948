import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { endpointFor } from '../../../runner/endpoint.ts';
import { type CliWorkspace, cliWorkspace } from '../../support/cliWorkspace.ts';

/** What a running sweep shows to others: nothing (reliability.md S16, S17, S24). */

let here: CliWorkspace | undefined;
afterEach(() => here?.remove());

const WAITING = {
  'wait.py': `
import pathlib, time

def wait(x):
    pathlib.Path(f"ready{x}").touch()
    while not pathlib.Path("go").exists():
        time.sleep(0.01)
    print("a line for the log")
    return {"y": x}
`,
  'wait.sweep.yaml': 'run: { python: wait:wait }\nparameters: { x: [1, 2] }\nexecution: { workers: 2 }\n',
};

/** Every file and folder below one, with its mode. */
function modesBelow(folder: string): readonly (readonly [string, number])[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => [name, statSync(join(folder, name)).mode & 0o777]);
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

describe('while a sweep runs', () => {
  it('nothing listens on the network, and no other user can come near its socket, token, results and logs', async () => {
    here = cliWorkspace(WAITING);
    const { folder } = here;
    // Whoever has this umask lets everybody write into new files: what we make must not depend on it.
    const sweep = here.with({ NODE_OPTIONS: '--import=data:text/javascript,process.umask(0)' }).start('run', 'wait.sweep.yaml');
    await until(() => existsSync(join(folder, 'ready1')) && existsSync(join(folder, 'ready2')));
    const pids = [sweep.pid, ...descendants(sweep.pid)];
    const listening = pids.flatMap(networkSockets);
    const endpoint = withRuntime(dirname(folder), () => endpointFor(folder));
    const token = statSync(endpoint.tokenFile).mode & 0o777;
    const readable = seenByNobody([endpoint.tokenFile, endpoint.socket, join(folder, '.sweepdeck', 'cache.db')]);
    here.write({ go: '' });
    expect((await sweep.ended).code).toBe(0);

    expect(listening).toEqual([]);
    expect(pids.length, 'two workers at least are among what was looked at').toBeGreaterThan(process.platform === 'linux' ? 2 : 0);
    expect(statSync(endpoint.folder).mode & 0o777).toBe(0o700);
    expect(token).toBe(0o600);
    expect(statSync(join(folder, '.sweepdeck')).mode & 0o777).toBe(0o700);
    expect(readable).toEqual([]);
  });
});

const SECRETS = [
  'AWS_SECRET_ACCESS_KEY',
  'GITHUB_TOKEN',
  'NPM_TOKEN',
  'DATABASE_URL',
  'API_KEY',
  'PASSWORD',
  'WANDB_API_KEY',
  'MY.NAME',
  '_',
  'PYTHONSTARTUP',
];

describe('the environment', () => {
  it('is written nowhere: not by runs, failures and crashes, and not by what is asked about them', async () => {
    here = cliWorkspace({
      'task.sweep.yaml': 'run: { python: task:work }\nparameters: { x: [1, 2, 3] }\ncache: { env: [API_KEY] }\nexecution: { workers: 1 }\n',
      'task.py':
        'import os\n\ndef work(x):\n    if x == 2:\n        raise ValueError("two")\n    if x == 3:\n        os._exit(3)\n    return {"y": len(os.environ["API_KEY"])}\n',
      'command.sweep.yaml': 'run: { command: [sh, -c, "echo {}; exit ${x}"] }\nparameters: { x: [0, 1] }\n',
    });
    const within = here.with(Object.fromEntries(SECRETS.map((name, at) => [name, `c4n4ry-${at}-value`])));
    const told: string[] = [];
    for (const given of [
      ['run', 'task.sweep.yaml', 'command.sweep.yaml', '--json'],
      ['results', 'task.sweep.yaml', '--format', 'json'],
      ['manifest', 'task.sweep.yaml'],
      ['export', 'task.sweep.yaml', '-o', 'all.csv'],
      ['export', 'task.sweep.yaml', '-o', 'all.parquet'],
      ['freeze', 'task.sweep.yaml'],
      ['nonsense'],
    ]) {
      const { stdout, stderr } = await within.run(...given);
      told.push(stdout, stderr);
    }
    expect(JSON.parse(told[0] ?? ''), told[1]).toMatchObject([
      { done: 1, failed: 2 },
      { done: 1, failed: 1 },
    ]);
    expect(told.filter((text) => text.includes('c4n4ry'))).toEqual([]);
    const base = dirname(here.folder);
    const files = modesBelow(base).flatMap(([name]) => (statSync(join(base, name)).isFile() ? [join(base, name)] : []));
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((file) => readFileSync(file).includes('c4n4ry'))).toEqual([]);
  });
});

/** Which of the files another user can read: asked as one where this process may become one. */
function seenByNobody(files: readonly string[]): readonly string[] {
  if (process.getuid?.() !== 0) return [];
  return files.filter((file) => !/denied/i.test(spawnSync('cat', [file], { uid: 65534, gid: 65534, cwd: '/', encoding: 'utf8' }).stderr));
}

function withRuntime<T>(folder: string, of: () => T): T {
  const before = process.env['XDG_RUNTIME_DIR'];
  process.env['XDG_RUNTIME_DIR'] = folder;
  try {
    return of();
  } finally {
    if (before === undefined) delete process.env['XDG_RUNTIME_DIR'];
    else process.env['XDG_RUNTIME_DIR'] = before;
  }
}

/** All processes below one, from /proc; none where there is no /proc. */
function descendants(pid: number): readonly number[] {
  const folder = `/proc/${pid}/task`;
  if (!existsSync(folder)) return [];
  const children = readdirSync(folder).flatMap((thread) => readFileSync(`${folder}/${thread}/children`, 'utf8').split(' ').filter(Boolean));
  return children.map(Number).flatMap((child) => [child, ...descendants(child)]);
}

/** The sockets of a process that are of TCP or UDP, or Unix sockets without a place in the file system. */
function networkSockets(pid: number): readonly string[] {
  if (!existsSync(`/proc/${pid}/fd`)) return [];
  const table = (name: string): readonly string[] =>
    existsSync(`/proc/${pid}/net/${name}`) ? readFileSync(`/proc/${pid}/net/${name}`, 'utf8').split('\n').slice(1) : [];
  const network = ['tcp', 'tcp6', 'udp', 'udp6'].flatMap(table).map((line) => line.trim().split(/\s+/)[9]);
  const abstract = table('unix').flatMap((line) => (/\s@/.test(line) ? [line.trim().split(/\s+/)[6]] : []));
  const nodes = new Set([...network, ...abstract].map((node) => `socket:[${node}]`));
  return readdirSync(`/proc/${pid}/fd`).flatMap((name) => {
    const target = linkOf(`/proc/${pid}/fd/${name}`);
    return nodes.has(target) ? [target] : [];
  });
}

/** Where a link leads; nowhere when the descriptor was closed meanwhile. */
function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}
