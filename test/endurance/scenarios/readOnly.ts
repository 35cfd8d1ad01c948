import { type SpawnSyncOptions, type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { live } from '../life.ts';
import { makeRoom, type Room } from '../room.ts';
import { type Result, rounds, type Stage } from '../scenario.ts';

const WAYS = ['mounted read-only', 'mounted read-only, its runner killed', 'without permission to write'] as const;
const NOBODY = '65534';

/** Results can be looked at where nothing may be written; running says why it cannot. */
export async function readOnly(stage: Stage): Promise<Result> {
  if (process.getuid?.() !== 0)
    return { runs: 0, violations: [], notes: '', missing: 'not run: mounting, and becoming another user, need root' };
  const violations: string[] = [];
  const all = rounds(stage);
  for (const run of all) {
    const way = WAYS[run % WAYS.length] ?? WAYS[0];
    const room = makeRoom(stage.programs, { kind: 'python', items: 60, seconds: 0.01 });
    const life = await live(room, {
      during: async (runner) => {
        if (way !== WAYS[1]) return;
        while (room.witnessed().length < 30) await pause(5);
        runner.kill('SIGKILL');
      },
    });
    violations.push(...[...life.violations, ...look(stage, room, way)].map((one) => `${way}: ${one}`));
    room.remove();
  }
  return { runs: all.at, violations, notes: WAYS.join('; ') };
}

function look({ programs }: Stage, room: Room, way: (typeof WAYS)[number]): readonly string[] {
  // Where another user may pass: the room itself is private.
  const base = mkdtempSync(join(tmpdir(), 'sd-look-'));
  const [folder, home] = [join(base, 'workspace'), join(base, 'home')];
  cpSync(room.folder, folder, { recursive: true });
  cpSync(join(room.base, 'data'), join(home, 'data'), { recursive: true });
  const forbidden = way === WAYS[2];
  if (forbidden)
    for (const words of [
      ['chown', '-R', NOBODY, base],
      ['chmod', '-R', 'a-w', folder],
    ])
      perform(words);
  else
    for (const words of [
      ['mount', '--bind', folder, folder],
      ['mount', '-o', 'remount,ro,bind', folder],
    ])
      perform(words);
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, TMPDIR: home, XDG_RUNTIME_DIR: home, SWEEPDECK_DATA_DIR: join(home, 'data') };
  // Root may write everywhere.
  const own = forbidden ? ['setpriv', '--reuid', NOBODY, '--clear-groups', '--'] : [];
  const sweepdeck = (...words: readonly string[]): ReturnType<typeof perform> =>
    perform([...own, process.execPath, programs.cli, ...words, '--workspace', folder], { cwd: folder, env });
  try {
    const shown = sweepdeck('results', 'room.sweep.yaml', '--format', 'ndjson');
    const ran = sweepdeck('run', 'room.sweep.yaml', '--force');
    const rows = shown.stdout.split('\n').filter(Boolean).length;
    return [
      ...(shown.status === 0 && rows >= (way === WAYS[1] ? 1 : room.items) ? [] : [`${rows} rows are shown: ${shown.stderr}`]),
      ...(ran.status === 1 && /written|writable/.test(ran.stderr) ? [] : [`run ended with ${String(ran.status)}: ${ran.stderr}`]),
      ...(/^\s+at /m.test(shown.stderr + ran.stderr) ? ['a stack trace is shown'] : []),
    ];
  } finally {
    if (!forbidden) perform(['umount', folder]);
    rmSync(base, { recursive: true, force: true });
  }
}

function perform([program = '', ...words]: readonly string[], options: SpawnSyncOptions = {}): SpawnSyncReturns<string> {
  return spawnSync(program, words, { ...options, encoding: 'utf8' });
}
