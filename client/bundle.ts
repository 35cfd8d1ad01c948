import * as path from 'node:path';

/**
 * Reads and evaluates a part of the client that `build.ts` makes a bundle of, because the activation does not wait for it:
 * what it exports is what the file of the same name exports.
 */
export function loadBundle(extensionPath: string, name: 'features' | 'languageClient'): unknown {
  return require(path.join(extensionPath, 'dist', `${name}.cjs`));
}
