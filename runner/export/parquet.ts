import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { ColumnType } from './columnType.ts';
import { finished, grouped } from './grouped.ts';
import type { ByteSink, TableWriter, TypedColumn } from './tableWriter.ts';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/** A Parquet file, a row group at a time: 64-bit integers, doubles with NaN and infinities, UTF-8, nested lists, JSON. */
export function parquetWriter<R>(columns: readonly TypedColumn<R>[], sink: ByteSink): TableWriter<R> {
  const bytes = new ByteWriter();
  const types = finished(columns);
  const writer = new ParquetWriter({ writer: bytes, schema: schemaOf(types), createdBy: 'sweepdeck' });
  const drain = async (): Promise<void> => {
    const written = bytes.getBytes().slice();
    bytes.index = 0;
    await sink(written);
  };
  return grouped(columns, {
    async group(cells) {
      const rows = cells[0]?.length ?? 0;
      const columnData = types.map(({ name }, at) => ({ name, data: [...(cells[at] ?? [])], offsetIndex: false }));
      await writer.write({ columnData, rowGroupSize: rows });
      await drain();
    },
    async end() {
      if (writer.row_groups.length === 0) await addEmptyGroup(writer, types);
      await writer.finish();
      await drain();
    },
  });
}

/**
 * Strict readers refuse a file without any row group, because the library writes the empty list of them without the type
 * of its elements. It splits rows by their number, so that a group without rows is asked for as one row that is cut to none.
 */
async function addEmptyGroup(writer: ParquetWriter, columns: readonly { readonly name: string }[]): Promise<void> {
  const data = Object.assign([null], { slice: () => [] });
  await writer.write({ columnData: columns.map(({ name }) => ({ name, data, offsetIndex: false })), rowGroupSize: 1 });
  writer.num_rows = 0n;
  for (const group of writer.row_groups) group.num_rows = 0n;
}

function schemaOf(columns: readonly { readonly name: string; readonly type: ColumnType }[]): SchemaElement[] {
  return [{ name: 'root', num_children: columns.length }, ...columns.flatMap(({ name, type }) => elementsOf(name, type))];
}

function elementsOf(name: string, type: ColumnType): SchemaElement[] {
  const optional = { name, repetition_type: 'OPTIONAL' } as const;
  switch (type.kind) {
    case 'boolean':
      return [{ ...optional, type: 'BOOLEAN' }];
    case 'integer':
      return [{ ...optional, type: 'INT64' }];
    case 'float':
      return [{ ...optional, type: 'DOUBLE' }];
    case 'text':
      return [{ ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' }];
    case 'json':
      // As text: the JSON type of Parquet would be parsed and rounded by some readers.
      return [{ ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' }];
    case 'list':
      return [
        { ...optional, converted_type: 'LIST', num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        ...elementsOf('element', type.items),
      ];
  }
}
