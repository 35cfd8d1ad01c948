import { hash } from 'node:crypto';
import type { Sqlite } from '../runtime.ts';

/** Keeps packed bytes once, however many rows refer to them. Call inside a write transaction. */
export interface ContentStore {
  /** The row id of these packed bytes. */
  put(packed: Uint8Array): number;
}

export function contentStore(db: Sqlite): ContentStore {
  const find = db.prepare<[Buffer], number>('SELECT id FROM content WHERE hash = ?').pluck();
  const insert = db.prepare<[Buffer, Uint8Array]>('INSERT INTO content (hash, bytes) VALUES (?, ?)');
  return {
    put(packed) {
      const digest = hash('sha256', packed, 'buffer').subarray(0, 16);
      return find.get(digest) ?? Number(insert.run(digest, packed).lastInsertRowid);
    },
  };
}
