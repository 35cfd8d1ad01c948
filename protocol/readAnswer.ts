import * as z from 'zod';
import type { Failure } from '../core/sweep/outcome.ts';
import type { FromWorker } from './objective.ts';

/** Reads one line without its line feed; `undefined` when it is none of ours, because user code wrote there. */
export function readAnswer(line: string): FromWorker | undefined {
  const fields = line.slice(1).split('\t', 4);
  switch (line[0]) {
    case 'R':
      return readReady(fields);
    case 'V':
      return readValue(fields);
    case 'F':
      return readFailed(fields);
    case 'P':
      return readReport(fields);
    case 'S':
      return { kind: 'started', seq: Number(fields[0]), pid: Number(fields[1]) };
    case 'X':
      return withFailure(line.slice(1), (failure) => ({ kind: 'refused', failure }));
    case 'D':
      return withFailure(line.slice(1), (failure) => ({ kind: 'dying', failure }));
    default:
      return undefined;
  }
}

function readReady([version = '', packages]: readonly string[]): FromWorker {
  return { kind: 'ready', version, ...(packages !== undefined && packages !== '' && { packages: packages.split(' ') }) };
}

const FailureLine = z.object({
  kind: z.enum(['exception', 'timeout', 'exit', 'signal', 'oom', 'crash', 'output', 'setup', 'start']),
  type: z.string(),
  message: z.string(),
  trace: z.string(),
});

function readValue([seq, seconds, marked, outputs = '']: readonly string[]): FromWorker | undefined {
  const elapsed = Number(seconds);
  if (!(elapsed >= 0) || !outputs.startsWith('{') || parsed(outputs) === undefined) return undefined;
  return { kind: 'value', seq: Number(seq), seconds: elapsed, marked: marked === '1', outputs };
}

function readFailed([seq, seconds, marked, text = '']: readonly string[]): FromWorker | undefined {
  const elapsed = Number(seconds);
  if (!(elapsed >= 0)) return undefined;
  return withFailure(text, (failure) => ({ kind: 'failure', seq: Number(seq), seconds: elapsed, marked: marked === '1', failure }));
}

function readReport([seq, metrics = '']: readonly string[]): FromWorker | undefined {
  return parsed(metrics) === undefined ? undefined : { kind: 'report', seq: Number(seq), metrics };
}

function withFailure(text: string, build: (failure: Failure) => FromWorker): FromWorker | undefined {
  const read = FailureLine.safeParse(parsed(text));
  return read.success ? build(read.data) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
