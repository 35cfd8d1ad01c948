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
  const path: (string | 0)[] = [];
  let column = elements.at(-1)?.column ?? 0;
  // A list may stand at the column of its own key.
  let below = false;
  const climb = (element: LineElement) => {
    if (element.kind === 'typed' || (element.column >= column && !(below && element.kind === 'key' && element.column === column))) return;
    path.unshift(element.kind === 'key' ? element.key : 0);
    column = element.column;
    below = element.kind === 'dash';
  };
  for (const element of elements.slice(0, -1).reverse()) climb(element);
  for (let line = lines.length - 2; line >= 0 && (column > 0 || below); line--) {
    const text = lines[line] ?? '';
    if (/^\s*(?:#.*)?$/.test(text)) continue;
    if (/^---(\s|$)/.test(text)) break;
    for (const element of [...lineElements(text)].reverse()) climb(element);
  }
  return path;
}

/** The keys of the mapping whose keys stand at this column around this line. */
export function siblingKeys(lines: readonly string[], at: number, column: number): readonly string[] {
  const found: string[] = [];
  const look = (line: number): boolean => {
    const text = lines[line] ?? '';
    if (/^\s*(?:#.*)?$/.test(text)) return true;
    const elements = lineElements(text);
    const first = elements[0]?.column ?? text.search(/\S/);
    const key = elements.find((one) => one.kind === 'key');
    if (key?.kind === 'key' && key.column === column) found.push(key.key);
    return first >= column;
  };
  const startsItem = /^\s*-/.test(lines[at] ?? '');
  for (let line = at - 1; line >= 0 && !startsItem && look(line); line--);
  for (let line = at + 1; line < lines.length && !(/^\s*-/.test(lines[line] ?? '') && (lineElements(lines[line] ?? '')[0]?.column ?? 0) < column) && look(line); line++);
  return found;
}
