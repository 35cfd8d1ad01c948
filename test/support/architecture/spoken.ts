import type { Node } from '@vscode/tree-sitter-wasm';
import { tsxParser } from '../../../packaging/texts.ts';
import type { Source } from './sources.ts';

/** `path:line text` of each text of a source that a person would read in English only: it passes no table of translations. */
export async function untranslated(sources: readonly Source[]): Promise<readonly string[]> {
  const parser = await tsxParser();
  return sources.flatMap(({ path, text }) => {
    const tree = parser.parse(text);
    if (!tree) throw new Error(`${path} was not parsed.`);
    const found = tree.rootNode
      .descendantsOfType(['string', 'template_string', 'jsx_text'])
      .filter((node) => node !== null)
      .filter((node) => isSpoken(node) && !isTranslated(node))
      .map((node) => `${path}:${node.startPosition.row + 1} ${node.text.trim()}`);
    tree.delete();
    return found;
  });
}

/** Two words beside each other, any word between tags, or one word where the workbench shows a text. */
function isSpoken(node: Node): boolean {
  if (node.type === 'jsx_text') return /\p{L}/u.test(node.text);
  const text = node.text.replaceAll(/\$\{[^}]*\}/g, '0');
  if (node.type === 'template_string' && / (?:s|min|ms|MB)`$/.test(text)) return true;
  return /\p{L}{2,}[,;:.?!]? \p{L}/u.test(text) || (SHOWN.has(nameOf(node)) && /\p{L}{2}/u.test(text));
}

/** Members and attributes whose value is read by people. */
const SHOWN: ReadonlySet<string> = new Set([
  'title',
  'label',
  'description',
  'tooltip',
  'placeHolder',
  'prompt',
  'detail',
  'aria-label',
  'placeholder',
]);

function nameOf({ parent }: Node): string {
  if (parent?.type === 'pair') return parent.childForFieldName('key')?.text ?? '';
  return parent?.type === 'jsx_attribute' ? (parent.firstChild?.text ?? '') : '';
}

/** Names of styles are no words. */
const CLASSES: ReadonlySet<string> = new Set(['class', 'className']);

function isTranslated(node: Node): boolean {
  const { parent } = node;
  if (CLASSES.has(nameOf(node)) || (parent?.type === 'pair' && parent.childForFieldName('key')?.id === node.id)) return true;
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'import_statement' || at.type === 'literal_type' || at.type === 'switch_case') return true;
    if (CLASSES.has(nameOf(at)) || /SENTENCES?$/.test(at.childForFieldName('name')?.text ?? '')) return true;
    if (at.type === 'new_expression' && at.childForFieldName('constructor')?.text.endsWith('Error') === true) return true;
    if (at.type === 'call_expression' && TABLES.test(at.childForFieldName('function')?.text ?? '')) return true;
  }
  return false;
}

/** What looks a text up, and what writes to the log, which is for its authors. A constant `…SENTENCE` is for `notify`, which looks it up. */
const TABLES = /(?:^|\.)(?:t|notify|error|warn|info|debug|trace)$/;
