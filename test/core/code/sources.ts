import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type GrammarBytes, type Grammars, lazyGrammars } from '../../../core/code/grammars.ts';
import type { SourceReader } from '../../../core/code/sourceFiles.ts';
import { pathsOf } from '../../../core/task/paths.ts';
import type { NodeRun, PythonRun } from '../../../core/task/task.ts';

/** Files of a workspace `/ws` in memory. */
export function memorySources(files: Readonly<Record<string, string>>): SourceReader {
  const paths = pathsOf('/');
  const table = new Map(Object.entries(files).map(([name, text]) => [paths.resolve('/ws', name), text]));
  return {
    workspace: '/ws',
    read: (path) => (paths.isInside('/ws', path) ? table.get(path) : undefined),
    resolve: (folder, path) => paths.resolve(folder, path),
    folder: (path) => paths.folder(path),
  };
}

const folder = dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm'));

/** The WebAssembly of the package. */
export const grammarBytes: GrammarBytes = {
  runtime: () => readFile(join(folder, 'tree-sitter.wasm')),
  grammar: (language) => readFile(join(folder, `tree-sitter-${language}.wasm`)),
};

/** Grammars of the package, none loaded yet. */
export function packageGrammars(): Grammars {
  return lazyGrammars(grammarBytes);
}

export async function allGrammars(): Promise<Grammars> {
  const grammars = packageGrammars();
  await grammars.load(['python', 'javascript', 'typescript']);
  return grammars;
}

const runBase = {
  file: '/ws/task/t.sweep.yaml',
  span: { start: 0, end: 0 },
  env: new Map<string, string>(),
  successCodes: [0],
  result: { kind: 'return' },
} as const;

export function pythonRun(target: string, more: Partial<PythonRun> = {}): PythonRun {
  const [module = '', name = ''] = target.split(':');
  return { ...runBase, kind: 'python', target, module, function: name, ...more };
}

export function nodeRun(target: string, more: Partial<NodeRun> = {}): NodeRun {
  const [path = '', name = 'default'] = target.split('#');
  return { ...runBase, kind: 'node', target, path, export: name, ...more };
}
