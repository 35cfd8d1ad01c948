import { statSync } from 'node:fs';
import { RunnerError } from '../protocol/errors.ts';
import type { Store } from './store/store.ts';
import { storeFiles } from './store/files.ts';

/**
 * Writes the log of the database back and empties it once nothing has run for two seconds: what was stored is then in one
 * file, as somebody who copies it expects, and a log that grew while another program was reading does not stay. Answers what ends it.
 */
export function keepLogShort(workspace: string, store: Pick<Store, 'emptyLog'>, busy: () => boolean): () => void {
  const log = `${storeFiles(workspace).database}-wal`;
  let wasBusy = true;
  const timer = setInterval(() => {
    const quiet = !wasBusy && !busy();
    wasBusy = busy();
    if (!quiet || (statSync(log, { throwIfNoEntry: false })?.size ?? 0) === 0) return;
    try {
      store.emptyLog();
    } catch (error) {
      // The next look tries again.
      if (!(error instanceof RunnerError)) throw error;
    }
  }, PERIOD).unref();
  return () => clearInterval(timer);
}

/** Milliseconds. */
const PERIOD = 2000;
