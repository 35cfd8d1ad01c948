import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One thing that a process did to the files of its store, or that it told: `ack` many rows are stored. */
export type Operation =
  | { readonly kind: 'write'; readonly file: string; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'size'; readonly file: string; readonly size: number }
  | { readonly kind: 'sync'; readonly file: string }
  | { readonly kind: 'rename'; readonly file: string; readonly to: string }
  | { readonly kind: 'remove'; readonly file: string }
  | { readonly kind: 'ack'; readonly rows: number };

export interface Tracing {
  readonly base: string;
  readonly workspace: string;
  readonly batches: number;
  /** Pages in the log after which SQLite brings it into the database. */
  readonly pages: number;
  readonly mode: 'full' | 'normal';
}

/** Runs the committer under strace and reads what it did; nothing when this machine has no strace. */
export function traceCommitter({ base, workspace, batches, pages, mode }: Tracing): readonly Operation[] | undefined {
  const calls = 'trace=openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename';
  const output = join(base, `trace-${mode}-${pages}`);
  const program = join(import.meta.dirname, 'committer.ts');
  const line = [
    '-y',
    '-xx',
    '-s',
    '1000000',
    '-e',
    calls,
    '-o',
    output,
    process.execPath,
    program,
    workspace,
    String(batches),
    String(pages),
    mode,
  ];
  const { error } = spawnSync('strace', line, { stdio: 'ignore', env: { ...process.env, SWEEPDECK_DATA_DIR: join(base, 'data') } });
  if (error) return undefined;
  return readFileSync(output, 'latin1').split('\n').flatMap(readCall);
}

function readCall(line: string): readonly Operation[] {
  const [, name = '', text = '', answer = ''] = /^(\w+)\((.*)\)\s+= (-?\d+)/.exec(line) ?? [];
  if (name === '' || Number(answer) < 0) return [];
  const [first = '', second = ''] = [...text.matchAll(/["<]((?:\\x[0-9a-f]{2})*)[">]/g)].map(([, hex = '']) => hex);
  if (name === 'write' && text.startsWith('1<')) return readAck(unhex(second));
  // Calls by name have the name as their first text, those by descriptor the name of what it stands for.
  const file = nameOf(name === 'openat' ? second : first);
  if (!file.startsWith('cache.db') || file.endsWith('-shm')) return [];
  const numbers = text.split(', ').map(Number);
  switch (name) {
    case 'openat':
      return text.includes('O_CREAT') ? [{ kind: 'write', file, at: 0, bytes: Buffer.alloc(0) }] : [];
    case 'pwrite64':
      return [{ kind: 'write', file, at: numbers.at(-1) ?? 0, bytes: unhex(second) }];
    case 'ftruncate':
      return [{ kind: 'size', file, size: numbers.at(-1) ?? 0 }];
    case 'fsync':
    case 'fdatasync':
      return [{ kind: 'sync', file }];
    case 'unlink':
      return [{ kind: 'remove', file }];
    case 'rename':
      return [{ kind: 'rename', file, to: nameOf(second) }];
    default:
      return [];
  }
}

function readAck(text: Buffer): readonly Operation[] {
  const rows = /^ack (\d+)/.exec(text.toString('latin1'))?.[1];
  return rows === undefined ? [] : [{ kind: 'ack', rows: Number(rows) }];
}

const nameOf = (hex: string): string => unhex(hex).toString('utf8').split('/').at(-1) ?? '';
const unhex = (text: string): Buffer => Buffer.from(text.replaceAll('\\x', ''), 'hex');
