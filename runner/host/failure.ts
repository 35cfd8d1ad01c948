import type { Failure } from '../../core/sweep/outcome.ts';
import type { FailureKind } from '../../core/task/task.ts';
import { OutputError } from './outputs.ts';

/** Whatever an objective threw, as data. Never throws itself: a proxy or a getter may do anything when looked at. */
export function thrownFailure(thrown: unknown, kind?: FailureKind): Failure {
  try {
    const read = thrown instanceof Error ? ofError(thrown, kind) : ofOther(thrown, kind);
    return { kind: read.kind, type: read.type.slice(0, 200), message: oneLine(read.message) || read.type, trace: fold(read.trace) };
  } catch {
    // Nothing can be known about a value whose own methods throw; that it was thrown is the failure.
    return { kind: kind ?? 'exception', type: 'unknown', message: 'The objective threw a value that cannot be shown.', trace: '' };
  }
}

const HEAD = 16 * 1024;
const TAIL = 48 * 1024;

function ofError(thrown: Error, kind: FailureKind | undefined): Failure {
  const own = thrown instanceof OutputError;
  const stack = typeof thrown.stack === 'string' ? thrown.stack : '';
  // User code may put anything in the place of a name or a message.
  const { name, message }: { readonly name: unknown; readonly message: unknown } = thrown;
  return {
    kind: kind ?? (own ? 'output' : 'exception'),
    type: String(name),
    message: String(message),
    trace: own ? '' : usersFrames(stack) + causes(thrown),
  };
}

function ofOther(thrown: unknown, kind: FailureKind | undefined): Failure {
  const type = thrown === null ? 'null' : typeof thrown;
  const shown = typeof thrown === 'string' ? thrown : `The objective threw ${show(thrown)}.`;
  return { kind: kind ?? 'exception', type, message: shown, trace: '' };
}

function show(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return String(thrown);
  return JSON.stringify(thrown)?.slice(0, 500) ?? 'an object';
}

function causes(thrown: Error): string {
  const { cause } = thrown;
  return cause instanceof Error && cause !== thrown ? `\ncaused by ${usersFrames(String(cause.stack))}` : '';
}

/** The folder of this program: what calls the objective lies here, in the sources and in the bundle. */
const OWN_FOLDER = new URL('.', import.meta.url).href;

/** The stack without the frames of this program below the objective's. */
function usersFrames(stack: string): string {
  const lines = stack.split('\n');
  const ours = lines.findIndex((line) => /^\s+at /.test(line) && line.includes(OWN_FOLDER));
  return (ours < 0 ? lines : lines.slice(0, ours)).join('\n');
}

function oneLine(message: string): string {
  return (message.split(/\r?\n/).find((line) => line.trim() !== '') ?? '').trim().slice(0, 2000);
}

function fold(text: string): string {
  if (text.length <= HEAD + TAIL) return text;
  return `${text.slice(0, HEAD)}\n... ${text.length - HEAD - TAIL} characters left out ...\n${text.slice(-TAIL)}`;
}
