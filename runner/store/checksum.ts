import { hash } from 'node:crypto';
import type { NewRun } from './store.ts';

/** The first 8 bytes of SHA-256 over the content of a row: half of random bit flips are invisible to SQLite's own checks. */
export function checksum(row: Omit<NewRun, 'output'>, sweep: number): Buffer {
  const { failure, files } = row;
  const key = bytesOf(row.key).toString('latin1');
  const numbers = `${sweep} ${row.index} ${row.replicate} ${row.seed} ${row.attempt} ${row.ok ? 1 : 0} ${row.seconds} ${row.finishedAt}`;
  const why = failure === null ? '' : `${failure.kind}\n${failure.type}\n${failure.message}\n${failure.trace}`;
  // An absent output and an empty one differ by the mark. A string of bytes takes half the time of a buffer of its own.
  const digest = hash(
    'sha256',
    `${key}\n${numbers}\n${row.worker}\n${row.parameters}\n${row.outputs ?? '\0'}\n${why}${files === undefined ? '' : `\n\0${files}`}`,
    'binary',
  );
  return Buffer.from(digest.slice(0, 8), 'latin1');
}

function bytesOf(key: Uint8Array): Buffer {
  return Buffer.isBuffer(key) ? key : Buffer.from(key.buffer, key.byteOffset, key.byteLength);
}
