import { nest, type Value, valueMap } from '../../core/value/value.ts';
import type { Column, Row } from '../../protocol/runner.ts';

/** A row with a value of each kind, and its columns. */
export function rowWith(change: Partial<Row> = {}): Row {
  return {
    item: 4,
    index: 4,
    key: 'a'.repeat(32),
    replicate: 0,
    seed: 1,
    state: 'failed',
    parameters: nest(
      new Map<string, Value>([
        ['dt', 0.5],
        ['method', "it's"],
        ['model.depth', 3],
      ]),
    ),
    outputs: valueMap([
      ['dt', 7],
      ['loss', Number.NaN],
    ]),
    error: { kind: 'exception', type: 'ValueError', message: 'unstable', trace: '' },
    attempts: 1,
    seconds: 0.25,
    finishedAt: 0,
    worker: null,
    tags: [],
    note: null,
    ...change,
  };
}

/** `absent` is a parameter that the row does not have. */
export function columnsOf(): readonly Column[] {
  const parameters = ['dt', 'method', 'model.depth', 'absent'].map(
    (id): Column => ({ id, kind: 'parameter', varies: id !== 'model.depth' }),
  );
  const outputs = ['out.dt', 'loss'].map((id): Column => ({ id, kind: 'output', varies: true }));
  const facts = ['index', 'key', 'replicate', 'state'].map((id): Column => ({ id, kind: 'item', varies: id !== 'replicate' }));
  return [...facts, ...parameters, ...outputs];
}
