import { type CST, Parser } from 'yaml';

/** A token of YAML that is not white space, with the column that it gets where it is the first of its line. */
export interface Piece {
  readonly kind:
    | 'open'
    | 'close'
    | 'comma'
    | 'colon'
    | 'dash'
    | 'question'
    | 'comment'
    | 'alias'
    | 'property'
    | 'scalar'
    | 'block'
    | 'mark';
  readonly start: number;
  readonly end: number;
  readonly source: string;
  readonly column: number;
  /** Of a block scalar: columns of the lines of its content, before and after. */
  readonly content?: { readonly from: number; readonly to: number };
}

const INDENT = 2;

/** All tokens of a text in order; nothing when it is not one whole document. */
export function flatten(text: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  let documents = 0;
  for (const token of new Parser().parse(text)) {
    if (token.type === 'document') {
      documents += 1;
      addAll({ pieces, text }, token.start, 0);
      if (token.value) add({ pieces, text }, token.value, { holder: -INDENT, flow: 0 });
      addAll({ pieces, text }, token.end ?? [], 0);
    } else if ('source' in token) addToken({ pieces, text }, token, 0);
    if (token.type === 'error' || documents > 1) return undefined;
  }
  return pieces;
}

interface Draft {
  readonly pieces: Piece[];
  readonly text: string;
}

/** `holder`: the column of the key or dash that a node belongs to; `flow`: how many flow collections are around it. */
interface Around {
  readonly holder: number;
  readonly flow: number;
}

function add(draft: Draft, node: CST.Token, around: Around): void {
  switch (node.type) {
    case 'block-map':
    case 'block-seq':
      return addBlock(draft, node, around);
    case 'flow-collection':
      return addFlow(draft, node, around);
    case 'block-scalar':
      return addBlockScalar(draft, node, around);
    default:
      if ('source' in node) addToken(draft, node, columnIn(around));
      if ('end' in node && node.end) addAll(draft, node.end, columnIn(around));
  }
}

function columnIn({ holder, flow }: Around): number {
  return Math.max(0, holder + INDENT + INDENT * Math.max(0, flow - 1));
}

function addBlock(draft: Draft, node: CST.BlockMap | CST.BlockSequence, { holder }: Around): void {
  const column = holder + INDENT;
  for (const item of node.items) {
    addAll(draft, item.start, column);
    if (item.key) add(draft, item.key, { holder, flow: 0 });
    for (const token of item.sep ?? []) addToken(draft, token, token.type === 'map-value-ind' ? column : column + INDENT);
    const isItem = node.type === 'block-seq' && item.value?.type === 'flow-collection';
    if (item.value) add(draft, item.value, { holder: isItem ? column + INDENT : column, flow: 0 });
  }
}

function addFlow(draft: Draft, node: CST.FlowCollection, { holder, flow }: Around): void {
  const outside = columnIn({ holder, flow });
  const inside = { holder, flow: flow + 1 };
  addToken(draft, node.start, outside);
  for (const item of node.items) {
    addAll(draft, item.start, columnIn(inside));
    if (item.key) add(draft, item.key, inside);
    addAll(draft, item.sep ?? [], columnIn(inside));
    if (item.value) add(draft, item.value, inside);
  }
  for (const [index, token] of node.end.entries()) addToken(draft, token, index === 0 ? Math.max(0, columnIn(inside) - INDENT) : outside);
}

function addBlockScalar(draft: Draft, node: CST.BlockScalar, around: Around): void {
  addAll(draft, node.props, columnIn(around));
  const header = draft.pieces.at(-1)?.kind === 'comment' ? draft.pieces.at(-2) : draft.pieces.at(-1);
  const last = node.props.at(-1);
  const start = last ? last.offset + ('source' in last ? last.source.length : 0) : node.offset;
  const keeps = header?.source.includes('+') === true;
  const source = keeps ? node.source : node.source.trimEnd();
  if (source === '') return;
  const first = /^ */.exec(/^.*\S.*$/m.exec(node.source)?.[0] ?? '')?.[0].length ?? 0;
  const isFixed = /\d/.test(header?.source ?? '');
  const content = { from: isFixed ? node.indent : first, to: isFixed ? Math.max(0, around.holder) : columnIn(around) };
  draft.pieces.push({ kind: 'block', start, end: start + source.length, source, column: 0, content });
}

function addAll(draft: Draft, tokens: readonly CST.SourceToken[] | readonly CST.Token[], column: number): void {
  for (const token of tokens) addToken(draft, token, column);
}

const KINDS: Readonly<Record<string, Piece['kind']>> = {
  'flow-map-start': 'open',
  'flow-seq-start': 'open',
  'flow-map-end': 'close',
  'flow-seq-end': 'close',
  comma: 'comma',
  'map-value-ind': 'colon',
  'seq-item-ind': 'dash',
  'explicit-key-ind': 'question',
  comment: 'comment',
  alias: 'alias',
  anchor: 'property',
  tag: 'property',
  'block-scalar-header': 'property',
  scalar: 'scalar',
  'single-quoted-scalar': 'scalar',
  'double-quoted-scalar': 'scalar',
};

function addToken({ pieces }: Draft, token: CST.Token, column: number): void {
  if (!('source' in token) || token.type === 'space' || token.type === 'newline' || token.type === 'byte-order-mark') return;
  const source = token.type === 'comment' ? token.source.trimEnd() : token.source;
  if (source === '') return;
  pieces.push({ kind: KINDS[token.type] ?? 'mark', start: token.offset, end: token.offset + source.length, source, column });
}
