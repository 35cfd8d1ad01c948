import type { FailingValue, FailureCause, Findings } from '../../../protocol/findings.ts';
import type { TextRange } from '../../../protocol/language.ts';

/** Findings as data for the tests of what is shown of them. */
export function rangeAt(line: number, start = 0, end = start + 1): TextRange {
  return { start: { line, character: start }, end: { line, character: end } };
}

export function cause(change: Partial<FailureCause> = {}, message = 'unstable step.\nmore'): FailureCause {
  const error = { kind: 'exception', type: 'ValueError', message, trace: '' } as const;
  return {
    id: '0a1b2c3d',
    count: 3,
    example: { key: 'a'.repeat(32), item: 7, parameters: {}, label: 'damping=4.5, dt=0.5', error },
    last: { key: 'b'.repeat(32), item: 9, label: 'damping=5, dt=0.5' },
    ...change,
  };
}

export function value(name: string, text: string, change: Partial<FailingValue> = {}): FailingValue {
  return { name, value: text, text, failed: 3, of: 4, key: 'b'.repeat(32), where: `${name} == ${text}`, range: rangeAt(5), ...change };
}

export function findings(change: Partial<Findings> = {}): Findings {
  return { revision: 1, failed: 3, examined: 3, causes: [cause()], values: [], ...change };
}
