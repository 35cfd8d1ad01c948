/** What stands at which column of a line of block YAML: dashes of list items, then a key, or what is being typed. */
export type LineElement =
  | { readonly kind: 'dash'; readonly column: number }
  | { readonly kind: 'key'; readonly column: number; readonly key: string; readonly valueAt: number }
  | { readonly kind: 'typed'; readonly column: number };

const LINE = /^(\s*)((?:-\s+)*)(?:(?:"([^"]*)"|'([^']*)'|([^\s#"'[{&*!|>%@`-][^#:]*?|[^\s#"'[{]))\s*:(\s+|$))?/;

export function lineElements(line: string): readonly LineElement[] {
  const match = LINE.exec(line);
  if (!match) return [];
  const [whole, indent = '', dashes = '', double, single, plain] = match;
  const found: LineElement[] = [...dashes.matchAll(/-/g)].map((dash) => ({ kind: 'dash', column: indent.length + dash.index }));
  const key = double ?? single ?? plain;
  if (key !== undefined) found.push({ kind: 'key', column: indent.length + dashes.length, key, valueAt: whole.length });
  return found;
}

/** Keys and list items around the last line, from the top; `elements` are those of that line, of which the last is not its own parent. */
export function blockParents(lines: readonly string[], elements: readonly LineElement[]): readonly (string | 0)[] {
  const climb: Climb = { path: [], column: elements.at(-1)?.column ?? 0, isList: false };
  for (const element of elements.slice(0, -1).reverse()) climbTo(climb, element);
  for (let line = lines.length - 2; line >= 0; line--) {
    const text = lines[line] ?? '';
    if (climb.column === 0 && !climb.isList) break;
    if (/^---(\s|$)/.test(text)) break;
    if (!isBlank(text)) for (const element of [...lineElements(text)].reverse()) climbTo(climb, element);
  }
  return climb.path;
}

interface Climb {
  readonly path: (string | 0)[];
  column: number;
  /** The last parent was a dash: its key may stand at the same column. */
  isList: boolean;
}

function climbTo(climb: Climb, element: LineElement): void {
  const ownsList = climb.isList && element.kind === 'key' && element.column === climb.column;
  if (element.kind === 'typed' || (element.column >= climb.column && !ownsList)) return;
  climb.path.unshift(element.kind === 'key' ? element.key : 0);
  climb.column = element.column;
  climb.isList = element.kind === 'dash';
}

/** The keys of the mapping whose keys stand at this column around this line. */
export function siblingKeys(lines: readonly string[], at: number, column: number): readonly string[] {
  const found: string[] = [];
  const above = startsItem(lines[at] ?? '', column) ? [] : lines.slice(0, at).reverse();
  for (const text of above) {
    if (!collect(text, column, found) || startsItem(text, column)) break;
  }
  for (const text of lines.slice(at + 1)) {
    if (startsItem(text, column) || !collect(text, column, found)) break;
  }
  return found;
}

/** Takes a key of this column; false when the line belongs to something further out. */
function collect(text: string, column: number, found: string[]): boolean {
  if (isBlank(text)) return true;
  const elements = lineElements(text);
  const key = elements.find((one) => one.kind === 'key');
  if (key?.kind === 'key' && key.column === column) found.push(key.key);
  return (key?.column ?? text.search(/\S/)) >= column;
}

/** A dash before the column: the mapping there begins on this line. */
function startsItem(text: string, column: number): boolean {
  const [first] = lineElements(text);
  return first?.kind === 'dash' && first.column < column;
}

function isBlank(text: string): boolean {
  return /^\s*(?:#.*)?$/.test(text);
}
