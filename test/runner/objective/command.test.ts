import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import type { CommandRun, FailureKind, ResultSource, ShellRun, Template } from '../../../core/task/task.ts';
import { decode } from '../../../core/value/encode.ts';
import { type Value, valueMap } from '../../../core/value/value.ts';
import { findMarked } from '../../../runner/objective/processes.ts';
import type { Job, StartWorker } from '../../../runner/objective/worker.ts';
import { commandRun, job, probe, shellRun, SPAWNERS, workerSetup, type WorkerProbe } from '../../support/objective.ts';

const TOKEN = 'commands';
const scratch = mkdtempSync(join(tmpdir(), 'sweepdeck-command-test-'));
const canary = join(scratch, 'canary');
let next = 0;

afterAll(async () => {
  rmSync(scratch, { recursive: true, force: true });
  // One that has been killed may still be on its way out when the machine is busy.
  await vi.waitFor(async () => expect(await findMarked('SWEEPDECK_SWEEP', TOKEN)).toEqual([]), { timeout: 10_000 });
});

const p = (name: string): Template[number] => ({ name, file: '', span: { start: 0, end: 0 } });
/** A program that says its arguments in base64, each ended by a NUL. */
const echoArguments = ['/bin/sh', '-c', 'printf "%s\\0" "$@" | base64 -w0 | sed \'s/.*/{"base64":"&"}/\'', 'sh'].map((one) => [one]);
const fileInBase64 = ['/bin/sh', '-c', 'base64 -w0 "$1" | sed \'s/.*/{"base64":"&"}/\'', 'sh'].map((one) => [one]);
const printArguments = ['python3', '-c', 'import json,sys; print(json.dumps({"args": sys.argv[1:]}))'];
const DEEP = 'print(\'{"a": "[", "b": \' + "[" * 100000 + "]" * 100000 + "}")';
const sh = (script: string): readonly (readonly string[])[] => [['/bin/sh'], ['-c'], [script]];

async function ran(
  start: StartWorker,
  run: CommandRun | ShellRun,
  parameters: Readonly<Record<string, Value>> = {},
  more: Partial<Job> = {},
): Promise<{ readonly worker: WorkerProbe; readonly seq: number }> {
  const worker = probe(start, workerSetup(run, { token: TOKEN, grace: 0, memory: 300 * 1024 * 1024 }));
  const seq = ++next;
  await worker.run([job(seq, parameters, { folder: join(scratch, `item${seq}`), ...more })]);
  await worker.worker.stop();
  return { worker, seq };
}

async function outputsOf(start: StartWorker, run: CommandRun | ShellRun, parameters: Readonly<Record<string, Value>> = {}): Promise<Value> {
  const { worker, seq } = await ran(start, run, parameters);
  const outcome = worker.outcome(seq);
  if (outcome.kind !== 'value') throw new Error(JSON.stringify(outcome));
  return decode(outcome.outputs);
}

const HOSTILE: readonly string[] = [
  '',
  ' ',
  '  two  ',
  '\n',
  'a\nb',
  '\t',
  '\r\n',
  '\\',
  '\\\\',
  '"',
  "'",
  '`',
  '``',
  '$',
  '$$',
  '${x}',
  '$(x)',
  '$((1+1))',
  '*',
  '?',
  '[a-z]',
  '~',
  '~root',
  '!',
  '!!',
  '#',
  '# comment',
  ';',
  '; exit 3',
  '&',
  '&&',
  '|',
  '||',
  '>',
  '<',
  '>>',
  '(',
  ')',
  '{a,b}',
  '-',
  '--',
  '-rf',
  '--help',
  '-c',
  '@file',
  '=',
  '=x',
  '%PATH%',
  '%s%n',
  '^',
  'é',
  '日本',
  '\u202e',
  '👩‍👩‍👧',
  '\u001b[31m',
  '\u007f',
  '\ufeff',
  `$(touch ${canary})`,
  `\`touch ${canary}\``,
  `; touch ${canary} #`,
  `' ; touch ${canary} ; '`,
  `"; touch ${canary}; "`,
  `\n touch ${canary}\n`,
  '__proto__',
  'NaN',
  'null',
  'x'.repeat(100_000),
];

