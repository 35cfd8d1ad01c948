import { execFileSync } from 'node:child_process';
import { type DataType, tableFromIPC } from '@uwdata/flechette';
import { readParquet } from 'parquet-wasm';

/** What another program finds in a typed file: types as it names them, and rows. */
export interface ReadBack {
  readonly types: Readonly<Record<string, string>>;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** Parquet as the Rust library reads it. */
export function readParquetBack(bytes: Uint8Array): ReadBack {
  return readArrowBack(readParquet(bytes).intoIPCStream());
}

/** Arrow as another implementation than the writer's reads it. */
export function readArrowBack(bytes: Uint8Array): ReadBack {
  const table = tableFromIPC(bytes, { useBigInt: true });
  return {
    types: Object.fromEntries(table.schema.fields.map((field) => [field.name, typeName(field.type)])),
    rows: table
      .toArray()
      .map((row: Record<string, unknown>) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, plain(cell)]))),
  };
}

function typeName(type: DataType): string {
  const name = NAMES[type.typeId] ?? String(type.typeId);
  const [inner] = 'children' in type ? type.children : [];
  return inner ? `${name} of ${typeName(inner.type)}` : name;
}

const NAMES: Readonly<Record<number, string>> = { 2: 'int', 3: 'float', 5: 'text', 6: 'bool', 12: 'list', [-1]: 'dictionary' };

function plain(cell: unknown): unknown {
  if (cell === undefined || cell === null) return null;
  // SAFETY: it has an iterator.
  return typeof cell === 'object' && Symbol.iterator in cell ? [...(cell as Iterable<unknown>)].map(plain) : cell;
}

/** `.npz` by the rules of its format (a zip of `.npy` files), without NumPy: Python's own `zipfile` and `struct`. */
export function readNpzBack(
  path: string,
): Readonly<Record<string, { readonly descr: string; readonly shape: readonly number[]; readonly flat: readonly unknown[] }>> {
  return JSON.parse(execFileSync('python3', ['-c', NPZ, path], { encoding: 'utf8' }));
}

const NPZ = `
import ast, json, math, struct, sys, zipfile
found = {}
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    for name in archive.namelist():
        data = archive.read(name)
        assert data[:8] == b"\\x93NUMPY\\x01\\x00", data[:8]
        length = struct.unpack("<H", data[8:10])[0]
        assert (10 + length) % 64 == 0 and data[9 + length:10 + length] == b"\\n"
        head = ast.literal_eval(data[10:10 + length].decode())
        assert head["fortran_order"] is False
        count = math.prod(head["shape"])
        body = data[10 + length:]
        if head["descr"][1] == "U":
            size = int(head["descr"][2:])
            flat = [body[at * size * 4:(at + 1) * size * 4].decode("utf-32-le").rstrip("\\0") for at in range(count)]
            assert len(body) == count * size * 4
        else:
            flat = list(struct.unpack("<%d%s" % (count, {"|b1": "?", "<i8": "q", "<f8": "d"}[head["descr"]]), body))
            flat = [str(one) if isinstance(one, float) and not math.isfinite(one) or isinstance(one, int) and abs(one) > 2**53 else one for one in flat]
        found[name.removesuffix(".npy")] = {"descr": head["descr"], "shape": head["shape"], "flat": flat}
print(json.dumps(found))
`;
