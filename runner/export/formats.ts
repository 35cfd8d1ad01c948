import { arrowWriter } from './arrow.ts';
import { npzWriter } from './npz.ts';
import { parquetWriter } from './parquet.ts';
import type { TableWriter, Target, TypedColumn } from './tableWriter.ts';

/** Formats whose columns have types. */
export type TypedFormat = 'parquet' | 'arrow' | 'npz';

/** Begins a typed file. This module is a bundle of its own: its libraries are read when such a file is written. */
export function typedWriter<R>(format: TypedFormat, columns: readonly TypedColumn<R>[], target: Target): TableWriter<R> {
  switch (format) {
    case 'parquet':
      return parquetWriter(columns, target.write);
    case 'arrow':
      return arrowWriter(columns, target.write);
    case 'npz':
      return npzWriter(columns, target);
  }
}
