import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import treeSitter, { type Node, type Parser } from '@vscode/tree-sitter-wasm';

/** A file and what it says. */
interface Source {
  readonly path: string;
  readonly text: string;
}

const ROOT = join(import.meta.dirname, '..');

/** The file `l10n/bundle.l10n.json`: every text that the editor or a page looks up, English by English, for translators to copy. */
export async function bundleText(): Promise<string> {
  const paths = globSync('{client,webview}/**/*.{ts,tsx}', { cwd: ROOT });
  const texts = await textsOf(paths.map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') })));
  return `${JSON.stringify(Object.fromEntries(texts.map((text) => [text, text])), undefined, 2)}\n`;
}

/**
 * The texts that sources look up with `t` or hand to `notify`, each once, in order. Throws where a text is not written there.
 * `@vscode/l10n-dev` (0.0.35) finds 129 of these 465: none of `t` by its own name, behind a condition, or in a constant.
 */
export async function textsOf(sources: readonly Source[]): Promise<readonly string[]> {
  const parser = await tsxParser();
  const found = sources.flatMap(({ path, text }) => {
    const tree = parser.parse(text);
    if (!tree) throw new Error(`${path} was not parsed.`);
    const texts = [...lookedUp(tree.rootNode, path), ...constants(tree.rootNode)];
    tree.delete();
    return texts;
  });
  return [...new Set(found)].filter((text) => text !== '').toSorted();
}

/** Reads TypeScript with JSX. */
export async function tsxParser(): Promise<Parser> {
  const folder = dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm'));
  await treeSitter.Parser.init({ locateFile: () => join(folder, 'tree-sitter.wasm') });
  const parser = new treeSitter.Parser();
  parser.setLanguage(await treeSitter.Language.load(readFileSync(join(folder, 'tree-sitter-tsx.wasm'))));
  return parser;
}

function lookedUp(root: Node, path: string): readonly string[] {
  return nodesOf(root, 'call_expression').flatMap((call) => {
    const name = call.childForFieldName('function')?.text ?? '';
    const given = call.childForFieldName('arguments')?.namedChildren.filter((node) => node?.type !== 'comment') ?? [];
    const sentence = /(?:^|\.)t$/.test(name) ? given[0] : name === 'notify' && given[1];
    return sentence ? written(sentence, path) : [];
  });
}

/** The texts of an expression; those of a constant, or of a parameter `sentence`, are found where they are written. */
function written(node: Node, path: string): readonly string[] {
  if (node.type === 'string') return [valueOf(node)];
  if (node.type === 'ternary_expression')
    return (['consequence', 'alternative'] as const).flatMap((field) => {
      const branch = node.childForFieldName(field);
      return branch ? written(branch, path) : [];
    });
  if (CONSTANT.test(node.text)) return [];
  throw new Error(`${path}:${node.startPosition.row + 1}: \`${node.text}\` can be looked up, but no translator can see what it is.`);
}

/** Texts that are written as constants first. */
function constants(root: Node): readonly string[] {
  return nodesOf(root, 'variable_declarator')
    .filter((node) => /SENTENCES?$/.test(node.childForFieldName('name')?.text ?? ''))
    .flatMap((node) => nodesOf(node, 'string').filter(({ id, parent }) => parent?.childForFieldName('key')?.id !== id))
    .map(valueOf);
}

const CONSTANT = /^(?:sentence|[A-Z_]*SENTENCES?(?:\[\w+\])?)$/;

function valueOf(node: Node): string {
  return node.namedChildren.map((part) => (part?.type === 'escape_sequence' ? unescaped(part.text) : (part?.text ?? ''))).join('');
}

function unescaped(sequence: string): string {
  if (/^\\[^nrtbfu0x]$/.test(sequence)) return sequence.slice(1);
  return String(JSON.parse(`"${sequence}"`));
}

function nodesOf(root: Node, type: string): readonly Node[] {
  return root.descendantsOfType(type).filter((node) => node !== null);
}
