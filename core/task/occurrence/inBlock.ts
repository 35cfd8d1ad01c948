import { isAxis } from '../read/isAxis.ts';
import { BLOCK_KEYS } from '../schemaSpace.ts';
import { child, type Entry, type MappingNode, type Node } from '../tree.ts';
import { addName, addParameter, type Draft, keyPlace, type Kind, scalarText } from './draft.ts';
import { addCase, addExpression } from './inExpression.ts';

/** All names of a block: the space and what is kept of it. */
export function addBlock(draft: Draft, block: Node): void {
  for (const entry of entriesOf(block)) addBlockKey(draft, entry);
}

function addBlockKey(draft: Draft, { key, value }: Entry): void {
  switch (key) {
    case 'parameters':
      return addGroup(draft, value, { role: 'values', under: key });
    case 'zip':
      for (const one of entriesOf(value)) {
        addName(draft, { kind: 'zip', name: one.key }, keyPlace(draft, one), { role: 'values', under: key });
        addGroup(draft, one.value, { role: 'values', under: key });
      }
      return;
    case 'cases':
      for (const one of entriesOf(value)) addCases(draft, one);
      return;
    case 'constraints':
      for (const item of itemsOf(value)) addExpression(draft, item, key);
      return;
    case 'points':
    case 'include':
      for (const row of itemsOf(value)) addRow(draft, row, { role: 'values', under: key });
      return;
    case 'exclude':
      for (const item of itemsOf(value))
        if (BLOCK_KEYS.some((one) => child(item, one) !== undefined)) addBlock(draft, item);
        else addRow(draft, item, { role: 'uses', under: key });
      return;
    case 'concat':
      for (const item of itemsOf(value)) addBlock(draft, item);
  }
}

function addCases(draft: Draft, entry: Entry): void {
  addParameter(draft, { name: entry.key, at: keyPlace(draft, entry) }, { role: 'values', under: 'cases' });
  for (const one of entriesOf(entry.value)) {
    addName(draft, { kind: 'case', of: entry.key, name: one.key }, keyPlace(draft, one), { role: 'values', under: 'cases' });
    addGroup(draft, one.value, { role: 'values', under: 'cases' });
  }
}

function addGroup(draft: Draft, group: Node, kind: Kind, prefix = ''): void {
  for (const entry of entriesOf(group)) {
    const { key: name, value } = entry;
    const full = prefix + name;
    addParameter(draft, { prefix, name, at: keyPlace(draft, entry) }, kind);
    if (value.kind !== 'mapping') addCaseValues(draft, full, value, kind.under);
    else if (isAxis(value)) addAxis(draft, full, value, kind.under);
    else if (!draft.context.objects.has(full)) addGroup(draft, value, kind, `${full}.`);
  }
}

function addAxis(draft: Draft, name: string, axis: MappingNode, under: string): void {
  const condition = child(axis, 'when');
  if (condition) addExpression(draft, condition, 'when');
  for (const key of ['values', 'value']) {
    const value = child(axis, key);
    if (value) addCaseValues(draft, name, value, under);
  }
}

function addRow(draft: Draft, row: Node, kind: Kind, prefix = ''): void {
  for (const entry of entriesOf(row)) {
    const full = prefix + entry.key;
    addParameter(draft, { prefix, name: entry.key, at: keyPlace(draft, entry) }, kind);
    if (entry.value.kind !== 'mapping') addCaseValues(draft, full, entry.value, kind.under);
    else if (!draft.context.objects.has(full)) addRow(draft, entry.value, kind, `${full}.`);
  }
}

/** Where a parameter with cases is given by the name of one: one value, or a list of them. */
export function addCaseValues(draft: Draft, name: string, value: Node, under: string): void {
  if (!draft.context.cases.has(name)) return;
  for (const node of value.kind === 'list' ? value.items : [value])
    if (node.kind === 'scalar') addCase(draft, { of: name, name: scalarText(node) }, { node, start: 0 }, under);
}

/** The entries of a mapping; none of anything else. */
export function entriesOf(node: Node | undefined): readonly Entry[] {
  return node?.kind === 'mapping' ? node.entries : [];
}

/** The items of a list; none of anything else. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'list' ? node.items : [];
}
