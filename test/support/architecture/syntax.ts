import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import treeSitter, { type Node } from '@vscode/tree-sitter-wasm';
import type { Source } from './sources.ts';

/** What the syntax tree of one file says about it. */
export interface Facts {
  readonly path: string;
  /** The text with everything inside quotes blanked: tests hold whole programs in strings. */
  readonly text: string;
  readonly functions: readonly { readonly name: string; readonly line: number; readonly lines: number; readonly parameters: number }[];
  /** `path:line text` of every `any`, `!` and cast without a reason. */
  readonly loose: readonly string[];
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  'function_declaration',
  'generator_function_declaration',
  'function_expression',
  'arrow_function',
  'method_definition',
]);

/** Reads files with the grammar of TSX, which also reads TypeScript without its old angle bracket casts. */
export async function readFacts(sources: readonly Source[]): Promise<readonly Facts[]> {
  const folder = dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm'));
  await treeSitter.Parser.init({ locateFile: () => join(folder, 'tree-sitter.wasm') });
  const parser = new treeSitter.Parser();
  parser.setLanguage(await treeSitter.Language.load(await readFile(join(folder, 'tree-sitter-tsx.wasm'))));
  return sources.map((source) => {
    const tree = parser.parse(source.text);
    if (!tree) throw new Error(`${source.path} was not parsed.`);
    const facts = factsOf(source, tree.rootNode);
    tree.delete();
    return facts;
  });
}

function factsOf({ path, text }: Source, root: Node): Facts {
  const lines = text.split('\n');
  const found = root.descendantsOfType([...FUNCTIONS]).filter((node) => node !== null);
  const functions = found.map((node) => ({
    name: node.childForFieldName('name')?.text ?? node.parent?.childForFieldName('name')?.text ?? 'function',
    line: node.startPosition.row + 1,
    lines: node.endPosition.row - node.startPosition.row + 1,
    parameters: node.childForFieldName('parameters')?.namedChildren.filter((child) => child?.type !== 'comment').length ?? 1,
  }));
  const loose = root
    .descendantsOfType(['predefined_type', 'non_null_expression', 'as_expression'])
    .filter((node) => node !== null)
    .filter((node) => isLoose(node, lines))
    .map((node) => `${path}:${node.startPosition.row + 1} ${lines[node.startPosition.row]?.trim() ?? ''}`);
  return { path, text: withoutStrings(text, root), functions, loose };
}

function withoutStrings(text: string, root: Node): string {
  let code = text;
  for (const node of root.descendantsOfType(['string', 'template_string'])) {
    if (!node) continue;
    const blank = text.slice(node.startIndex, node.endIndex).replace(/[^\n]/g, ' ');
    code = code.slice(0, node.startIndex) + blank + code.slice(node.endIndex);
  }
  return code;
}

function isLoose(node: Node, lines: readonly string[]): boolean {
  if (node.type === 'predefined_type') return node.text === 'any';
  if (node.type === 'non_null_expression') return true;
  return node.lastChild?.text !== 'const' && !hasReason(node, lines);
}

/** `// SAFETY:` stands above the cast or its statement, or between their first lines. */
function hasReason(node: Node, lines: readonly string[]): boolean {
  let first = statementOf(node).startPosition.row;
  while (/^\s*(\/\/|\*|\/\*)/.test(lines[first - 1] ?? '')) first--;
  return lines.slice(first, node.endPosition.row + 1).some((line) => line.includes('// SAFETY:'));
}

function statementOf(node: Node): Node {
  let at = node;
  while (at.parent && !/statement$|declaration$|definition$|^program$|_body$|^object$/.test(at.type)) at = at.parent;
  return at;
}
