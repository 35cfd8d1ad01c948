import type { Grammars } from '../core/code/grammars.ts';
import type { FileAccess } from '../core/task/fileWorld.ts';
import { check } from './check.ts';
import type { Checked } from './checked.ts';
import { codeReferences } from './features/codeReferences.ts';
import { completion } from './features/completion.ts';
import { definition } from './features/definition.ts';
import { diagnostics } from './features/diagnostics.ts';
import { fixAll } from './features/fixAll.ts';
import { fixes } from './features/fixes.ts';
import { folding } from './features/folding.ts';
import { formatting } from './features/formatting.ts';
import { hover } from './features/hover.ts';
import { inlayHints } from './features/inlayHints.ts';
import { links } from './features/links.ts';
import { objective } from './features/objective.ts';
import { outline } from './features/outline.ts';
import { highlights, references } from './features/references.ts';
import { prepareRename, rename } from './features/rename.ts';
import { selection } from './features/selection.ts';
import { semanticTokens } from './features/semanticTokens.ts';
import { symbols } from './features/symbols.ts';
import { isSourceFile } from './paths.ts';
import type { Questions, ServiceApi } from './serviceApi.ts';
import { warmUp } from './warmUp.ts';
import { openWorkspace } from './workspace.ts';

/** Analyses that are kept; more are made again when they are asked for. */
const KEPT = 64;

interface Kept {
  readonly checked: Checked | undefined;
  readonly files: ReadonlySet<string>;
}

/** The language service: files in, answers out, each file analysed once for each state of it and of what it depends on. */
export function createService({ access, grammars }: { readonly access: FileAccess; readonly grammars: Grammars }): ServiceApi {
  const workspace = openWorkspace(access, grammars);
  const kept = new Map<string, Kept>();
  const forget = (changed: readonly string[]) => {
    for (const [file, { files }] of kept) if (changed.some((one) => files.has(one))) kept.delete(file);
  };
  const get = (file: string): Checked | undefined => {
    const known = kept.get(file);
    if (known || isSourceFile(file)) return known?.checked;
    const entered = workspace.enter(file);
    const { asked } = entered;
    const checked = check(file, entered);
    for (const one of [file, ...(checked?.analysis.files ?? [])]) asked.add(one);
    kept.set(file, { checked, files: asked });
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - KEPT))) kept.delete(oldest);
    return checked;
  };
  const service: ServiceApi = {
    warmUp: () => warmUp(service),
    configure({ folders }) {
      workspace.setFolders(folders);
      kept.clear();
    },
    sync(documents) {
      workspace.sync(documents);
      forget(documents.map(({ file }) => file));
    },
    filesChanged({ files, structural }) {
      if (structural) kept.clear();
      else forget(files);
    },
    ...questions(get, (file) => [...(kept.get(file)?.files ?? [])]),
  };
  return service;
}

const NO_PROBLEMS = { id: '', problems: [] };
const NO_FILE = { refused: 'This file cannot be read any more.' };

/** A file that is not there answers nothing. */
function questions(get: (file: string) => Checked | undefined, filesOf: (file: string) => readonly string[]): Questions {
  const about =
    <R extends { readonly file: string }, A>(answer: (checked: Checked, request: R) => A, nothing: A) =>
    (request: R): A => {
      const checked = get(request.file);
      return checked ? answer(checked, request) : nothing;
    };
  return {
    diagnostics: about(diagnostics, NO_PROBLEMS),
    outline: about((checked) => ({ outline: outline(checked), ...objective(checked), files: filesOf(checked.file) }), null),
    hover: about((checked, { position }) => hover(checked, checked.lines.offset(position)), null),
    completion: about((checked, { position }) => completion(checked, checked.lines.offset(position)), []),
    definition: about((checked, { position }) => definition(checked, checked.lines.offset(position)), []),
    inlayHints: about(inlayHints, []),
    links: about(links, []),
    symbols: about(symbols, []),
    folding: about(folding, []),
    references: about(
      (checked, { position, related }) => references(checked, checked.lines.offset(position), { open: once(get), related }),
      [],
    ),
    codeReferences: ({ file, position, related, declared }) => codeReferences({ file, position, declared }, { open: once(get), related }),
    highlights: about((checked, { position }) => highlights(checked, checked.lines.offset(position)), []),
    prepareRename: about((checked, { position }) => prepareRename(checked, checked.lines.offset(position)), NO_FILE),
    rename: about(
      (checked, { position, to, related }) => rename(checked, checked.lines.offset(position), to, { open: once(get), related }),
      NO_FILE,
    ),
    format: about((checked, { range }) => formatting(checked, range), []),
    semanticTokens: about(semanticTokens, []),
    selection: about((checked, { positions }) => positions.map((one) => selection(checked, checked.lines.offset(one))), []),
    fixAll: about(fixAll, []),
    fixes: about((checked, { range }) => fixes(checked, range), []),
  };
}

/** Remembers every file for the time of one question, which may look at more files than are kept. */
function once(get: (file: string) => Checked | undefined): (file: string) => Checked | undefined {
  const opened = new Map<string, Checked | undefined>();
  return (file) => {
    if (!opened.has(file)) opened.set(file, get(file));
    return opened.get(file);
  };
}
