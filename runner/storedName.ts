import { relative, sep } from 'node:path';

/** A file as the store names it: relative to the workspace, so that results move with it. */
export function storedName(workspace: string, file: string): string {
  return relative(workspace, file).split(sep).join('/');
}
