import { expectationWords } from '../../hypothesis/expectationWords.ts';
import { readTemplate } from '../placeholder.ts';
import { child, type MappingNode, type Node } from '../tree.ts';
import { addName, addParameter, type Draft, keyPlace, type NameContext, scalarText, textPlace } from './draft.ts';
import { addBlock, addCaseValues, entriesOf, itemsOf } from './inBlock.ts';
import { addCase, addExpression, addUse } from './inExpression.ts';
import type { Occurrence } from './occurrence.ts';

/**
 * Every place of one file where a parameter, an output, a zip group or a case is named, in order: what references,
 * highlights and renames share. `root` is the file's own tree, before `extends`; an alias is seen at its anchor.
 */
export function occurrences(root: MappingNode, context: NameContext): readonly Occurrence[] {
  const draft: Draft = { context, found: [] };
  if (context.format === 'schema') addSchema(draft, child(root, 'schema') ?? root);
  else addTask(draft, root);
  const unique = new Map(draft.found.map((one) => [`${one.span.start} ${one.span.end} ${one.thing.kind} ${one.thing.name}`, one]));
  return [...unique.values()].sort((one, other) => one.span.start - other.span.start || one.span.end - other.span.end);
}

function addTask(draft: Draft, root: MappingNode): void {
  addRun(draft, child(root, 'run'));
  addSchema(draft, child(root, 'schema'));
  addBlock(draft, root);
  for (const item of itemsOf(child(root, 'cross'))) addAxisName(draft, item);
  const metric = child(child(root, 'metric'), 'name');
  if (metric) addWhole(draft, metric, 'metric');
  for (const item of itemsOf(child(root, 'hypotheses'))) addHypothesis(draft, child(item, 'expect'));
  for (const item of itemsOf(child(child(root, 'cache'), 'ignore'))) addWhole(draft, item, 'ignore');
  const views = child(root, 'views');
  for (const column of itemsOf(child(views, 'columns'))) addColumn(draft, column);
  for (const plot of itemsOf(child(views, 'plots')))
    for (const { key, value } of entriesOf(plot))
      if (key !== 'kind') for (const one of value.kind === 'list' ? value.items : [value]) addWhole(draft, one, 'plots');
}

/** Placeholders of a command, where its outputs lie, and the outputs that patterns find. */
function addRun(draft: Draft, run: Node | undefined): void {
  const command = child(run, 'command');
  for (const node of command?.kind === 'scalar' ? [command] : itemsOf(command)) addPlaceholders(draft, node, 'command');
  const result = child(run, 'result');
  for (const key of ['json', 'jsonl']) {
    const path = child(result, key);
    if (path) addPlaceholders(draft, path, 'result');
  }
  for (const entry of entriesOf(child(result, 'regex')))
    addName(draft, { kind: 'output', name: entry.key }, keyPlace(draft, entry), { role: 'declares', under: 'result' });
}

function addPlaceholders(draft: Draft, node: Node, under: string): void {
  if (node.kind !== 'scalar') return;
  for (const part of readTemplate(node).template) {
    if (typeof part === 'string' || !draft.context.parameters.has(part.name)) continue;
    const inside = draft.context.text.slice(part.span.start, part.span.end);
    const exact = /^\$\{\s*([^}]*?)\s*\}$/.exec(inside)?.[1] === part.name;
    const start = part.span.start + inside.indexOf(part.name);
    const span = exact ? { start, end: start + part.name.length } : part.span;
    addParameter(draft, { name: part.name, at: { file: part.file, span, exact } }, { role: 'uses', under });
  }
}

function addSchema(draft: Draft, schema: Node | undefined): void {
  for (const entry of entriesOf(child(schema, 'parameters'))) {
    addParameter(draft, { name: entry.key, at: keyPlace(draft, entry) }, { role: 'declares', under: 'schema' });
    for (const key of ['values', 'default']) {
      const value = child(entry.value, key);
      if (value) addCaseValues(draft, entry.key, value, 'schema');
    }
  }
  for (const entry of entriesOf(child(schema, 'outputs')))
    addName(draft, { kind: 'output', name: entry.key }, keyPlace(draft, entry), { role: 'declares', under: 'schema' });
}

function addWhole(draft: Draft, node: Node, under: string): void {
  if (node.kind === 'scalar') addUse(draft, scalarText(node), { node, start: 0 }, under);
}

/** `cross` names parameters and zip groups. */
function addAxisName(draft: Draft, node: Node): void {
  if (node.kind !== 'scalar') return;
  const name = scalarText(node);
  if (draft.context.parameters.has(name)) return addUse(draft, name, { node, start: 0 }, 'cross');
  addName(draft, { kind: 'zip', name }, textPlace(node, 0, name.length), { role: 'uses', under: 'cross' });
}

/** A name, or `name = expression`, whose own name is no parameter. */
function addColumn(draft: Draft, node: Node): void {
  if (node.kind !== 'scalar') return;
  const text = scalarText(node);
  const computed = /^[^=]*=(?!=)/.exec(text);
  if (computed) addExpression(draft, node, 'columns', computed[0].length);
  else addWhole(draft, node, 'columns');
}

/** `loss[optimizer=adam] < loss[optimizer=sgd]`: outputs, parameters in brackets, and cases behind their equals signs. */
function addHypothesis(draft: Draft, node: Node | undefined): void {
  if (node?.kind !== 'scalar') return;
  const text = scalarText(node);
  for (const { kind, text: word, start, end, of } of expectationWords(text)) {
    const inner = text.slice(start, end).indexOf(word);
    if (kind === 'output' || kind === 'parameter') addUse(draft, word, { node, start }, 'hypotheses');
    else if (kind === 'value' && of !== undefined) addCase(draft, { of, name: word }, { node, start: start + inner }, 'hypotheses');
  }
}
