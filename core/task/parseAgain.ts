import type { Problem } from '../check/problem.ts';
import { MAX_NODES } from './compose.ts';
import { type ContentLine, contentLines } from './contentLines.ts';
import { mergeEntries } from './mergeKeys.ts';
import { remembered, type Topic } from '../memory.ts';
import { MAX_DEPTH, parseTree } from './parse.ts';
import { movePiece, parsePiece } from './piece.ts';
import { type PieceMemory, textOf } from './pieceMemory.ts';
import type { Entry, Node, ParsedTree } from './tree.ts';

/**
 * Reads a text like `parseTree`, but of a text that was read before only the lines around what has changed: block mappings and
 * lists are cut into their entries, which spaces and plain keys tell apart, and entries of the same text are taken from memory.
 * Where entries cannot be told apart, one holds a mistake, or values are shared by aliases, the text is read as a whole.
 */
export function parseAgain(text: string, file: string, memory: PieceMemory): ParsedTree {
  const lines = contentLines(text);
  if (lines === undefined || lines.length === 0) return parseTree(text, file);
  const cut: Cut = { text, file, memory, lines, problems: [], nodes: 0, failed: false };
  const root = readRegion(cut, { from: 0, to: lines.length, end: text.length, column: 0, level: 1 });
  const complete = root !== undefined && !cut.failed && cut.nodes <= MAX_NODES;
  memory.settle(complete);
  return complete ? { root, problems: cut.problems } : parseTree(text, file);
}

/** Entries of fewer lines are not cut any further when a text is read for the first time. */
const FEW_LINES = 8;
/** A text with more lines in one piece than this part of all gains little by being cut. */
const LARGE_PART = 0.5;

interface Cut {
  readonly text: string;
  readonly file: string;
  readonly memory: PieceMemory;
  readonly lines: readonly ContentLine[];
  readonly problems: Problem[];
  nodes: number;
  /** The text has to be read as a whole. */
  failed: boolean;
}

/** Lines that hold the entries of one block mapping or list. */
interface Region {
  readonly from: number;
  readonly to: number;
  /** Where the last line ends in the text. */
  readonly end: number;
  /** Where all entries begin in their first line. */
  readonly column: number;
  /** How many collections this is inside of, itself included. */
  readonly level: number;
}

/** `undefined` when its entries cannot be told apart; nothing has been read then. */
function readRegion(cut: Cut, region: Region): Node | undefined {
  const kind = kindAt(cut, region.from, region.column);
  const starts = kind && startsOf(cut, region, kind);
  if (kind === undefined || starts === undefined) return undefined;
  const contents: (Entry | Node)[] = [];
  for (const [index, from] of starts.entries()) {
    if (cut.failed) return undefined;
    const next = starts[index + 1];
    const end = next === undefined ? region.end : (cut.lines[next]?.start ?? region.end);
    const one: Region = { ...region, from, to: next ?? region.to, end };
    const content = readContent(cut, one, kind);
    if (content === undefined) return undefined;
    contents.push(content);
  }
  const [first, ...others] = contents;
  return first && collect(cut, [first, ...others], offsetOf(cut, region));
}

type Kind = 'key' | 'item';

