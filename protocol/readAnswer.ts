import * as z from 'zod';
import type { Failure } from '../core/sweep/outcome.ts';
import type { FromWorker } from './objective.ts';

/** Reads one line without its line feed; `undefined` when it is none of ours, because user code wrote there. */
export function readAnswer(line: string): FromWorker | undefined {
  switch (line[0]) {
    case 'V':
      return readValue(line);
    case 'F':
      return readFailed(fieldsOf(line));
    case 'P':
      return readReport(fieldsOf(line));
    case 'S': {
      const [seq, pid] = fieldsOf(line);
      return { kind: 'started', seq: Number(seq), pid: Number(pid) };
    }
    case 'R':
      return readReady(fieldsOf(line));
    case 'X':
      return withFailure(line.slice(1), (failure) => ({ kind: 'refused', failure }));
    case 'D':
      return withFailure(line.slice(1), (failure) => ({ kind: 'dying', failure }));
    default:
      return undefined;
  }
}

function fieldsOf(line: string): readonly string[] {
  return line.slice(1).split('\t', 4);
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

/** Without a list of its fields: most answers of a sweep are values. */
function readValue(line: string): FromWorker | undefined {
  const first = line.indexOf('\t');
  const second = line.indexOf('\t', first + 1);
  const third = line.indexOf('\t', second + 1);
  const elapsed = Number(line.slice(first + 1, second));
  const outputs = line.slice(third + 1);
  if (first < 0 || second < 0 || third < 0 || !(elapsed >= 0) || !outputs.startsWith('{') || parsed(outputs) === undefined)
    return undefined;
  return { kind: 'value', seq: Number(line.slice(1, first)), seconds: elapsed, marked: line.slice(second + 1, third) === '1', outputs };
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
