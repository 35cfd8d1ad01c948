import { blockParents, lineElements } from './indentation.ts';

/** An open bracket at the cursor: for a mapping, the keys so far and the one whose value is being typed. */
export interface FlowFrame {
  readonly kind: '{' | '[';
  readonly keys: readonly string[];
  readonly key?: string;
}

export interface FlowPlace {
  /** The path of the outermost bracket. */
  readonly base: readonly (string | 0)[];
  readonly frames: readonly FlowFrame[];
  /** Offset where the current key or value begins. */
  readonly tokenStart: number;
}

/** The brackets that are open at the end of the last line; `undefined` when there are none. */
export function scanFlow(lines: readonly string[]): FlowPlace | undefined {
  let first = lines.length - 1;
  while (first > 0 && !/^[^\s#\]}-]/.test(lines[first] ?? '')) first--;
  let offset = lines.slice(0, first).reduce((sum, line) => sum + line.length + 1, 0);
  let scalarColumn: number | undefined;
  const scan = new FlowScan();
  for (let index = first; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const column = line.search(/\S/);
    if (scalarColumn !== undefined && column > scalarColumn) {
      offset += line.length + 1;
      continue;
    }
    scalarColumn = undefined;
    if (!scan.isOpen) {
      if (/(?:^|[\s:-])[|>][-+\d]*\s*(?:#.*)?$/.test(line)) scalarColumn = column;
      const value = /[[{]/.test(line) ? valueColumn(line) : line.length;
      if (/[[{]/.test(line[value] ?? '')) {
        scan.begin(() => pathOf(lines.slice(0, index + 1), value));
        scan.read(line, value, offset);
      }
    } else scan.read(line, 0, offset);
    offset += line.length + 1;
  }
  return scan.place();
}

/** Where the value of a line's key, or its item, begins. */
function valueColumn(line: string): number {
  const last = lineElements(line).at(-1);
  return last?.kind === 'key' ? last.valueAt : (/^\s*(?:-\s+)*/.exec(line)?.[0].length ?? 0);
}

/** The path of the value that begins at this column of the last line. */
function pathOf(lines: readonly string[], value: number): readonly (string | 0)[] {
  const elements = lineElements(lines.at(-1) ?? '');
  const last = elements.at(-1);
  return last?.kind === 'key'
    ? [...blockParents(lines, elements), last.key]
    : blockParents(lines, [...elements, { kind: 'typed', column: value }]);
}

interface Frame {
  readonly kind: '{' | '[';
  readonly keys: string[];
  key: string | undefined;
}

/** Reads brackets, keys and quotes of flow YAML, line by line. */
class FlowScan {
  /** Asked only for the bracket that is still open at the end. */
  #base: () => readonly (string | 0)[] = () => [];
  #frames: Frame[] = [];
  #tokenStart = 0;
  #token = '';
  #quote = '';

  get isOpen(): boolean {
    return this.#frames.length > 0;
  }

  begin(base: () => readonly (string | 0)[]): void {
    this.#base = base;
  }

  read(line: string, from: number, lineOffset: number): void {
    for (let at = from; at < line.length; at++) {
      const char = line[at] ?? '';
      if (this.#quote !== '') {
        if (char === '\\' && this.#quote === '"') this.#token += line[++at] ?? '';
        else if (char === this.#quote) this.#quote = '';
        else this.#token += char;
      } else if (char === '#' && /^$|\s/.test(line[at - 1] ?? '')) break;
      else this.#step(char, line[at + 1] ?? ' ', lineOffset + at);
      if (!this.isOpen) break;
    }
    if (this.#quote === '' && this.#token.trim() === '') this.#tokenStart = lineOffset + line.length;
  }

  place(): FlowPlace | undefined {
    if (!this.isOpen) return undefined;
    const frames = this.#frames.map(({ kind, keys, key }) => ({ kind, keys, ...(key !== undefined && { key }) }));
    return { base: this.#base(), frames, tokenStart: this.#tokenStart };
  }

  #step(char: string, next: string, offset: number): void {
    const frame = this.#frames.at(-1);
    if (char === '{' && !this.#token.endsWith('$')) this.#open('{');
    else if (char === '[') this.#open('[');
    else if (char === '}' && this.#token.includes('${')) this.#token += char;
    else if (char === '}' || char === ']') {
      this.#frames.pop();
      this.#token = '';
    } else if (char === ',') {
      if (frame) frame.key = undefined;
      this.#token = '';
    } else if (char === ':' && /[\s,{}[\]]/.test(next) && frame?.kind === '{') {
      frame.key = this.#token.trim();
      frame.keys.push(frame.key);
      this.#token = '';
    } else {
      if (this.#token.trim() === '') this.#tokenStart = offset;
      if ((char === '"' || char === "'") && this.#token.trim() === '') this.#quote = char;
      this.#token += char === this.#quote ? ' ' : char;
      return;
    }
    this.#tokenStart = offset + 1;
  }

  #open(kind: '{' | '['): void {
    this.#frames.push({ kind, keys: [], key: undefined });
    this.#token = '';
  }
}