const PLAIN_KEY = /[A-Za-z0-9_](?:[\w ./-]*[\w./-])? *:(?=[ \r\n]|$)/y;
const DASH = /-(?=[ \r\n]|$)/y;
/** A key whose value begins on another line. */
const OPEN_KEY = /([A-Za-z_][\w.-]*):(?: +#[^\n]*| *)\r?\n/y;
const OPEN_DASH = /- +/y;

function kindAt(cut: Cut, line: number, column: number): Kind | undefined {
  const offset = (cut.lines[line]?.start ?? 0) + column;
  if (matchAt(PLAIN_KEY, cut.text, offset)) return 'key';
  return matchAt(DASH, cut.text, offset) ? 'item' : undefined;
}

/** The lines in which entries begin, when every line that is indented like them is one. */
function startsOf(cut: Cut, { from, to, column }: Region, kind: Kind): readonly number[] | undefined {
  const starts = [from];
  for (let line = from + 1; line < to; line++) {
    const at = cut.lines[line]?.column ?? 0;
    if (at > column) continue;
    const found = at < column ? undefined : kindAt(cut, line, column);
    if (found === kind) starts.push(line);
    // A list may stand below its key without being indented.
    else if (kind !== 'key' || found !== 'item') return undefined;
  }
  return starts;
}

/** Long entries are always cut further, others only where they have changed: the next edit in one then costs the reading of a line. */
function readContent(cut: Cut, region: Region, kind: Kind): Entry | Node | undefined {
  const isLong = region.to - region.from > FEW_LINES;
  const inside = isLong ? readInside(cut, region, kind) : undefined;
  return inside ?? readPiece(cut, region, isLong ? undefined : kind);
}

function readInside(cut: Cut, region: Region, kind: Kind): Entry | Node | undefined {
  return kind === 'key' ? readEntry(cut, region) : readItem(cut, region);
}

/** An entry of a mapping whose value is cut in turn. */
function readEntry(cut: Cut, region: Region): Entry | undefined {
  const { from, to, end, column, level } = region;
  const start = offsetOf(cut, region);
  const inner = cut.lines[from + 1];
  const key = inner && from + 1 < to ? matchAt(OPEN_KEY, cut.text, start)?.[1] : undefined;
  if (key === undefined || !inner || inner.column < column) return undefined;
  if (inner.column === column && kindAt(cut, from + 1, column) !== 'item') return undefined;
  const value = readRegion(cut, { from: from + 1, to, end, column: inner.column, level: level + 1 });
  if (value === undefined) return undefined;
  return remembered(cut.memory.facts, ENTRY, [value, key, start], () => {
    return { key, keyAt: { file: cut.file, span: { start, end: start + key.length } }, value };
  });
}

/** So that also what is cut stays the same object as long as all in it does. */
const ENTRY: Topic<Entry> = { name: 'entry' };

/** An entry of a list that is a mapping, and is cut in turn. */
function readItem(cut: Cut, region: Region): Node | undefined {
  const { from, column, level } = region;
  const dash = matchAt(OPEN_DASH, cut.text, offsetOf(cut, region));
  const inner = column + (dash?.[0].length ?? 0);
  if (!dash || kindAt(cut, from, inner) !== 'key') return undefined;
  return readRegion(cut, { ...region, column: inner, level: level + 1 });
}

/** `kind`: it may be cut further, when its text is a new one. */
function readPiece(cut: Cut, region: Region, kind?: Kind): Entry | Node | undefined {
  if (cut.failed) return undefined;
  const { from, to, end, column, level } = region;
  const offset = offsetOf(cut, region);
  const lines = { text: cut.text, from: offset, to: end, column };
  const known = cut.memory.take(lines);
  const inside = known === undefined && kind && cut.memory.again && to - from > 1 ? readInside(cut, region, kind) : undefined;
  if (inside !== undefined || cut.failed) return inside;
  const isLarge = to - from > FEW_LINES && to - from > cut.lines.length * LARGE_PART;
  const piece = known ?? (isLarge ? undefined : parsePiece(textOf(lines), cut.file, MAX_DEPTH - level));
  cut.failed = piece === undefined;
  if (piece === undefined) return undefined;
  const moved = movePiece(piece, offset - column);
  cut.memory.keep(moved);
  cut.problems.push(...moved.problems);
  cut.nodes += moved.nodes;
  return moved.content;
}

function collect(cut: Cut, contents: readonly [Entry | Node, ...(Entry | Node)[]], start: number): Node {
  const { node, problems } = remembered(cut.memory.facts, COLLECTED, [...contents, start], () => collected(cut.file, contents, start));
  cut.problems.push(...problems);
  cut.nodes += 1;
  return node;
}

interface Collected {
  readonly node: Node;
  readonly problems: readonly Problem[];
}

const COLLECTED: Topic<Collected> = { name: 'collected' };

function collected(file: string, contents: readonly (Entry | Node)[], start: number): Collected {
  const entries: Entry[] = [];
  const items: Node[] = [];
  let end = start;
  for (const one of contents) {
    if ('key' in one) entries.push(one);
    else items.push(one);
    end = Math.max(end, 'key' in one ? Math.max(one.keyAt.span.end, one.value.span.end) : one.span.end);
  }
  const common = { file, span: { start, end } };
  if (entries.length === 0) return { node: { kind: 'list', items, ...common }, problems: [] };
  const merged = mergeEntries(entries.map((entry) => ({ entry, merges: false })));
  return { node: { kind: 'mapping', entries: merged.entries, ...common }, problems: merged.problems };
}

function offsetOf(cut: Cut, { from, column }: Pick<Region, 'from' | 'column'>): number {
  return (cut.lines[from]?.start ?? 0) + column;
}

function matchAt(pattern: RegExp, text: string, offset: number): RegExpExecArray | null {
  pattern.lastIndex = offset;
  return pattern.exec(text);
}
