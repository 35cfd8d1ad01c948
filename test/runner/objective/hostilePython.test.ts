import { afterAll, describe, expect, it } from 'vitest';
import type { FailureKind } from '../../../core/task/task.ts';
import { decode } from '../../../core/value/encode.ts';
import { type ValueMap, valueMap } from '../../../core/value/value.ts';
import { findMarked } from '../../../runner/objective/processes.ts';
import { startPythonWorker } from '../../../runner/objective/python.ts';
import { misbehaving } from '../../support/misbehaving.ts';
import { pythonRun, workerSetup } from '../../support/objective.ts';

const TOKEN = 'hostile-python';
const setup = workerSetup(pythonRun('hostile:f'), { token: TOKEN, memory: 256 * 1024 * 1024, grace: 0 });
const { misbehave, stop } = misbehaving(startPythonWorker, setup);

afterAll(async () => {
  await stop();
  expect(await findMarked('SWEEPDECK_SWEEP', TOKEN)).toEqual([]);
});

describe('a hostile Python objective', () => {
  const failures: readonly (readonly [mode: string, kind: FailureKind, type: string, message: RegExp, limit?: number])[] = [
    ['raises', 'exception', 'ValueError', /^the pendulum fell$/],
    ['raises_unprintable', 'exception', 'raises_unprintable.<locals>.Odd', /cannot be shown/],
    ['recursion', 'exception', 'RecursionError', /recursion/],
    ['memory_error', 'oom', 'MemoryError', /memory/],
    ['sys_exit', 'exit', 'SystemExit', /sys\.exit\(3\)/],
    ['interrupt', 'exception', 'KeyboardInterrupt', /KeyboardInterrupt/],
    ['generator_exit', 'exception', 'GeneratorExit', /GeneratorExit/],
    ['coroutine_raises', 'exception', 'LookupError', /inside a coroutine/],
    ['returns_list', 'output', 'TypeError', /is list \(\[1, 2\]\); return a mapping/],
    ['returns_text', 'output', 'TypeError', /is str/],
    ['returns_object', 'output', 'TypeError', /`model\.weights\[1\]` is object/],
    ['returns_cycle', 'output', 'TypeError', /contains itself/],
    ['returns_huge', 'output', 'TypeError', /larger than 16 MiB/],
    ['returns_set', 'output', 'TypeError', /`members` is set/],
    ['returns_bytes_key', 'output', 'TypeError', /key bytes .* not text/],
    ['exit_now', 'crash', 'NoResult', /status 0/],
    ['segfault', 'signal', 'SIGSEGV', /native code/],
    ['abort', 'signal', 'SIGABRT', /aborted itself/],
    ['kill_self', 'signal', 'SIGKILL', /likely because the machine ran out of memory/],
    ['close_answers', 'crash', 'Protocol', /closed the file descriptor/],
    ['close_answers_and_hang', 'crash', 'Protocol', /closed the file descriptor/],
    ['garbage', 'crash', 'Protocol', /could not be read/],
    ['endless', 'timeout', 'Timeout', /limit of 300 ms/, 300],
    ['sleeps', 'timeout', 'Timeout', /limit of 300 ms/, 300],
    ['deaf_to_sigterm', 'timeout', 'Timeout', /limit of 300 ms/, 300],
    ['grows', 'oom', 'MemoryLimit', /limit of 256 MiB/],
    ['child_grows', 'oom', 'MemoryLimit', /limit of 256 MiB/],
  ];

  it.each(failures.map((row) => ({ row, mode: row[0], kind: row[1] })))(
    'fails the item that does $mode as $kind, and only it',
    async ({ row: [mode, kind, type, message, limit] }) => {
      const { worker, seq } = await misbehave(mode, limit === undefined ? {} : { timeout: limit });
      const outcome = worker.outcome(seq);
      expect(outcome).toMatchObject({ kind: 'failure', failure: { kind, type } });
      if (outcome.kind === 'failure') expect(outcome.failure.message).toMatch(message);
    },
  );

  const values: readonly (readonly [mode: string, outputs: ValueMap])[] = [
    ['waits_for_all', valueMap([['children', 0]])],
    [
      'nan',
      valueMap([
        ['nan', Number.NaN],
        ['inf', Number.POSITIVE_INFINITY],
        ['ninf', Number.NEGATIVE_INFINITY],
        ['zero', -0],
        ['big', 2n ** 70n],
        ['$', '\ud800\0é'],
      ]),
    ],
    ['number', valueMap([['value', 2.5]])],
    ['nothing', valueMap()],
    ['coroutine', valueMap([['awaited', true]])],
    ['closes_streams', valueMap()],
    ['late_thread', valueMap()],
    ['forks_and_returns', valueMap([['pid', 1]])],
    ['leaks_group', valueMap()],
    ['leaks_session', valueMap()],
    ['leaks_double_fork', valueMap()],
    ['kills_its_group', valueMap()],
    ['patches', valueMap()],
    ['reads_stdin', valueMap([['text', '']])],
    ['descriptors', valueMap([['inherited', [0, 1, 2, 3]]])],
  ];

  it.each(values)('keeps the result of an item that does %s', async (mode, outputs) => {
    const { worker, seq } = await misbehave(mode);
    const outcome = worker.outcome(seq);
    expect(outcome.kind === 'value' ? decode(outcome.outputs) : outcome).toEqual(outputs);
  });

  it('lets threads report together', async () => {
    const { worker, seq } = await misbehave('reports_from_threads');
    expect([worker.outcome(seq).kind, worker.told.reports.filter(([of]) => of === seq).length]).toEqual(['value', 30]);
  });

  it('starts each item in the same folder, wherever the one before went', async () => {
    for (const [mode, at] of [
      ['moves_away', '/'],
      ['where', 'hostile'],
    ] as const) {
      const { worker, seq } = await misbehave(mode);
      expect(worker.outcome(seq)).toMatchObject({ kind: 'value', outputs: JSON.stringify({ at }) });
    }
  });

  it('gives a trace that starts in the user code and ends with the error', async () => {
    const { worker, seq } = await misbehave('raises');
    const outcome = worker.outcome(seq);
    const trace = outcome.kind === 'failure' ? outcome.failure.trace : '';
    expect(trace).toMatch(/^Traceback[^\n]*\n {2}File "[^"]*hostile\.py"/);
    expect(trace).toContain('second line');
    expect(trace).not.toContain('sweepdeck');
  });

  it('keeps what each item printed apart, whoever printed it', async () => {
    await stop();
    const { worker, seq } = await misbehave('prints');
    const bytes = Buffer.concat([Buffer.from('to stdout\nraw '), Buffer.from([0xff, 0xfe]), Buffer.from(' bytes\n')]);
    expect(Buffer.from(worker.told.outputs.get(seq)?.stdout ?? [])).toEqual(bytes);
    expect(worker.stderr(seq)).toBe('to stderr\n');
    const child = await misbehave('child_prints');
    expect([child.worker.stdout(child.seq), child.worker.stderr(child.seq)]).toEqual(['child out\n', 'child err\n']);
  });

  it('keeps the last MiB of a flood and counts the rest', async () => {
    const { worker, seq } = await misbehave('floods');
    const output = worker.told.outputs.get(seq);
    expect(output?.stdout.length).toBe(1024 * 1024);
    expect(output?.droppedStdout).toBe(63 * 1024 * 1024 + 7);
    expect(worker.stdout(seq).endsWith('x\nthe end')).toBe(true);
    const line = await misbehave('long_line');
    expect(line.worker.told.outputs.get(line.seq)).toMatchObject({ droppedStdout: 50_000_000 - 1024 * 1024 });
  });
});
