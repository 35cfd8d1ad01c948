import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CommandRun, ShellRun } from '../../../core/task/task.ts';
import { decode } from '../../../core/value/encode.ts';
import { type Value, valueMap } from '../../../core/value/value.ts';
import { spawnerFor } from '../../../runner/objective/command.ts';
import { commandRun, job, probe, shellRun, SPAWNERS, workerSetup } from '../../support/objective.ts';

const scratch = mkdtempSync(join(tmpdir(), 'sweepdeck-spawner-test-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe.each(SPAWNERS)('the spawner of $spawner', ({ spawner, start }) => {
  const outputs = async (run: CommandRun | ShellRun): Promise<Value> => {
    const worker = probe(start, workerSetup(run));
    await worker.run([job(1, { a: 'b' })]);
    await worker.worker.stop();
    const outcome = worker.outcome(1);
    if (outcome.kind !== 'value') throw new Error(JSON.stringify(outcome));
    return decode(outcome.outputs);
  };

  it('gives a command a session of its own, signals as they are by default, and none of its own pipes', async () => {
    const script = [
      'import json, os, signal',
      'python = ("SIGPIPE", "SIGXFSZ")',
      'ignored = [one.name for one in signal.Signals if signal.getsignal(one) == signal.SIG_IGN and one.name not in python]',
      'def target(name):',
      '    try:',
      '        return os.readlink("/proc/self/fd/" + name)',
      '    except OSError:',
      '        return ""',
      'pipes = [name for name in ("3", "4") if target(name).startswith(("socket", "pipe"))]',
      'blocked = [line.split()[1] for line in open("/proc/self/status") if line.startswith("SigBlk")]',
      'leads = os.getsid(0) == os.getpid() == os.getpgid(0)',
      'print(json.dumps({"leads": leads, "ignored": ignored, "blocked": [one for one in blocked if int(one, 16)], "pipes": pipes}))',
    ];
    expect(await outputs(commandRun([['python3'], ['-c'], [script.join('\n')]]))).toEqual(
      valueMap([
        ['leads', true],
        ['ignored', []],
        ['blocked', []],
        ['pipes', []],
      ]),
    );
  });

  it('leaves nothing of an earlier item, or of what it wrote there, in the parameters file', async () => {
    const script = 'cat "$SWEEPDECK_PARAMETERS"; printf %s "more than there was" >> "$SWEEPDECK_PARAMETERS"';
    const worker = probe(start, workerSetup(shellRun(script)));
    await worker.run([job(1, { a: 'long'.repeat(50) }), job(2, { a: '\u00e9' }), job(3, { a: 'longer'.repeat(50) })]);
    await worker.worker.stop();
    expect([1, 2, 3].map((seq) => worker.stdout(seq))).toEqual([
      `{"a":"${'long'.repeat(50)}"}`,
      '{"a":"\u00e9"}',
      `{"a":"${'longer'.repeat(50)}"}`,
    ]);
  });

  it('passes the environment on as it is', async () => {
    // Python, when its locale is C, puts another one into its own environment.
    const env = new Map([
      ['LC_ALL', ''],
      ['LANG', 'C'],
      ['odd', 'a=b\n\u00e9 \ud800'],
    ]);
    const script = 'printf %s "${LC_CTYPE-none}|$LANG|$odd" | base64 -w0 | sed \'s/.*/{"base64":"&"}/\'';
    const expected = `${process.env['LC_CTYPE'] ?? 'none'}|C|a=b\n\u00e9 \ufffd`;
    expect(await outputs({ ...shellRun(script), env })).toEqual(valueMap([['base64', Buffer.from(expected).toString('base64')]]));
  });

  it('runs a script without a first line as a shell does, found on the PATH or by its path', async () => {
    const folder = join(scratch, `bin-${spawner}`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'bare'), 'echo "{\\"a\\": \\"$1\\"}"\n', { mode: 0o755 });
    const env = new Map([['PATH', `${folder}:${process.env['PATH'] ?? ''}`]]);
    for (const name of ['bare', join(folder, 'bare')])
      expect(await outputs({ ...commandRun([[name], [A]]), env }), name).toEqual(valueMap([['a', 'b']]));
  });
});

const A = { name: 'a', file: '', span: { start: 0, end: 0 } };

describe('the choice of the spawner', () => {
  it.each([
    ['linux', '/usr/bin/python3.11', 'python'],
    ['linux', '/usr/bin/python3.8', 'python'],
    ['linux', '/usr/bin/python3.6', 'node'],
    ['linux', '/usr/bin/busybox', 'node'],
    ['linux', undefined, 'node'],
    ['darwin', '/usr/bin/python3.12', 'node'],
  ] as const)('on %s with %s is that of %s', (platform, python, spawner) => {
    expect(spawnerFor(platform, python)).toBe(spawner);
  });
});
