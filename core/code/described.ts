import type { Acceptance, SignatureParameter } from './signature.ts';

/** Parameters with what the function's docstring says of each; one that has a description of its own keeps it. */
export function described<A extends Acceptance>(accepted: A, docstring: string | undefined): A {
  if (docstring === undefined) return accepted;
  const texts = parameterTexts(docstring);
  const parameters = accepted.parameters.map((one): SignatureParameter => {
    const description = one.description ?? texts.get(one.name);
    return description === undefined ? one : { ...one, description };
  });
  return { ...accepted, parameters };
}

/**
 * What a docstring says of each parameter, on one line: Google's `Args:`, NumPy's underlined `Parameters`, Sphinx's
 * `:param name:` and JSDoc's `@param`. The docstring has no common indentation.
 */
function parameterTexts(docstring: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  let open: Open | undefined;
  let section: Section | undefined;
  const lines = docstring.split('\n');
  for (const [index, line] of lines.entries()) {
    const indent = line.length - line.trimStart().length;
    const next = sectionAt(line, lines[index + 1]);
    if (next) section = next;
    const entry = next ? undefined : entryOf(line, section);
    if (entry) {
      for (const name of entry.names) if (!texts.has(name)) texts.set(name, entry.text);
      open = { names: entry.names, indent };
    } else if (open && line.trim() !== '' && indent > open.indent) {
      for (const name of open.names) texts.set(name, `${texts.get(name) ?? ''} ${line.trim()}`.trim());
    } else if (line.trim() !== '' && !UNDERLINE.test(line)) {
      open = undefined;
      if (indent === 0 && !next) section = undefined;
    }
  }
  return new Map([...texts].filter(([, text]) => text !== ''));
}

interface Open {
  readonly names: readonly string[];
  readonly indent: number;
}

type Section = 'google' | 'numpy' | 'other';

const UNDERLINE = /^\s*-{3,}\s*$/;
const GOOGLE = /^(Args|Arguments|Parameters|Params|Keyword Args|Keyword Arguments|Other Parameters|Attributes):\s*$/;
const NUMPY = /^(Parameters|Other Parameters|Attributes)\s*$/;

function sectionAt(line: string, next: string | undefined): Section | undefined {
  if (GOOGLE.test(line)) return 'google';
  if (next !== undefined && UNDERLINE.test(next) && /^\S/.test(line)) return NUMPY.test(line) ? 'numpy' : 'other';
  return /^[A-Z][A-Za-z ]*:\s*$/.test(line) ? 'other' : undefined;
}

function entryOf(line: string, section: Section | undefined): { readonly names: readonly string[]; readonly text: string } | undefined {
  const field = SPHINX.exec(line) ?? JSDOC.exec(line) ?? (section === 'google' ? GOOGLE_ENTRY.exec(line) : null);
  if (field) return { names: [field[1] ?? ''], text: (field[2] ?? '').trim() };
  const numpy = section === 'numpy' ? NUMPY_ENTRY.exec(line) : null;
  return numpy ? { names: (numpy[1] ?? '').split(/\s*,\s*/).map((name) => name.replace(/^\*+/, '')), text: '' } : undefined;
}

const SPHINX = /^\s*:(?:param|parameter|arg|argument|key|keyword)\s+(?:[^:]+\s)?\*{0,2}(\w+)\s*:\s*(.*)$/;
const JSDOC = /^\s*@param\s+(?:\{.*\}\s+)?\[?(?:[\w$]+\.)?([\w$]+)(?:=[^\]]*)?\]?\s*(?:-\s*)?(.*)$/;
const GOOGLE_ENTRY = /^\s+\*{0,2}(\w+)\s*(?:\([^)]*\))?\s*:\s*(.*)$/;
const NUMPY_ENTRY = /^(\*{0,2}\w+(?:\s*,\s*\*{0,2}\w+)*)(?:\s*:.*)?$/;
