import type { Language as LoadedLanguage, TreeCursor } from '@vscode/tree-sitter-wasm';
import { recentTrees } from './recentTrees.ts';
import { type Language, type SyntaxNode, type SyntaxTree, walk } from './syntax.ts';

/** Where the WebAssembly comes from: files beside the program, read only when they are needed. */
export interface GrammarBytes {
  /** `tree-sitter.wasm` of @vscode/tree-sitter-wasm. */
  runtime(): Promise<Uint8Array>;
  /** `tree-sitter-<language>.wasm` of the same package. */
  grammar(language: Language): Promise<Uint8Array>;
}

/** Parsers that are loaded once for each language, then parse synchronously. */
export interface Grammars {
  /** Makes `parse` work for these languages; does nothing for those that are loaded. */
  load(languages: readonly Language[]): Promise<void>;
  has(language: Language): boolean;
  /** `undefined` while the language is not loaded, and for texts over 512 Ki characters, which are data rather than code. */
  parse(language: Language, text: string): SyntaxTree | undefined;
}

/**
 * Tree-sitter as WebAssembly, created without any cost: the runtime is instantiated with the first language (8 ms),
 * a language takes another 3 to 6 ms.
 */
export function lazyGrammars(wasm: GrammarBytes): Grammars {
  const parsers = new Map<Language, Parse>();
  const loading = new Map<Language, Promise<void>>();
  let runtime: Promise<Runtime> | undefined;
  const loadOne = async (language: Language): Promise<void> => {
    runtime ??= loadRuntime(wasm);
    const loaded = await runtime.catch((error: unknown) => {
      runtime = undefined;
      throw error;
    });
    const parse = await parserOf(loaded, await wasm.grammar(language));
    parsers.set(language, recentTrees(language === 'python' ? despiteComments(parse) : parse));
  };
  return {
    async load(languages) {
      for (const language of languages) {
        if (!loading.has(language)) loading.set(language, loadOne(language));
        try {
          await loading.get(language);
        } catch (error) {
          // A file that could not be read may be there the next time.
          loading.delete(language);
          throw error;
        }
      }
    },
    has: (language) => parsers.has(language),
    parse: (language, text) => (text.length > LARGEST_SOURCE ? undefined : parsers.get(language)?.(text)),
  };
}

/** Grammars with some languages loaded already. */
export async function loadGrammars(wasm: GrammarBytes, languages: readonly Language[] = []): Promise<Grammars> {
  const grammars = lazyGrammars(wasm);
  await grammars.load(languages);
  return grammars;
}

const LARGEST_SOURCE = 512 * 1024;

/** Deeper trees are not copied: readers of them recurse. Real sources stay below 100. */
const DEEPEST = 1000;

type Runtime = typeof import('@vscode/tree-sitter-wasm');
type Parse = (text: string) => SyntaxTree | undefined;

async function loadRuntime(wasm: GrammarBytes): Promise<Runtime> {
  // Imported here, not above: its 170 kB are evaluated only when a source is read.
  const imported: { readonly default?: Runtime } & Runtime = await import('@vscode/tree-sitter-wasm');
  const runtime = imported.default ?? imported;
  const options = { wasmBinary: await wasm.runtime() };
  // SAFETY: options go to the Emscripten module unread; `wasmBinary` is one of its documented settings, and
  // `locateFile` is only called when it is absent.
  await runtime.Parser.init(options as unknown as Parameters<typeof runtime.Parser.init>[0]);
  return runtime;
}

async function parserOf(runtime: Runtime, bytes: Uint8Array): Promise<Parse> {
  const parser = new runtime.Parser();
  const language = await runtime.Language.load(bytes);
  parser.setLanguage(language);
  const names = namesOf(language);
  return (text) => {
    const tree = parser.parse(text);
    if (tree === null) return undefined;
    const cursor = tree.walk();
    try {
      const copy = copyTree(cursor, names);
      return { text, root: copy.root, sound: copy.whole && !tree.rootNode.hasError };
    } finally {
      cursor.delete();
      tree.delete();
    }
  };
}

/**
 * The Python grammar takes a comment at the margin for the end of a block, even inside brackets (`(a +`, comment, `b)`).
 * A source that does not parse is therefore tried again with spaces in the place of its comments.
 */
function despiteComments(parse: Parse): Parse {
  return (text) => {
    const first = parse(text);
    if (!first || first.sound) return first;
    const again = parse(withoutComments(first));
    return again?.sound ? { ...again, text } : first;
  };
}

function withoutComments({ text, root }: SyntaxTree): string {
  const parts: string[] = [];
  let end = 0;
  for (const node of walk(root)) {
    if (node.type !== 'comment') continue;
    parts.push(text.slice(end, node.start), ' '.repeat(node.end - node.start));
    end = node.end;
  }
  return parts.join('') + text.slice(end);
}

interface Draft extends SyntaxNode {
  readonly children: SyntaxNode[];
}

function copyTree(cursor: TreeCursor, names: Names): { readonly root: SyntaxNode; readonly whole: boolean } {
  const root = draftAt(cursor, names);
  const parents = [root];
  let whole = true;
  for (;;) {
    if (parents.length < DEEPEST && cursor.gotoFirstChild()) {
      parents.push(addChild(parents, cursor, names));
      continue;
    }
    if (parents.length >= DEEPEST) whole = false;
    while (!cursor.gotoNextSibling()) {
      parents.pop();
      if (parents.length < 2) return { root, whole };
      cursor.gotoParent();
    }
    parents.pop();
    parents.push(addChild(parents, cursor, names));
  }
}

function addChild(parents: readonly Draft[], cursor: TreeCursor, names: Names): Draft {
  const node = draftAt(cursor, names);
  parents.at(-1)?.children.push(node);
  return node;
}

function draftAt(cursor: TreeCursor, names: Names): Draft {
  const type = cursor.nodeTypeId;
  return {
    type: names.types[type] ?? 'ERROR',
    named: names.named[type] ?? true,
    field: names.fields[cursor.currentFieldId] ?? null,
    start: cursor.startIndex,
    end: cursor.endIndex,
    children: [],
  };
}

/** What the numbers of a grammar stand for: looked up here, because every question to WebAssembly costs half a microsecond. */
interface Names {
  readonly types: readonly string[];
  readonly named: readonly boolean[];
  readonly fields: readonly (string | null)[];
}

function namesOf(language: LoadedLanguage): Names {
  return { types: language.types, named: language.types.map((_, type) => language.nodeTypeIsNamed(type)), fields: language.fields };
}
