import { type Cell, cellOf } from './cell.ts';
import { type ColumnType, columnType } from './columnType.ts';
import { GROUP_ROWS, type TableWriter, type TypedColumn } from './tableWriter.ts';

/** A column with its type chosen. */
export interface FinishedColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** What a format does with the cells of a group, column by column, and at the end. */
export interface GroupFormat {
  group(cells: readonly (readonly Cell[])[]): Promise<void>;
  end(): Promise<void>;
}

/** The type of every column, in their order. */
export function finished<R>(columns: readonly TypedColumn<R>[]): readonly FinishedColumn[] {
  return columns.map(({ name, declared, survey }) => ({ name, type: columnType(survey, declared) }));
}

/** Turns rows into columns, group by group: Parquet and Arrow are written so. */
export function grouped<R>(columns: readonly TypedColumn<R>[], format: GroupFormat): TableWriter<R> {
  const types = finished(columns).map((column) => column.type);
  let cells: Cell[][] = columns.map(() => []);
  const flush = async (): Promise<void> => {
    const full = cells;
    cells = columns.map(() => []);
    await format.group(full);
  };
  return {
    async rows(rows) {
      for (const row of rows) {
        for (const [at, column] of columns.entries()) cells[at]?.push(cellOf(column.value(row), types[at] ?? { kind: 'json' }));
        if ((cells[0]?.length ?? 0) >= GROUP_ROWS) await flush();
      }
    },
    async end() {
      if ((cells[0]?.length ?? 0) > 0) await flush();
      await format.end();
    },
  };
}
