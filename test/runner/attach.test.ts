import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openChannel } from '../../protocol/channel.ts';
import { PROTOCOL_VERSION, type RunnerApi, type RunnerEvents, type RunSummary, type TaskStatus } from '../../protocol/runner.ts';
import { attach, type RemoteRunner } from '../../runner/attach.ts';
import { endpointFor } from '../../runner/endpoint.ts';
import { socketPipe } from '../../runner/socket.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'runner', 'main.ts');
const SLOW = `
import { appendFileSync } from 'node:fs';
export async function slow({ x }) {
  appendFileSync('witness', x + '\\n');
  await new Promise((resolve) => setTimeout(resolve, 30));
  return { y: x };
}
`;

describe('the runner process', () => {
  let base: string;
  let folder: string;
  let file: string;
  const runners: ChildProcess[] = [];
  const before = process.env['XDG_RUNTIME_DIR'];

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'sd-at-'));
    folder = join(base, 'w');
    file = join(folder, 'slow.sweep.yaml');
    mkdirSync(folder);
    writeFileSync(join(folder, 'slow.mjs'), SLOW);
    writeFileSync(file, 'run: { node: ./slow.mjs#slow }\nparameters: { x: { min: 1, max: 40, step: 1 } }\nexecution: { workers: 2 }\n');
    process.env['XDG_RUNTIME_DIR'] = base;
  });
  afterEach(async () => {
    for (const one of runners.splice(0)) if (one.exitCode === null && one.kill()) await once(one, 'exit');
    rmSync(base, { recursive: true, force: true });
    if (before === undefined) delete process.env['XDG_RUNTIME_DIR'];
    else process.env['XDG_RUNTIME_DIR'] = before;
  });

  function startRunner(idle = 60_000): ChildProcess {
    const child = spawn(process.execPath, [MAIN, '--workspace', folder, '--idle', String(idle)], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, SWEEPDECK_DATA_DIR: join(base, 'data') },
    });
    runners.push(child);
    return child;
  }

  /** Attaches as soon as the runner listens. */
  async function attached(events: RunnerEvents): Promise<RemoteRunner> {
    for (;;) {
      const remote = await attach(folder, events);
      if (remote) return remote;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  const quiet: RunnerEvents = { changed: () => undefined, ended: () => undefined };

  it('goes on when its client leaves, and the next one sees the truth; nothing runs twice', async () => {
    startRunner();
    const progressed = Promise.withResolvers<TaskStatus>();
    const first = await attached({ ...quiet, changed: (status) => status.done > 3 && progressed.resolve(status) });
    expect(await first.api.start({ file })).toMatchObject({ kind: 'started', selected: 40, joined: false });
    await progressed.promise;
    first.close();
    const ended = Promise.withResolvers<RunSummary>();
    const second = await attached({ ...quiet, ended: ended.resolve });
    const [status] = await second.api.status({ files: [file] });
    expect(status).toMatchObject({ items: 40, active: { selected: 40 } });
    expect(await second.api.start({ file })).toMatchObject({ joined: true });
    expect(await ended.promise).toMatchObject({ done: 40, failed: 0, executed: 40 });
    second.close();
    const executed = readFileSync(join(folder, 'witness'), 'utf8').trim().split('\n').map(Number);
    expect(executed.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
  });

  it('cancels: no result is lost, and the rest is pending', async () => {
    startRunner();
    const progressed = Promise.withResolvers<TaskStatus>();
    const ended = Promise.withResolvers<RunSummary>();
    const remote = await attached({ changed: (status) => status.done > 3 && progressed.resolve(status), ended: ended.resolve });
    await remote.api.start({ file });
    await progressed.promise;
    const { cancelled } = await remote.api.cancel({ file });
    const summary = await ended.promise;
    expect(summary).toMatchObject({ end: 'cancelled', items: 40, failed: 0, cancelled });
    expect(summary.done + summary.cancelled).toBe(40);
    expect(await remote.api.status({ files: [file] })).toMatchObject([{ done: summary.done, pending: 40 - summary.done }]);
    remote.close();
  });

  it('tells that items run before the first of them has ended', async () => {
    writeFileSync(file, 'run: { command: [sleep, "1000"] }\nparameters: { x: [1, 2, 3] }\nexecution: { workers: 2 }\n');
    startRunner();
    const running = Promise.withResolvers<TaskStatus>();
    const remote = await attached({ ...quiet, changed: (status) => status.active?.running === 2 && running.resolve(status) });
    await remote.api.start({ file });
    expect(await running.promise).toMatchObject({ done: 0, pending: 3, active: { finished: 0, waiting: 1 } });
    expect(await remote.api.cancel({ file })).toEqual({ cancelled: 3 });
    remote.close();
  });

  it('is one per workspace: a second one leaves with exit code 3', async () => {
    startRunner();
    (await attached(quiet)).close();
    const second = startRunner();
    expect(await once(second, 'exit')).toEqual([3, null]);
  });

  it('ends by itself when it is idle, and leaves no token', async () => {
    const runner = startRunner(50);
    const ended = once(runner, 'exit');
    expect(await ended).toEqual([0, null]);
    expect(await attach(folder, quiet)).toBeUndefined();
  });

  it('answers nobody without its token, not with that of the runner before it, and nothing before hello', async () => {
    const earlier = startRunner(50);
    (await attached(quiet)).close();
    const endpoint = endpointFor(folder);
    const old = readFileSync(endpoint.tokenFile, 'utf8');
    await once(earlier, 'exit');
    startRunner();
    (await attached(quiet)).close();
    expect(readFileSync(endpoint.tokenFile, 'utf8')).not.toBe(old);
    expect(statSync(endpoint.folder).mode & 0o077).toBe(0);
    expect(statSync(endpoint.tokenFile).mode & 0o077).toBe(0);
    for (const call of [
      (api: RunnerApi) => api.hello({ protocol: PROTOCOL_VERSION, token: 'f'.repeat(32), client: 'stranger' }),
      (api: RunnerApi) => api.hello({ protocol: PROTOCOL_VERSION, token: old, client: 'stranger' }),
      (api: RunnerApi) => api.status({ files: [file] }),
    ]) {
      const socket = connect(endpoint.socket);
      await once(socket, 'connect');
      const closed = once(socket, 'close');
      const channel = openChannel<RunnerApi>(socketPipe(socket), quiet);
      await expect(call(channel)).rejects.toMatchObject({ code: 'not-authorised' });
      await closed;
    }
  });

  it('refuses clients of other versions in words that say what to do, and goes on serving its own', async () => {
    startRunner();
    const own = await attached(quiet);
    const endpoint = endpointFor(folder);
    const token = readFileSync(endpoint.tokenFile, 'utf8');
    for (const protocol of [PROTOCOL_VERSION - 1, PROTOCOL_VERSION + 1]) {
      const socket = connect(endpoint.socket);
      await once(socket, 'connect');
      const channel = openChannel<RunnerApi>(socketPipe(socket), quiet);
      await expect(channel.hello({ protocol, token, client: 'another version' })).rejects.toMatchObject({
        code: 'protocol-mismatch',
        message: expect.stringMatching(/reload the window/),
      });
      await expect(channel.status({ files: [file] })).rejects.toMatchObject({ code: 'not-authorised' });
      socket.destroy();
    }
    expect(await own.api.status({ files: [file] })).toMatchObject([{ items: 40 }]);
    own.close();
  });

  it('keeps every reported result when it is killed, and a new one goes on from there', async () => {
    const runner = startRunner();
    const progressed = Promise.withResolvers<TaskStatus>();
    const remote = await attached({ ...quiet, changed: (status) => status.done > 5 && progressed.resolve(status) });
    await remote.api.start({ file });
    const seen = await progressed.promise;
    runner.kill('SIGKILL');
    await once(runner, 'exit');
    startRunner();
    const ended = Promise.withResolvers<RunSummary>();
    const next = await attached({ ...quiet, ended: ended.resolve });
    const [status] = await next.api.status({ files: [file] });
    expect(status?.done).toBeGreaterThanOrEqual(seen.done);
    await next.api.start({ file });
    expect(await ended.promise).toMatchObject({ done: 40, failed: 0, executed: 40 - (status?.done ?? 0) });
    next.close();
  });
});
