import { writeSync } from 'node:fs';
import { outputMark } from '../../protocol/objective.ts';

/** Standard output and error of a thread, written at once and cut into items by marks. */
export interface ThreadStreams {
  /** Whether anything was printed since the last call. */
  touched(): boolean;
  mark(seq: number): void;
}

/**
 * Node sends what a thread prints through its main thread, late and without order; here it goes to the process's own
 * descriptors 1 and 2 straight away.
 */
export function takeStreams(token: string): ThreadStreams {
  let touched = false;
  const redirect = (stream: NodeJS.WriteStream, descriptor: number): void => {
    const write = (chunk: unknown, encoding?: unknown, done?: unknown): boolean => {
      touched = true;
      writeAll(descriptor, bytesOf(chunk, encoding));
      const callback = typeof encoding === 'function' ? encoding : done;
      if (typeof callback === 'function') queueMicrotask(() => callback());
      return true;
    };
    Object.defineProperty(stream, 'write', { value: write, configurable: true });
  };
  redirect(process.stdout, 1);
  redirect(process.stderr, 2);
  return {
    touched() {
      const was = touched;
      touched = false;
      return was;
    },
    mark(seq) {
      const mark = Buffer.from(outputMark(token, seq));
      writeAll(1, mark);
      writeAll(2, mark);
    },
  };
}

/** Writes everything; a descriptor that the objective has closed takes nothing, which is its own affair. */
function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      if (error.code !== 'EAGAIN') return;
      // Node has made the pipe one that does not block, and it is full: the runner reads on.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

function bytesOf(chunk: unknown, encoding: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  return Buffer.from(String(chunk), typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8');
}
