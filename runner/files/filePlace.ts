import { basename, join } from 'node:path';
import { fileOutputOf } from '../../core/value/fileValue.ts';
import { isValueMap, type Value } from '../../core/value/value.ts';
import { RunnerError } from '../../protocol/errors.ts';
import type { FileName } from '../../protocol/itemFiles.ts';
import { hasItemFolder, itemFolder } from '../manage/itemFolders.ts';
import { isBelow } from '../plainFolder.ts';
import { openInside } from './openInside.ts';

/** What an item's files are found by. */
export interface FileOwner {
  readonly key: string;
  readonly outputs: Value;
}

/** A folder that is reached without links, and a name below it. */
export interface FilePlace {
  readonly folder: string;
  readonly name: string;
}

/** Where a file of an item lies. A path that an output says is never followed: only the hash and the last name of it are taken. */
export function filePlace(workspace: string, { key, outputs }: FileOwner, { name, output }: FileName): FilePlace {
  if (output === undefined) {
    if (!hasItemFolder(workspace, key)) throw new RunnerError('bad-request', 'This item has no folder, so no file of it is shown.');
    return { folder: itemFolder(workspace, key), name };
  }
  const kept = fileOutputOf(isValueMap(outputs) && Object.hasOwn(outputs, output) ? outputs[output] : undefined);
  const steps = ['.sweepdeck', 'artifacts', kept?.sha256.slice(0, 2) ?? '', kept?.sha256 ?? ''];
  if (!kept || basename(kept.path) !== name || !isBelow(workspace, steps))
    throw new RunnerError('bad-request', `The output \`${output}\` of this item names no file \`${name}\` that is kept.`);
  return { folder: join(workspace, ...steps), name };
}

/** The absolute path of a file that is really there. */
export async function pathOf({ folder, name }: FilePlace): Promise<{ readonly path: string }> {
  await (await openInside(folder, name)).close();
  return { path: join(folder, ...name.split('/')) };
}
