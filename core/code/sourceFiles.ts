import type { World } from '../task/world.ts';
import type { Grammars } from './grammars.ts';
import type { Language, SyntaxTree } from './syntax.ts';

/** What static reading needs of the outside world; a `World` is one. Paths outside the workspace are answered as if nothing were there. */
export type SourceReader = Pick<World, 'workspace' | 'read' | 'resolve' | 'folder'>;

/** A source text with its tree, where there is a grammar for it. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly language?: Language;
  readonly tree?: SyntaxTree;
}

/** Reads and parses files, each once in its lifetime: make a new one for every pass. */
export interface SourceFiles extends Pick<SourceReader, 'workspace' | 'resolve' | 'folder'> {
  open(path: string): SourceFile | undefined;
}

export function sourceFiles(sources: SourceReader, grammars: Grammars): SourceFiles {
  const known = new Map<string, SourceFile | undefined>();
  return {
    workspace: sources.workspace,
    resolve: (folder, path) => sources.resolve(folder, path),
    folder: (path) => sources.folder(path),
    open(path) {
      if (!known.has(path)) known.set(path, openFile(path, sources, grammars));
      return known.get(path);
    },
  };
}

/** The language whose grammar reads a file, by its extension. */
function languageOf(path: string): Language | undefined {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? undefined : LANGUAGE_OF_EXTENSION.get(path.slice(dot).toLowerCase());
}

/** `.tsx` and `.jsx` are missing because Node does not run them. */
const LANGUAGE_OF_EXTENSION: ReadonlyMap<string, Language> = new Map([
  ['.py', 'python'],
  ['.pyw', 'python'],
  ['.js', 'javascript'],
  ['.mjs', 'javascript'],
  ['.cjs', 'javascript'],
  ['.ts', 'typescript'],
  ['.mts', 'typescript'],
  ['.cts', 'typescript'],
]);

function openFile(path: string, sources: SourceReader, grammars: Grammars): SourceFile | undefined {
  const text = sources.read(path);
  if (text === undefined) return undefined;
  const language = languageOf(path);
  if (language === undefined) return { path, text };
  const tree = grammars.parse(language, text);
  return tree ? { path, text, language, tree } : { path, text, language };
}
