import { afterAll, describe, expect, it } from 'vitest';
import type { FailureKind } from '../../../core/task/task.ts';
import { decode } from '../../../core/value/encode.ts';
import { type ValueMap, valueMap } from '../../../core/value/value.ts';
import { startNodeWorker } from '../../../runner/objective/node.ts';
import { findMarked } from '../../../runner/objective/processes.ts';
import { type Misbehaviour, misbehaving } from '../../support/misbehaving.ts';
import { nodeRun, workerSetup } from '../../support/objective.ts';

const TOKEN = 'hostile-node';
const setup = workerSetup(nodeRun('./hostile.mjs#f'), { token: TOKEN, memory: 512 * 1024 * 1024, grace: 0 });
const { misbehave, stop } = misbehaving(startNodeWorker, setup);

afterAll(async () => {
  await stop();
  expect(await findMarked('SWEEPDECK_SWEEP', TOKEN)).toEqual([]);
});

describe('a hostile Node objective', () => {
  const failures: readonly (readonly [mode: string, kind: FailureKind, message: RegExp, more?: Misbehaviour])[] = [
    ['raises', 'exception', /^the pendulum fell$/],
    ['throwsNull', 'exception', /threw null/],
    ['throwsUndefined', 'exception', /threw undefined/],
    ['throwsText', 'exception', /^just text$/],
    ['throwsProxy', 'exception', /cannot be shown/],
    ['throwsCycle', 'exception', /cannot be shown/],
    ['throwsErrorWithTraps', 'exception', /cannot be shown/],
    ['rejects', 'exception', /^rejected$/],
    ['rejectsNull', 'exception', /threw null/],
    ['returnsError', 'output', /is an error \(Error: returned\)/],
    ['returnsProxy', 'exception', /trapped/],
    ['returnsCycle', 'output', /`at\.self\.self.* contains itself/],
    ['returnsFunction', 'output', /`callback` is a function/],
    ['returnsSymbol', 'output', /`model\.tag` is a symbol/],
    ['returnsMap', 'output', /`table` is an instance of Map/],
    ['returnsList', 'output', /is a list; return an object/],
    ['returnsText', 'output', /is a string; return an object/],
    ['returnsHuge', 'output', /larger than 16 MiB/],
    ['returnsGetter', 'exception', /trapped/],
    ['throwsInTimer', 'exception', /trapped/],
    ['rejectsUnhandled', 'exception', /nobody listens/],
    ['exits', 'exit', /process\.exit\(0\)/, { parameters2: { code: 0 } }],
    ['exits', 'exit', /process\.exit\(4\)/, { parameters2: { code: 4 } }],
    ['exitsLater', 'exit', /process\.exit\(3\)/],
    ['killsItself', 'signal', /likely because the machine ran out of memory/],
    ['aborts', 'signal', /SIGABRT/],
    ['garbage', 'crash', /could not be read/],
    ['busy', 'timeout', /limit of 300 ms/, { timeout: 300 }],
    ['never', 'timeout', /limit of 300 ms/, { timeout: 300 }],
    ['parks', 'timeout', /limit of 300 ms/, { timeout: 300 }],
    ['redos', 'timeout', /limit of 300 ms/, { timeout: 300 }],
    ['spawnsSync', 'timeout', /limit of 300 ms/, { timeout: 300 }],
    ['growsBuffers', 'oom', /memory/],
    ['growsMap', 'oom', /memory/],
    ['growsArray', 'oom', /memory/],
  ];

  it.each(failures.map((row) => ({ row, mode: row[0], kind: row[1] })))(
    'fails the item that does $mode as $kind, and only it',
    async ({ row: [mode, kind, message, more] }) => {
      const { worker, seq } = await misbehave(mode, more);
      const outcome = worker.outcome(seq);
      expect(outcome).toMatchObject({ kind: 'failure', failure: { kind } });
      if (outcome.kind === 'failure') expect(outcome.failure.message).toMatch(message);
    },
  );

  it('ends the item that closes every descriptor, and only it', async () => {
    const { worker, seq } = await misbehave('closesAll');
    // Node aborts itself when its event loop's own descriptors are gone, unless the answer is missed before.
    const outcome = worker.outcome(seq);
    expect(['crash', 'signal']).toContain(outcome.kind === 'failure' ? outcome.failure.kind : outcome.kind);
  });

  const values: readonly (readonly [mode: string, outputs: ValueMap, more?: Misbehaviour])[] = [
    [
      'special',
      valueMap([
        ['nan', Number.NaN],
        ['inf', Number.POSITIVE_INFINITY],
        ['ninf', Number.NEGATIVE_INFINITY],
        ['zero', -0],
        ['big', 2n ** 70n],
        ['$', '\ud800\0é'],
        ['date', '1970-01-01T00:00:00.000Z'],
        ['list', [1, 2.5]],
      ]),
    ],
    ['number', valueMap([['value', 2.5]])],
    ['nothing', valueMap()],
    ['lateThrow', valueMap(), { innocent: 'slowInnocent' }],
    ['lateRejection', valueMap(), { innocent: 'slowInnocent' }],
    ['leaks', valueMap()],
    [
      'context',
      valueMap([
        ['seed', 42],
        ['replicate', 0],
        ['a', 2746317213],
        ['b', 478163327],
        ['c', 107420369],
        ['aborted', false],
      ]),
    ],
  ];

  it.each(values.map((row) => ({ row, mode: row[0] })))(
    'keeps the result of an item that does $mode',
    async ({ row: [mode, outputs, more] }) => {
      const { worker, seq } = await misbehave(mode, more);
      const outcome = worker.outcome(seq);
      expect(outcome.kind === 'value' ? decode(outcome.outputs) : outcome).toEqual(outputs);
    },
  );

  it('gives a trace of the user code only', async () => {
    const { worker, seq } = await misbehave('raises');
    const outcome = worker.outcome(seq);
    const trace = outcome.kind === 'failure' ? outcome.failure.trace : '';
    expect(trace).toMatch(/^RangeError: the pendulum fell\nsecond line\n {4}at .*hostile\.mjs/);
    expect(trace).not.toMatch(/runner\/host|node:internal/);
  });

  it('keeps what each item printed apart', async () => {
    const { worker, seq } = await misbehave('prints');
    expect([worker.stdout(seq), worker.stderr(seq)]).toEqual(['to stdout\nno line feed', 'to stderr\n']);
    const child = await misbehave('childPrints');
    expect([child.worker.stdout(child.seq), child.worker.stderr(child.seq)]).toEqual(['child out\n', 'child err\n']);
    const flood = await misbehave('floods');
    expect(flood.worker.told.outputs.get(flood.seq)).toMatchObject({ droppedStdout: 31 * 1024 * 1024 });
  });

  it('tells reports while the item runs, and logs to its standard error', async () => {
    const { worker, seq } = await misbehave('reports');
    expect(worker.told.reports.filter(([of]) => of === seq).map(([, metrics]) => metrics)).toEqual([
      '{"step":0,"loss":1}',
      '{"step":1,"loss":0.5}',
      '{"step":2,"loss":0.3333333333333333}',
    ]);
    expect(worker.stderr(seq)).toBe('after 3\n');
  });
});
