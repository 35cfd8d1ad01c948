import { isValueMap, type Value } from './value.ts';

/** What stands in a row for a file that the item left behind. */
export interface FileOutput {
  /** Where it is kept: relative to the workspace, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

/** The file that an output stands for; nothing for every other value. */
export function fileOutputOf(value: Value | undefined): FileOutput | undefined {
  if (!isValueMap(value) || Object.keys(value).length !== 3) return undefined;
  const { path, bytes, sha256 } = value;
  return typeof path === 'string' && typeof bytes === 'number' && typeof sha256 === 'string' && HASH.test(sha256)
    ? { path, bytes, sha256 }
    : undefined;
}

const HASH = /^[0-9a-f]{64}$/;
