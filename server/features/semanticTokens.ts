import { expectationWords } from '../../core/hypothesis/expectationWords.ts';
import { expressionWords, type WordKind } from '../../core/expression/tokens.ts';
import { BUILT_IN_PLACEHOLDERS, readTemplate } from '../../core/task/placeholder.ts';
import type { Node, ScalarNode } from '../../core/task/tree.ts';
import type { Span } from '../../core/text.ts';
import type { Checked } from '../checked.ts';
import type { MeaningToken } from '../serviceApi.ts';
import { type Names, namesOf } from './names.ts';
import { isExpectationPath, isExpressionPath } from './place.ts';

/** More colours than a screen shows. */
const MOST_TOKENS = 20_000;

/** The words of expressions and placeholders, and the parts of `module:function`: what colours by text alone cannot know. */
export function semanticTokens(checked: Checked): readonly MeaningToken[] {
  if (!checked.tree) return [];
  const draft: Draft = { checked, names: namesOf(checked), found: [] };
  visit(draft, checked.tree, []);
  const sorted = draft.found.toSorted((one, other) => one.start - other.start).slice(0, MOST_TOKENS);
  return sorted.map(({ start, end, type }) => ({ ...checked.lines.position(start), length: end - start, type }));
}

interface Draft {
  readonly checked: Checked;
  readonly names: Names;
  readonly found: (Span & { readonly type: MeaningToken['type'] })[];
}

function visit(draft: Draft, node: Node, path: readonly (string | 0)[]): void {
  if (node.file !== draft.checked.file || draft.found.length > MOST_TOKENS) return;
  if (node.kind === 'mapping') for (const entry of node.entries) visit(draft, entry.value, [...path, entry.key]);
  else if (node.kind === 'list') for (const item of node.items) visit(draft, item, [...path, 0]);
  else if (isPlain(node)) addScalar(draft, node, path);
}

/** Whether the text stands in the file as it is, so that places in it are places in the file. */
function isPlain(node: ScalarNode): boolean {
  return node.style !== 'block' && typeof node.value === 'string' && node.value === node.source;
}

function addScalar(draft: Draft, node: ScalarNode, path: readonly (string | 0)[]): void {
  if (path[0] === 'run') {
    if (path.length === 2 && (path[1] === 'python' || path[1] === 'node')) addTarget(draft, node, path[1] === 'python' ? ':' : '#');
    else if (path[1] === 'command' || path[1] === 'result') addPlaceholders(draft, node);
  } else if (isExpectationPath(path)) addExpectation(draft, node);
  else if (isExpressionPath(path)) addExpression(draft, node, path.at(-2) === 'columns');
}

function addTarget({ found }: Draft, { contentStart, source }: ScalarNode, separator: string): void {
  const at = source.lastIndexOf(separator);
  if (at <= 0) return;
  found.push({ start: contentStart, end: contentStart + at, type: 'namespace' });
  found.push({ start: contentStart + at + 1, end: contentStart + source.length, type: 'function' });
}

function addPlaceholders({ names, found }: Draft, node: ScalarNode): void {
  for (const part of readTemplate(node).template) {
    if (typeof part === 'string') continue;
    const { start, end } = part.span;
    const builtIn = BUILT_IN_PLACEHOLDERS.some((one) => one === part.name);
    const known = names.parameters.has(part.name) ? 'parameter' : 'variable';
    found.push({ start, end: start + 2, type: 'operator' });
    found.push({ start: start + 2, end: end - 1, type: builtIn ? 'keyword' : known });
    found.push({ start: end - 1, end, type: 'operator' });
  }
}

const TYPES: Readonly<Record<Exclude<WordKind, 'name'>, MeaningToken['type']>> = {
  number: 'number',
  text: 'string',
  operator: 'operator',
  word: 'keyword',
  function: 'function',
};

/** A column may begin with a name of its own: `ratio = energy / mu`. */
function addExpression({ names, found }: Draft, { contentStart, source }: ScalarNode, isColumn: boolean): void {
  const own = isColumn ? (/^[^=]*=(?!=)/.exec(source)?.[0].length ?? 0) : 0;
  if (own > 0) found.push({ start: contentStart, end: contentStart + source.slice(0, own - 1).trimEnd().length, type: 'property' });
  const from = contentStart + own;
  for (const { kind, token } of expressionWords(source.slice(own), names.parameters)) {
    const { start, end } = token.span;
    const name = token.kind === 'name' ? token.text : '';
    found.push({ start: from + start, end: from + end, type: kind === 'name' ? typeOf(names, name) : TYPES[kind] });
  }
}

/** `loss[optimizer=adam] < loss[optimizer=sgd] - 0.05`. */
function addExpectation({ names, found }: Draft, { contentStart, source }: ScalarNode): void {
  for (const { kind, text, start, end } of expectationWords(source)) {
    const place = { start: contentStart + start, end: contentStart + end };
    if (kind === 'output' || kind === 'parameter') found.push({ ...place, type: typeOf(names, text) });
    else found.push({ ...place, type: kind === 'value' ? 'string' : kind });
  }
}

function typeOf({ parameters, outputs }: Names, name: string): MeaningToken['type'] {
  if (parameters.has(name)) return 'parameter';
  return outputs.has(name.replace(/^out\./, '')) ? 'property' : 'variable';
}
