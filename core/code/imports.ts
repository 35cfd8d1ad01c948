import { javascriptImports } from './javascriptImports.ts';
import { pythonImports } from './pythonImports.ts';
import type { ImportRoots } from './pythonModules.ts';
import type { SourceFile, SourceFiles } from './sourceFiles.ts';

/**
 * The given files and every workspace file that they import, transitively and statically, sorted by code unit.
 * Installed packages (node_modules, site-packages) are never followed: their versions are the environment's business.
 */
export function importClosure(entries: readonly string[], roots: ImportRoots, files: SourceFiles): readonly string[] {
  const seen = new Set<string>();
  const waiting = [...entries];
  for (let path = waiting.pop(); path !== undefined && seen.size < MOST_FILES; path = waiting.pop()) {
    if (seen.has(path) || INSTALLED.test(path.slice(files.workspace.length))) continue;
    const file = files.open(path);
    if (!file) continue;
    seen.add(path);
    for (const imported of importsOf(file, roots, files)) waiting.push(imported);
  }
  return [...seen].toSorted();
}

/** More files than any objective imports; the rest would not be looked at in time anyway. */
const MOST_FILES = 5000;

const INSTALLED = /[\\/](node_modules|site-packages|dist-packages)[\\/]/;

function importsOf(file: SourceFile, roots: ImportRoots, files: SourceFiles): readonly string[] {
  if (!file.tree) return [];
  return file.language === 'python' ? pythonImports(file, file.tree, roots, files) : javascriptImports(file, file.tree, files);
}
