import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import type { Room } from './room.ts';

const Said = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('attached'), pid: z.number() }),
  z.object({
    kind: z.literal('status'),
    /** Milliseconds since the window's program began. */
    at: z.number(),
    items: z.number(),
    done: z.number(),
    failed: z.number(),
    stale: z.number(),
    pending: z.number(),
    cancelled: z.number(),
    active: z.boolean(),
  }),
  z.object({ kind: z.literal('failed'), error: z.string() }),
  z.object({ kind: z.literal('over') }),
]);

/** What a window shows of its task. */
export type Shown = Extract<z.infer<typeof Said>, { kind: 'status' }>;

/** A window of the editor, as a process that can be closed or killed. */
export interface Window {
  readonly child: ChildProcess;
  /** Process ids of the runners that it was attached to, in order. */
  readonly runners: readonly number[];
  readonly shown: readonly Shown[];
  readonly problems: readonly string[];
  /** Resolves when it first shows something, or has ended. */
  readonly sees: Promise<void>;
  /** Resolves when its process has ended. */
  readonly ended: Promise<void>;
}

export function openWindow(room: Room, doing: 'start' | 'look'): Window {
  const program = join(import.meta.dirname, 'windowProgram.ts');
  const child = spawn(process.execPath, [program, room.programs.runner, room.folder, room.file, doing], {
    env: room.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const runners: number[] = [];
  const shown: Shown[] = [];
  const problems: string[] = [];
  const seen = Promise.withResolvers<void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said = Said.parse(JSON.parse(line));
    if (said.kind === 'attached') runners.push(said.pid);
    if (said.kind === 'failed') problems.push(said.error);
    if (said.kind !== 'status') return;
    shown.push(said);
    seen.resolve();
  });
  child.stderr.on('data', (chunk: Buffer) => problems.push(chunk.toString()));
  const ended = once(child, 'close').then(() => seen.resolve());
  return { child, runners, shown, problems, sees: seen.promise, ended };
}
