import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RemoteRunner } from '../../../runner/attach.ts';
import { isCrowded } from '../crowded.ts';
import { live } from '../life.ts';
import { judge } from '../oracle.ts';
import { makeRoom } from '../room.ts';
import { type Result, spread, rounds, type Stage } from '../scenario.ts';

/** A disk of 4 MB is filled under a running sweep and freed 3 s later: it says that it waits, goes on by itself, and nothing fails. */
export async function fullDisk(stage: Stage): Promise<Result> {
  const violations: string[] = [];
  const resumed: number[] = [];
  const all = rounds(stage);
  for (const run of all) {
    const disk = mountSmall();
    if (disk === undefined) return { runs: 0, violations: [], notes: '', missing: 'not run: mounting a tmpfs needs root' };
    const room = makeRoom(stage.programs, {
      kind: run % 2 === 0 ? 'node' : 'python',
      items: 600,
      seconds: 0.01,
      under: join(disk, 'workspace'),
    });
    const told: string[] = [];
    const life = await live(room, {
      during: async (_runner, remote) => {
        while (room.witnessed().length < 50) await pause(5);
        fill(join(disk, 'filler'));
        const sentence = await pausedSentence(room.file, remote);
        if (sentence === undefined || !/disk is full/.test(sentence))
          told.push(`status says ${sentence ?? 'nothing'} while the disk is full`);
        await pause(3000);
        rmSync(join(disk, 'filler'));
        const freed = performance.now();
        while ((await pausedNow(room.file, remote)) !== undefined) await pause(20);
        resumed.push(performance.now() - freed);
      },
    });
    if (life.summary?.failed !== 0) told.push(`${life.summary?.failed ?? 'no'} items failed`);
    violations.push(...[...told, ...(await judge(room, [life]))]);
    spawnSync('umount', [disk]);
    rmSync(disk, { recursive: true, force: true });
    room.remove();
  }
  if (!isCrowded())
    violations.push(...resumed.filter((one) => one > 6000).map((one) => `went on only ${one.toFixed(0)} ms after space was free`));
  return { runs: all.at, violations, notes: `freed to going on: ${spread(resumed)}` };
}

/** A disk of 4 MB for one run; nothing where mounting is not allowed. */
export function mountSmall(): string | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'sd-disk-'));
  mkdirSync(folder, { recursive: true });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m,mode=0700', 'tmpfs', folder]).status === 0 ? folder : undefined;
}

function fill(file: string): void {
  const descriptor = openSync(file, 'w');
  try {
    for (const size of [65_536, 4096]) while (writeSync(descriptor, Buffer.alloc(size, 'x')) === size);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    closeSync(descriptor);
  }
}

async function pausedNow(file: string, remote: RemoteRunner): Promise<string | undefined> {
  const [status] = await remote.api.status({ files: [file] });
  return status?.active?.paused;
}

async function pausedSentence(file: string, remote: RemoteRunner): Promise<string | undefined> {
  for (const limit = performance.now() + 10_000; performance.now() < limit; await pause(20)) {
    const sentence = await pausedNow(file, remote);
    if (sentence !== undefined) return sentence;
  }
  return undefined;
}
