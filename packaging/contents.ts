import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';

/** A file inside a package. */
export interface Entry {
  readonly path: string;
  /** Unpacked, in bytes. */
  readonly size: number;
}

/** Everything that an extension may hold; what is not named here was not meant to be shipped. */
export const EXTENSION_FILES: readonly RegExp[] = [
  /^extension\.vsixmanifest$/,
  /^\[Content_Types\]\.xml$/,
  /^extension\/l10n\/bundle\.l10n\.json$/,
  /^extension\/(package(\.nls)?\.json|readme\.md|changelog\.md|LICENSE\.txt)$/,
  /^extension\/dist\/[\w-]+\.(mjs|cjs|js|css|ttf)$/,
  /^extension\/dist\/lib\/worker\.js$/,
  /^extension\/dist\/grammars\/tree-sitter(-\w+)?\.wasm$/,
  /^extension\/dist\/prebuilds\/[\w-]+\.node$/,
  /^extension\/docs\/diagnostics\.md$/,
  /^extension\/examples\/pendulum\/[\w.-]+$/,
  /^extension\/media\/[\w/-]+\.(svg|png)$/,
  /^extension\/python\/sweepdeck\/\w+\.py$/,
  /^extension\/syntaxes\/[\w.-]+\.json$/,
];

/** Everything that the package of the command line may hold. */
export const COMMAND_LINE_FILES: readonly RegExp[] = [
  /^(package\.json|README\.md|CHANGELOG\.md|LICENSE)$/,
  /^dist\/(cli|sweepdeck|runner|host|debug|thread|spawner|committer|formats)\.mjs$/,
  /^dist\/lib\/worker\.js$/,
  /^dist\/grammars\/tree-sitter(-\w+)?\.wasm$/,
  /^dist\/prebuilds\/[\w-]+\.node$/,
  /^python\/sweepdeck\/\w+\.py$/,
];

/** The files of a VSIX, read from the archive itself. */
export async function readExtension(file: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  unzipSync(await readFile(file), {
    filter: ({ name, originalSize }) => {
      if (!name.endsWith('/')) entries.push({ path: name, size: originalSize });
      return false;
    },
  });
  return entries;
}

/** Throws with the names of all files that `allowed` does not know, and of more than `binaries` native modules. */
export function assertContents(entries: readonly Entry[], allowed: readonly RegExp[], binaries: number): void {
  const unknown = entries.filter(({ path }) => !allowed.some((pattern) => pattern.test(path)));
  if (unknown.length > 0)
    throw new Error(
      `These files would be shipped, and packaging/contents.ts does not allow them: ${unknown.map(({ path }) => path).join(', ')}.`,
    );
  const native = entries.filter(({ path }) => path.endsWith('.node'));
  if (native.length !== binaries)
    throw new Error(
      `${native.length} native modules would be shipped, and ${binaries} must be: ${native.map(({ path }) => path).join(', ')}.`,
    );
}
