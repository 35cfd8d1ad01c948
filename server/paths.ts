import { fileURLToPath, pathToFileURL } from 'node:url';

/** Absolute path of a `file:` address; nothing for other schemes, which the server does not read. */
export function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch (error) {
    if (error instanceof TypeError || error instanceof URIError) return undefined;
    throw error;
  }
}

export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}

/** Task files by name (task-file.md). */
export function isTaskFile(path: string): boolean {
  return /\.sweep\.ya?ml$/.test(path);
}

/** Schema files by name (task-file.md). */
export function isSchemaFile(path: string): boolean {
  return /\.sweep-params\.ya?ml$/.test(path);
}

/** Sources of objectives by name. */
export function isSourceFile(path: string): boolean {
  return /\.(pyw?|[mc]?js|[mc]?ts)$/.test(path);
}

/** The last part of a path, as messages show it. */
export function lastPart(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
