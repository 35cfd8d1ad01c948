import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { connect } from '../../../client/link/connect.ts';
import { RunnerLink } from '../../../client/link/link.ts';
import type { RunSummary, TaskStatus } from '../../../protocol/runner.ts';
import type { RemoteRunner } from '../../../runner/attach.ts';
import { endpointFor } from '../../../runner/endpoint.ts';
import { isCrowded } from '../crowded.ts';
import { attachTo, startRunner } from '../life.ts';
import { makeRoom, type Room } from '../room.ts';
import { type Result, rounds, spread, type Stage } from '../scenario.ts';

/** Milliseconds from the end of a broken connection to the truth. */
const LATEST = 1000;

/**
 * Between a window and its runner lines are dropped, doubled and swapped, and connections break in the middle of one: once
 * it is connected again the window shows what the store holds.
 */
export async function brokenLines(stage: Stage): Promise<Result> {
  const room = makeRoom(stage.programs, { kind: 'node', items: 30, seconds: 0.005 });
  const { child } = startRunner(room);
  const ended = { of: Promise.withResolvers<RunSummary>() };
  const remote = await attachTo(room, child, { changed: () => undefined, ended: (summary) => ended.of.resolve(summary) });
  if (!remote) return { runs: 0, violations: ['the runner ended at once'], notes: '' };
  const between = await openProxy(room, stage.chance);
  const window = openWindow(between.endpoint, room);
  const violations: string[] = [];
  const delays: number[] = [];
  const all = rounds(stage);
  for (const round of all) {
    ended.of = Promise.withResolvers<RunSummary>();
    between.disturb(true);
    await window.look();
    await remote.api.start({ file: room.file, select: 'all' });
    await ended.of.promise;
    between.disturb(false);
    const took = await converge(between, { window, remote, file: room.file });
    if (took === undefined) violations.push(`schedule ${round}: the window shows ${JSON.stringify(window.shown())}`);
    else delays.push(took);
  }
  window.close();
  between.close();
  remote.close();
  child.kill('SIGTERM');
  await once(child, 'exit');
  room.remove();
  const late = delays.filter((one) => one > LATEST).length;
  if (late > 0 && !isCrowded()) violations.push(`${late} times the truth came after more than ${LATEST} ms`);
  const { dropped, doubled, swapped, broken } = between.counts;
  const notes = `lines dropped ${dropped}, doubled ${doubled}, swapped ${swapped}; ${broken} connections broken; again true after ${spread(delays)}`;
  return { runs: all.at, violations, notes };
}

/** Breaks the connection and waits until the window shows the truth; nothing when it does not within a minute. */
async function converge(
  between: Proxy,
  of: { readonly window: ShownWindow; readonly remote: RemoteRunner; readonly file: string },
): Promise<number | undefined> {
  const [truth] = await of.remote.api.status({ files: [of.file] });
  const begun = performance.now();
  between.breakAll();
  await of.window.connectedAgain();
  while (!isDeepStrictEqual(counts(of.window.shown()), counts(truth))) {
    if (performance.now() - begun > 60_000) return undefined;
    await pause(5);
  }
  return performance.now() - begun;
}

function counts(status: TaskStatus | undefined): unknown {
  if (!status) return undefined;
  const { items, done, failed, stale, pending, cancelled, revision } = status;
  return { items, done, failed, stale, pending, cancelled, revision, active: status.active !== undefined };
}

interface ShownWindow {
  shown(): TaskStatus | undefined;
  /** Asks, so that a connection is there; what comes of it does not matter. */
  look(): Promise<void>;
  connectedAgain(): Promise<void>;
  close(): void;
}

/** A window as client/sweeps.ts is one: it takes every status that it is told, and asks when it is connected. */
function openWindow(endpoint: ReturnType<typeof endpointFor>, room: Room): ShownWindow {
  let shown: TaskStatus | undefined;
  let connected = Promise.withResolvers<void>();
  let moments = 0;
  const take = (status: TaskStatus | undefined): void => {
    if (status) shown = status;
  };
  const ask = async (): Promise<void> => {
    const api = await link.attached();
    take((await api?.status({ files: [room.file] }))?.[0]);
  };
  const attach = () => connect(endpoint, { changed: take, ended: () => void ask().catch(() => undefined) }, 'a window');
  const link: RunnerLink = new RunnerLink({
    attach,
    start: attach,
    // Losses lie far apart, or the link would leave it to a person after three.
    now: () => (moments += 10 * 60_000),
    changed(state) {
      if (state !== 'connected') return;
      connected.resolve();
      connected = Promise.withResolvers();
      void ask().catch(() => undefined);
    },
    failed: () => undefined,
  });
  return {
    shown: () => shown,
    look: () => ask().catch(() => undefined),
    connectedAgain: async () => {
      if (!link.connected) await Promise.race([connected.promise, link.attached()]);
    },
    close: () => link.dispose(),
  };
}

interface Proxy {
  readonly endpoint: ReturnType<typeof endpointFor>;
  readonly counts: { dropped: number; doubled: number; swapped: number; broken: number };
  disturb(on: boolean): void;
  breakAll(): void;
  close(): void;
}

/** Listens as a runner does and passes lines on, not all of them as they were. */
async function openProxy(room: Room, chance: () => number): Promise<Proxy> {
  const real = endpointFor(room.folder);
  const folder = join(room.base, 'between');
  mkdirSync(folder, { mode: 0o700 });
  const endpoint = { folder, socket: join(folder, 's'), tokenFile: join(folder, 'token') };
  copyFileSync(real.tokenFile, endpoint.tokenFile);
  const counts = { dropped: 0, doubled: 0, swapped: 0, broken: 0 };
  const open = new Set<Socket>();
  let disturbing = false;
  const server: Server = createServer((near) => {
    const far = createConnection(real.socket);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
    near.pipe(far);
    passLines(far, near, { chance, counts, disturbs: () => disturbing });
  });
  server.listen(endpoint.socket);
  await once(server, 'listening');
  return {
    endpoint,
    counts,
    disturb: (on) => {
      disturbing = on;
    },
    breakAll() {
      counts.broken += 1;
      for (const socket of open) socket.destroy();
    },
    close() {
      for (const socket of open) socket.destroy();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Lines of the runner on their way to the window; answers (they have an id) come through, or nobody could ask anything. */
function passLines(
  far: Socket,
  near: Socket,
  of: { readonly chance: () => number; readonly counts: Proxy['counts']; readonly disturbs: () => boolean },
): void {
  let rest = '';
  let kept: string | undefined;
  far.setEncoding('utf8');
  far.on('data', (piece: string) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const fate = of.disturbs() && line.includes('"m":"changed"') ? of.chance() : 1;
      if (fate < 0.2) of.counts.dropped += 1;
      else if (fate < 0.35) {
        of.counts.doubled += 1;
        near.write(`${line}\n${line}\n`);
      } else if (fate < 0.5 && kept === undefined) kept = line;
      else if (fate < 0.53) {
        of.counts.broken += 1;
        near.write(line.slice(0, line.length / 2));
        near.destroy();
      } else {
        near.write(`${line}\n`);
        if (kept === undefined) continue;
        of.counts.swapped += 1;
        near.write(`${kept}\n`);
        kept = undefined;
      }
    }
  });
}
