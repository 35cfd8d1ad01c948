import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Zip, ZipDeflate } from 'fflate';
import { RunnerError } from '../../protocol/errors.ts';
import { npyHead, type NpyType, npyType, rowBytes } from './npy.ts';
import type { ByteSink, TableWriter, Target, TypedColumn } from './tableWriter.ts';

/**
 * An `.npz` file: one compressed array a column, as `numpy.savez_compressed` writes them. A zip holds one column after the
 * other while rows come one after the other, so that columns wait in temporary files.
 */
export function npzWriter<R>(columns: readonly TypedColumn<R>[], target: Target): TableWriter<R> {
  const folder = target.scratch();
  const spools = columns.map((column, index): Spool<R> => {
    const path = join(folder, `${index}.raw`);
    return { column, path, descriptor: openSync(path, 'wx', 0o600), type: npyType(column.survey, column.declared), bytes: 0 };
  });
  let count = 0;
  return {
    async rows(rows) {
      count += rows.length;
      for (const spool of spools) append(spool, rows);
    },
    async end() {
      for (const spool of spools) closeSync(spool.descriptor);
      await zip(spools, count, target.write);
    },
  };
}

interface Spool<R> {
  readonly column: TypedColumn<R>;
  readonly path: string;
  readonly descriptor: number;
  readonly type: NpyType;
  bytes: number;
}

function append<R>(spool: Spool<R>, rows: readonly R[]): void {
  const bytes = Buffer.concat(rows.map((row) => rowBytes(spool.type, spool.column.value(row))));
  writeSync(spool.descriptor, bytes);
  spool.bytes += bytes.length;
  if (spool.bytes > MOST_BYTES)
    throw new RunnerError(
      'bad-request',
      `The column ${spool.column.name} has more than 4 GiB, which an .npz file cannot hold: leave it out with --columns, or write Parquet or Arrow.`,
    );
}

/** A zip entry without the 64-bit extension. */
const MOST_BYTES = 0xffff_ffff - 0x1_0000;

async function zip<R>(spools: readonly Spool<R>[], rows: number, sink: ByteSink): Promise<void> {
  let waiting: Uint8Array[] = [];
  let failure: Error | null = null;
  const archive = new Zip((error, bytes) => {
    failure ??= error;
    waiting.push(bytes);
  });
  const drain = async (): Promise<void> => {
    if (failure) throw failure;
    const written = waiting;
    waiting = [];
    for (const bytes of written) await sink(bytes);
  };
  for (const { column, path, type } of spools) {
    const entry = new ZipDeflate(`${column.name}.npy`, { level: 1 });
    entry.mtime = EPOCH;
    archive.add(entry);
    entry.push(npyHead(type, rows));
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
      // SAFETY: a stream without an encoding gives buffers.
      entry.push(new Uint8Array(chunk as Buffer));
      await drain();
    }
    entry.push(new Uint8Array(0), true);
    await drain();
  }
  archive.end();
  await drain();
}

/** The same rows make the same file, whenever they are written. */
const EPOCH = '1980-01-01T00:00:00';
const CHUNK = 1 << 20;
