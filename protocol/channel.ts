import { type BirpcReturn, createBirpc } from 'birpc';
import { decode, encode } from '../core/value/encode.ts';
import type { Value } from '../core/value/value.ts';
import { RUNNER_ERRORS, RunnerError, type RunnerErrorCode } from './errors.ts';

/** A two-way pipe of text frames: a socket cut into lines, a message port, a webview. */
export interface TextPipe {
  send(frame: string): void;
  onFrame(listener: (frame: string) => void): void;
}

/** Typed calls to the other side. Values keep NaN, infinities and long integers (core/value/encode.ts). */
export type Channel<Remote extends object> = BirpcReturn<Remote, object>;

/**
 * Connects `local` functions with the `Remote` interface of the other side. Calls wait as long as the pipe lives:
 * who owns the pipe calls `$close` when it ends, which rejects what is pending.
 */
export function openChannel<Remote extends object>(pipe: TextPipe, local: object): Channel<Remote> {
  return createBirpc<Remote, object>(local, {
    post: (frame: string) => pipe.send(frame),
    on: (listener: (frame: string) => void) => pipe.onFrame(listener),
    serialize: (message: unknown) => encode(toValue(message)),
    deserialize: (frame: string) => reviveError(decode(frame)),
    timeout: -1,
  });
}

/** A thread of the same process, seen from either side. */
export interface ThreadPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

/** The same between two threads of one process, which copy what is said instead of writing it down. */
export function openThreadChannel<Remote extends object>(port: ThreadPort, local: object): Channel<Remote> {
  return createBirpc<Remote, object>(local, {
    post: (message: unknown) => port.postMessage(message),
    on: (listener) => void port.on('message', listener),
    timeout: -1,
  });
}

/** Drops `undefined` members, which JSON has no word for, and turns errors into data. */
function toValue(message: unknown): Value {
  if (message instanceof Error)
    return { name: message.name, message: message.message, code: message instanceof RunnerError ? message.code : 'internal' };
  if (Array.isArray(message)) return message.map(toValue);
  if (message === null || message === undefined) return null;
  if (typeof message !== 'object') return primitive(message);
  const map: Record<string, Value> = Object.create(null);
  for (const [name, value] of Object.entries(message)) if (value !== undefined) map[name] = toValue(value);
  return map;
}

function primitive(message: unknown): Value {
  switch (typeof message) {
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
      return message;
    default:
      throw new TypeError(`a ${typeof message} cannot cross a process boundary`);
  }
}

function reviveError(frame: Value): unknown {
  if (typeof frame !== 'object' || frame === null || !('e' in frame)) return frame;
  // SAFETY: only `toValue` above writes the member `e`, and only so.
  const { code, message } = frame['e'] as { code?: string; message?: string };
  const known = RUNNER_ERRORS.find((one): one is RunnerErrorCode => one === code) ?? 'internal';
  return { ...frame, e: new RunnerError(known, message ?? 'The other process gave no reason.') };
}
