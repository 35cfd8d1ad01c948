import { readFile } from 'node:fs/promises';
import type { GrammarBytes } from '../core/code/grammars.ts';

const bundled = !import.meta.url.endsWith('.ts');

/** The grammars' WebAssembly: beside the bundle in dist/grammars/, in the package when the sources run. */
export const grammarFiles: GrammarBytes = {
  runtime: () => readFile(wasm('tree-sitter')),
  grammar: (language) => readFile(wasm(`tree-sitter-${language}`)),
};

function wasm(name: string): URL {
  const folder = bundled ? './grammars' : '../node_modules/@vscode/tree-sitter-wasm/wasm';
  return new URL(`${folder}/${name}.wasm`, import.meta.url);
}
