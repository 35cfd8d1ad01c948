import type { RoomOptions } from '../room.ts';

/** An item that would never end by itself, with the processes that it starts. */
export interface Shape extends Pick<RoomOptions, 'kind' | 'body'> {
  readonly name: string;
}

const subprocess = (line: string): string => `import subprocess\nsubprocess.Popen(${line})\ntime.sleep(1000)`;

/** The shapes of reliability.md, row F09: what a process tree can look like when it has to be ended. */
export const SHAPES: readonly Shape[] = [
  { name: 'a Python loop', kind: 'python', body: 'while True: pass' },
  { name: 'a Python sleep', kind: 'python', body: 'time.sleep(1000)' },
  { name: 'Python in native code', kind: 'python', body: 'import hashlib\nhashlib.pbkdf2_hmac("sha256", b"a", b"b", 2 * 10**9)' },
  { name: 'Python deaf to SIGTERM', kind: 'python', body: 'signal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: time.sleep(1)' },
  { name: 'Python with a child', kind: 'python', body: subprocess('["sleep", "1000"]') },
  { name: 'Python with a child in its own session', kind: 'python', body: subprocess('["sleep", "1000"], start_new_session=True') },
  {
    name: 'Python with multiprocessing',
    kind: 'python',
    body: 'import multiprocessing\nmultiprocessing.get_context("fork").Process(target=time.sleep, args=(1000,)).start()\ntime.sleep(1000)',
  },
  { name: 'Python with a double fork', kind: 'python', body: subprocess('["sh", "-c", "(setsid sleep 1000 &)"]') },
  { name: 'a Node loop', kind: 'node', body: 'for (;;) ;' },
  { name: 'Node in native code', kind: 'node', body: "(await import('node:child_process')).spawnSync('sleep', ['1000']);" },
  { name: 'a pipeline', kind: 'command', body: 'sleep 1000 | cat | cat' },
  { name: 'a script deaf to SIGTERM', kind: 'command', body: 'trap "" TERM INT HUP; while :; do sleep 0.05; done' },
  { name: 'a script with children in the background', kind: 'command', body: 'sleep 1000 & (sleep 1000 &) ; sleep 1000' },
  { name: 'a script with a child in its own session', kind: 'command', body: 'setsid sleep 1000 & sleep 1000' },
];
