import type { SourceFile, SourceFiles } from './sourceFiles.ts';

/** Where absolute imports are looked for, first match wins: folders of workspace code only. */
export type ImportRoots = readonly string[];

/** The file of `a.b.c` below the first root that has it: a package's `__init__.py` goes before a module, as in Python. */
export function pythonModule(name: string, roots: ImportRoots, files: SourceFiles): SourceFile | undefined {
  for (const path of pythonModulePaths(name, roots, files)) {
    const found = files.open(path);
    if (found) return found;
  }
  return undefined;
}

/** Every place where the file of a module could be, in order. */
export function pythonModulePaths(name: string, roots: ImportRoots, files: SourceFiles): readonly string[] {
  if (!MODULE_NAME.test(name)) return [];
  const path = name.replaceAll('.', '/');
  return roots.flatMap((root) => [files.resolve(root, `${path}/__init__.py`), files.resolve(root, `${path}.py`)]);
}

/** The roots that make a relative import absolute: the package `dots - 1` levels above the importing file's own. */
export function relativeRoot(importer: string, dots: number, files: SourceFiles): string {
  let folder = files.folder(importer);
  for (let level = 1; level < dots; level++) folder = files.folder(folder);
  return folder;
}

/** A relative import cut into its dots and the dotted name behind them: `..pkg.x` → 2 and `pkg.x`. */
export function splitRelative(text: string): { readonly dots: number; readonly name: string } {
  const compact = text.replaceAll(/\s/g, '');
  const name = compact.replace(/^\.+/, '');
  return { dots: compact.length - name.length, name };
}

/** The roots of Python code that a task runs: the folders that the worker puts on `sys.path`, without duplicates. */
export function importRoots(...folders: readonly string[]): ImportRoots {
  return [...new Set(folders)];
}

const MODULE_NAME = /^[\p{ID_Start}_][\p{ID_Continue}]*(\.[\p{ID_Start}_][\p{ID_Continue}]*)*$/u;
