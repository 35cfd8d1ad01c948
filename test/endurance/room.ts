import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Programs } from '../support/programs.ts';

/** A workspace with one task whose objective bears witness: it appends `x pid` to a file before it computes. */
export interface Room {
  readonly base: string;
  readonly folder: string;
  readonly file: string;
  readonly items: number;
  /** Every process that is started for the room, at any depth, has `ENDURANCE_ROOM=<marker>` in its environment. */
  readonly marker: string;
  readonly env: Readonly<Record<string, string>>;
  readonly programs: Programs;
  /** The executions so far, in order: which x, by which process. */
  witnessed(): readonly { readonly x: number; readonly pid: number }[];
  remove(): void;
}

export interface RoomOptions {
  readonly kind: 'python' | 'node' | 'command';
  readonly items: number;
  /** Seconds that an item takes. */
  readonly seconds?: number;
  readonly workers?: number;
  /** More lines of the objective's body, before it answers: Python, JavaScript or shell. */
  readonly body?: string;
  /** More of `execution`, as YAML in braces would have it: `timeout: 2s`. */
  readonly execution?: string;
  /** More of the environment of every process of the room. */
  readonly env?: Readonly<Record<string, string>>;
  /** The folder under which the room is made, where it must lie on a certain disk. */
  readonly under?: string;
}

/** What the objective answers for x. */
export function expected(x: number): { readonly y: number; readonly z: string } {
  return { y: x * x + 1, z: `v${x}` };
}

export function makeRoom(programs: Programs, options: RoomOptions): Room {
  const base = mkdtempSync(join(tmpdir(), 'sd-room-'));
  const folder = options.under ?? join(base, 'workspace');
  const marker = randomBytes(12).toString('hex');
  for (const one of [folder, join(base, 'tmp'), join(base, 'run')]) mkdirSync(one, { recursive: true, mode: 0o700 });
  const witness = join(base, 'witness');
  writeFileSync(witness, '');
  const { run, files } = objective(options);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const file = join(folder, 'room.sweep.yaml');
  const execution = [`workers: ${options.workers ?? 2}`, ...(options.execution === undefined ? [] : [options.execution])].join(', ');
  writeFileSync(
    file,
    `run: { ${run}, env: { WITNESS: ${JSON.stringify(witness)} } }\nparameters: { x: { min: 1, max: ${options.items}, step: 1 } }\nexecution: { ${execution} }\n`,
  );
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: base,
    TMPDIR: join(base, 'tmp'),
    XDG_RUNTIME_DIR: join(base, 'run'),
    SWEEPDECK_DATA_DIR: join(base, 'data'),
    ENDURANCE_ROOM: marker,
    ...options.env,
  };
  return {
    base,
    folder,
    file,
    items: options.items,
    marker,
    env,
    programs,
    witnessed: () => readFileSync(witness, 'latin1').split('\n').filter(Boolean).map(readWitness),
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}

function readWitness(line: string): { readonly x: number; readonly pid: number } {
  const [x, pid] = line.split(' ').map(Number);
  return { x: x ?? Number.NaN, pid: pid ?? 0 };
}

function objective({ kind, seconds = 0, body = '' }: RoomOptions): {
  readonly run: string;
  readonly files: Readonly<Record<string, string>>;
} {
  switch (kind) {
    case 'python':
      return {
        run: "python: 'objective:f'",
        files: { 'objective.py': PYTHON.replace('BODY', () => indent(body)).replaceAll('SECONDS', String(seconds)) },
      };
    case 'node':
      return {
        run: "node: './objective.mjs#f'",
        files: { 'objective.mjs': NODE.replace('BODY', () => body).replaceAll('MILLISECONDS', String(seconds * 1000)) },
      };
    case 'command':
      return {
        run: "command: [sh, item.sh, '${x}']",
        files: { 'item.sh': SHELL.replace('BODY', () => body).replaceAll('SECONDS', String(seconds)) },
      };
  }
}

const indent = (body: string): string => body.split('\n').join('\n    ');

const PYTHON = `
import os, signal, time
WITNESS = os.open(os.environ["WITNESS"], os.O_WRONLY | os.O_APPEND)

def f(x):
    x = int(x)
    os.write(WITNESS, b"%d %d\\n" % (x, os.getpid()))
    BODY
    if SECONDS:
        time.sleep(SECONDS)
    return {"y": x * x + 1, "z": "v%d" % x}
`;

const NODE = `
import { openSync, writeSync } from 'node:fs';
const witness = openSync(process.env.WITNESS, 'a');
export async function f({ x }) {
  writeSync(witness, x + ' ' + process.pid + '\\n');
  BODY
  if (MILLISECONDS) await new Promise((go) => setTimeout(go, MILLISECONDS));
  return { y: x * x + 1, z: 'v' + x };
}
`;

const SHELL = `
x=$1
echo "$x $$" >> "$WITNESS"
BODY
sleep SECONDS
echo "{\\"y\\": $((x * x + 1)), \\"z\\": \\"v$x\\"}"
`;
