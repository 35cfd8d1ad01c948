import type { SourceFile, SourceFiles } from './sourceFiles.ts';

/** The file that a relative or absolute specifier names; packages and `node:` modules are `undefined`, they are not workspace code. */
export function javascriptModule(specifier: string, importer: string, files: SourceFiles): SourceFile | undefined {
  if (!/^(\.{1,2}(\/|$)|\/|file:\/\/\/)/.test(specifier)) return undefined;
  const path = files.resolve(files.folder(importer), withoutQuery(specifier.replace(/^file:\/\//, '')));
  for (const candidate of candidates(path)) {
    const found = files.open(candidate);
    if (found) return found;
  }
  return undefined;
}

/** The path as written, then what `require` and TypeScript's rewriting of extensions would try. */
function candidates(path: string): readonly string[] {
  const typescript = path.replace(/\.([mc]?)js$/, '.$1ts');
  const swapped = typescript === path ? [] : [typescript];
  return [path, ...swapped, ...EXTENSIONS.map((one) => path + one), ...EXTENSIONS.map((one) => `${path}/index${one}`)];
}

const EXTENSIONS = ['.js', '.json', '.ts', '.mjs', '.cjs', '.mts', '.cts'];

function withoutQuery(specifier: string): string {
  return specifier.replace(/[?#].*$/, '');
}
