import {
  AsyncByteQueue,
  Bool,
  type DataType,
  Field,
  Float64,
  Int64,
  List,
  makeBuilder,
  makeData,
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  Struct,
  Utf8,
} from 'apache-arrow';
import type { Cell } from './cell.ts';
import type { ColumnType } from './columnType.ts';
import { finished, grouped } from './grouped.ts';
import type { ByteSink, TableWriter, TypedColumn } from './tableWriter.ts';

/** An Arrow file (the IPC file format, also known as Feather 2), a record batch at a time. */
export function arrowWriter<R>(columns: readonly TypedColumn<R>[], sink: ByteSink): TableWriter<R> {
  const schema = new Schema(finished(columns).map(({ name, type }) => new Field(name, arrowType(type), true)));
  const queue = new Chunks();
  const writer = new RecordBatchFileWriter({ autoDestroy: false });
  writer.reset(queue, schema);
  const drain = async (): Promise<void> => {
    for (const chunk of queue.take()) await sink(chunk);
  };
  return grouped(columns, {
    async group(cells) {
      writer.write(batchOf(schema, cells));
      await drain();
    },
    async end() {
      writer.finish();
      await drain();
    },
  });
}

/** What the writer has written and nobody has taken yet. */
class Chunks extends AsyncByteQueue {
  private chunks: Uint8Array[] = [];

  override write(chunk: ArrayBufferLike | ArrayBufferView): void {
    const bytes = ArrayBuffer.isView(chunk) ? new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength) : new Uint8Array(chunk);
    if (bytes.byteLength > 0) this.chunks.push(bytes.slice());
  }

  take(): readonly Uint8Array[] {
    const taken = this.chunks;
    this.chunks = [];
    return taken;
  }
}

function batchOf(schema: Schema, cells: readonly (readonly Cell[])[]): RecordBatch {
  const length = cells[0]?.length ?? 0;
  const children = schema.fields.map((field, at) => {
    // NaN is a value here, and only null is none.
    const builder = makeBuilder({ type: field.type, nullValues: [null] });
    for (const cell of cells[at] ?? []) builder.append(cell);
    return builder.finish().flush();
  });
  return new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length, nullCount: 0, children }));
}

function arrowType(type: ColumnType): DataType {
  switch (type.kind) {
    case 'boolean':
      return new Bool();
    case 'integer':
      return new Int64();
    case 'float':
      return new Float64();
    case 'text':
    case 'json':
      return new Utf8();
    case 'list':
      return new List(new Field('item', arrowType(type.items), true));
  }
}
