import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { GrammarBytes } from '../core/code/grammars.ts';

/** The grammars' WebAssembly: beside the bundle, or in the package when the sources run directly. */
export const grammarFiles: GrammarBytes = {
  runtime: () => readFile(place('tree-sitter.wasm')),
  grammar: (language) => readFile(place(`tree-sitter-${language}.wasm`)),
};

function place(name: string): string {
  const here = import.meta.url;
  if (!here.endsWith('.ts')) return fileURLToPath(new URL(`./grammars/${name}`, here));
  return createRequire(here).resolve(`@vscode/tree-sitter-wasm/wasm/${name}`);
}