describe.each(SPAWNERS)('a command objective that is started by $spawner', ({ spawner, start }) => {
  const outputs = (run: CommandRun | ShellRun, parameters: Readonly<Record<string, Value>> = {}) => outputsOf(start, run, parameters);
  const seen = async (templates: readonly Template[], parameters: Readonly<Record<string, Value>>): Promise<Value> => {
    const all = await outputs(commandRun([...printArguments.map((one) => [one]), ...templates]), parameters);
    return typeof all === 'object' && all !== null && 'args' in all ? (all['args'] ?? null) : null;
  };

  it(`passes ${HOSTILE.length} hostile strings byte for byte, as arguments, as variables of a shell and in a file`, async () => {
    expect(HOSTILE.length).toBeGreaterThanOrEqual(60);
    const worker = probe(
      start,
      workerSetup(commandRun([...echoArguments, [p('value')], [p('args')], ['x', p('value'), 'y']]), { token: TOKEN }),
    );
    const shell = probe(start, workerSetup(shellRun('printf %s "$value x" | base64 -w0 | sed \'s/.*/{"base64":"&"}/\''), { token: TOKEN }));
    const file = probe(start, workerSetup(commandRun([...fileInBase64, [p('item.parameters_file')]]), { token: TOKEN }));
    const jobs = HOSTILE.map((value, at) => job(at + 1, { value }, { folder: join(scratch, `hostile${at}`) }));
    await Promise.all([worker.run(jobs), shell.run(jobs), file.run(jobs)]);
    for (const [at, value] of HOSTILE.entries()) {
      expect(worker.outcome(at + 1), JSON.stringify(value)).toMatchObject({ kind: 'value' });
      const outcome = worker.outcome(at + 1);
      expect(outcome.kind === 'value' && decode(outcome.outputs)).toEqual(
        valueMap([['base64', Buffer.from(`${value}\0--value=${value}\0x${value}y\0`).toString('base64')]]),
      );
      const inShell = shell.outcome(at + 1);
      expect(inShell.kind === 'value' && decode(inShell.outputs), JSON.stringify(value)).toEqual(
        valueMap([['base64', Buffer.from(`${value} x`).toString('base64')]]),
      );
      const inFile = file.outcome(at + 1);
      const told = z.object({ base64: z.base64() }).parse(inFile.kind === 'value' ? decode(inFile.outputs) : inFile);
      expect(decode(Buffer.from(told.base64, 'base64').toString())).toEqual(valueMap([['value', value]]));
    }
    await Promise.all([worker.worker.stop(), shell.worker.stop(), file.worker.stop()]);
    expect(readdirSync(scratch)).not.toContain('canary');
  });

  it('fills every placeholder', async () => {
    const templates: Template[] = [
      ['--mu=', p('mu')],
      [p('model.depth')],
      [p('args')],
      [p('seed'), '/', p('replicate')],
      [p('item.key')],
      ['${literal}'],
      [p('absent'), 'gone'],
      [p('on')],
      [p('list')],
    ];
    expect(await seen(templates, { mu: 0.5, 'model.depth': 3, on: true, list: [1, 'a'] })).toEqual([
      '--mu=0.5',
      '3',
      '--mu=0.5',
      '--model.depth=3',
      '--on=true',
      '--list=[1,"a"]',
      '42/0',
      next.toString(16).padStart(32, '0'),
      '${literal}',
      'true',
      '[1,"a"]',
    ]);
  });

  it('makes the folder of an item only when the command asks for it', async () => {
    const asked = await outputs(
      commandRun([
        ['python3'],
        ['-c'],
        [
          'import json,sys,os; print(json.dumps({"same": json.load(open(sys.argv[1])), "env": json.load(open(os.environ["SWEEPDECK_PARAMETERS"]))}))',
        ],
        [p('item.parameters_file')],
      ]),
      { 'model.depth': 2, rate: 1e-9 },
    );
    const parameters = valueMap([
      ['model', valueMap([['depth', 2]])],
      ['rate', 1e-9],
    ]);
    expect(asked).toEqual(
      valueMap([
        ['same', parameters],
        ['env', parameters],
      ]),
    );
    expect(readdirSync(scratch)).toContain(`item${next}`);
    await outputs(commandRun([['true']]));
    expect(readdirSync(scratch)).not.toContain(`item${next}`);
  });

  it('gives a shell script its parameters and the item as variables', async () => {
    const script =
      'mkdir -p "$SWEEPDECK_DIR/sub"; echo "{\\"mu\\":$mu,\\"depth\\":$model_depth,\\"seed\\":$SWEEPDECK_SEED,\\"replicate\\":$SWEEPDECK_REPLICATE}"';
    expect(await outputs(shellRun(script), { mu: 0.5, 'model.depth': 3 })).toEqual(
      valueMap([
        ['mu', 0.5],
        ['depth', 3],
        ['seed', 42],
        ['replicate', 0],
      ]),
    );
  });

  const results: readonly (readonly [name: string, script: string, result: ResultSource, expected: Value])[] = [
    [
      'the last line when it is an object',
      'echo start; echo \'{"loss": NaN, "n": 9007199254740993}\'',
      { kind: 'stdout' },
      valueMap([
        ['loss', Number.NaN],
        ['n', 9007199254740993n],
      ]),
    ],
    [
      'whatever its strings hold',
      String.raw`printf '%s\n' '{"a": "NaN \\\" [[ Infinity", "b\\": [NaN, -Infinity]}'`,
      { kind: 'stdout' },
      valueMap([
        ['a', String.raw`NaN \" [[ Infinity`],
        ['b\\', [Number.NaN, Number.NEGATIVE_INFINITY]],
      ]),
    ],
    ['nothing from other output', 'echo hello', { kind: 'stdout' }, valueMap()],
    ['nothing from no output', ':', { kind: 'stdout' }, valueMap()],
    [
      'the last match of each pattern',
      'echo "loss: 3.5e-2"; echo "loss: -0.25 acc inf"; echo done',
      {
        kind: 'regex',
        patterns: new Map([
          ['loss', 'loss: (\\S+)'],
          ['acc', 'acc (\\w+)'],
          ['end', '^done$'],
        ]),
      },
      valueMap([
        ['loss', -0.25],
        ['acc', Number.POSITIVE_INFINITY],
        ['end', 'done'],
      ]),
    ],
    [
      'a file in the item folder',
      'echo \'{"a": [1, -Infinity], "t": "NaN"}\' > "$SWEEPDECK_DIR/out.json"',
      { kind: 'json', path: 'out.json' },
      valueMap([
        ['a', [1, Number.NEGATIVE_INFINITY]],
        ['t', 'NaN'],
      ]),
    ],
    [
      'a series of lines',
      'printf \'{"loss":2}\\n{"loss":1,"acc":0.5}\\n\' > "$SWEEPDECK_DIR/out.jsonl"',
      { kind: 'jsonl', path: 'out.jsonl' },
      valueMap([
        ['loss', [2, 1]],
        ['acc', [null, 0.5]],
      ]),
    ],
  ];

  it.each(results)('reads as outputs %s', async (_name, script, result, expected) => {
    expect(await outputs({ ...shellRun(script), result })).toEqual(expected);
  });

  const failures: readonly (readonly [
    name: string,
    run: CommandRun | ShellRun,
    kind: FailureKind,
    message: RegExp,
    parameters?: Readonly<Record<string, Value>>,
    more?: Partial<Job>,
  ])[] = [
    [
      'another exit status',
      commandRun(sh('echo one >&2; echo "out of cheese" >&2; echo >&2; exit 7')),
      'exit',
      /^out of cheese \(exit status 7\)$/,
    ],
    ['a signal', commandRun(sh('echo why >&2; kill -SEGV $$')), 'signal', /SIGSEGV: why/],
    ['kill -9', commandRun(sh('kill -9 $$')), 'signal', /likely because the machine ran out of memory/],
    ['a program that is not there', commandRun([['no-such-program']]), 'start', /no-such-program was not found/],
    ['a file that is no program', commandRun([['/etc/passwd']]), 'start', /may not be executed/],
    ['a NUL in an argument', commandRun([['true'], [p('a')]]), 'start', /NUL character/, { a: 'x\0y' }],
    ['a NUL in a variable', shellRun('true'), 'start', /NUL character/, { a: 'x\0y' }],
    ['an argument beyond 128 KiB', commandRun([['true'], [p('a')]]), 'start', /E2BIG/, { a: 'x'.repeat(200_000) }],
    [
      'arguments beyond the total',
      commandRun([['true'], ...Array.from({ length: 40 }, (): Template => [p('a')])]),
      'start',
      /E2BIG/,
      { a: 'x'.repeat(100_000) },
    ],
    ['a parameter named PATH', shellRun('true'), 'start', /PATH/, { PATH: '/evil' }],
    ['two parameters that are one variable', shellRun('true'), 'start', /a_b/, { 'a.b': 1, a_b: 2 }],
    ['a missing result file', { ...shellRun('true'), result: { kind: 'json', path: 'out.json' } }, 'output', /no result file out\.json/],
    [
      'a result file that is no JSON',
      { ...shellRun('echo hi > "$SWEEPDECK_DIR/out.json"'), result: { kind: 'json', path: 'out.json' } },
      'output',
      /not a JSON object/,
    ],
    [
      'a pipe for a result file',
      { ...shellRun('mkfifo "$SWEEPDECK_DIR/out.json"'), result: { kind: 'json', path: 'out.json' } },
      'output',
      /no plain file/,
    ],
    [
      'a device for a result file',
      { ...shellRun('ln -s /dev/zero "$SWEEPDECK_DIR/out.json"'), result: { kind: 'json', path: 'out.json' } },
      'output',
      /no plain file/,
    ],
    ['a result beyond all depth', commandRun([['python3'], ['-c'], [DEEP]]), 'output', /nested deeper than 200 levels/],
    [
      'a pattern without a match',
      { ...shellRun('echo hi'), result: { kind: 'regex', patterns: new Map([['loss', 'loss (.*)']]) } },
      'output',
      /the output loss/,
    ],
    ['a time limit', commandRun(sh('trap "" TERM; sleep 1000 & wait; wait')), 'timeout', /limit of 300 ms/, {}, { timeout: 300 }],
    [
      'a memory limit',
      commandRun([['python3'], ['-c'], ['import time\na=[]\nwhile True: a.append(bytearray(10**7)); time.sleep(0.001)']]),
      'oom',
      /limit of 300 MiB/,
    ],
  ];

  it.each(failures.map((row) => ({ row, name: row[0] })))(
    'fails at $name',
    async ({ row: [, run, kind, message, parameters = {}, more = {}] }) => {
      const { worker, seq } = await ran(start, run, parameters, more);
      const outcome = worker.outcome(seq);
      expect(outcome).toMatchObject({ kind: 'failure', failure: { kind } });
      expect(outcome.kind === 'failure' ? outcome.failure.message : '').toMatch(message);
    },
  );

  it('accepts the exit statuses that the task accepts', async () => {
    expect(await outputs({ ...commandRun(sh('echo \'{"a":1}\'; exit 3')), successCodes: [0, 3] })).toEqual(valueMap([['a', 1]]));
  });

  it('goes on after a timeout, and keeps the output of each item apart from what it left running', async () => {
    const go = join(scratch, `go-${spawner}`);
    // What the first two items leave would print as soon as the third says so, if it were still there.
    const late = `(until [ -e ${go} ]; do sleep 0.01; done; while :; do echo "late $n"; sleep 0.01; done) &`;
    const script = `echo "out $n"; ${late} [ "$n" = 1 ] && sleep 1000; echo "err $n" >&2; [ "$n" = 3 ] && touch ${go} && sleep 0.2; :`;
    const worker = probe(start, workerSetup(shellRun(script), { token: TOKEN }));
    await worker.run([job(1, { n: 1 }, { timeout: 200 }), job(2, { n: 2 }), job(3, { n: 3 })]);
    await worker.worker.stop();
    expect([1, 2, 3].map((seq) => worker.outcome(seq).kind)).toEqual(['failure', 'value', 'value']);
    expect([1, 2].map((seq) => worker.stdout(seq))).toEqual(['out 1\n', 'out 2\n']);
    expect(new Set(worker.stdout(3).split('\n').slice(0, -1))).toEqual(new Set(['out 3', 'late 3']));
    expect([2, 3].map((seq) => worker.stderr(seq))).toEqual(['err 2\n', 'err 3\n']);
    expect(worker.told.end).toEqual({ kind: 'stopped' });
  });

  it('refuses a folder that does not exist', async () => {
    const worker = probe(start, workerSetup({ ...commandRun([['true']]), cwd: 'nowhere' }, { token: TOKEN }));
    const end = await worker.ended;
    expect(end.kind === 'refused' ? end.failure.message : end.kind).toMatch(/nowhere.* does not exist; see run\.cwd/);
  });
});
