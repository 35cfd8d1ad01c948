import type { Run } from '../task/task.ts';
import type { Grammars } from './grammars.ts';
import { scriptSignature } from './commandLine/script.ts';
import { javascriptSignature } from './javascript.ts';
import { pythonSignature } from './python.ts';
import type { ObjectiveSignature } from './signature.ts';
import { sourceFiles, type SourceReader } from './sourceFiles.ts';
import type { Language } from './syntax.ts';

/**
 * What static reading says about an objective. Whatever cannot be read for certain is `unknown`, never an error:
 * grammars that are not loaded, dynamic definitions, code outside the workspace.
 */
export function objectiveSignature(run: Run, taskFile: string, sources: SourceReader, grammars: Grammars): ObjectiveSignature {
  switch (run.kind) {
    case 'python':
      return pythonSignature(run, taskFile, sourceFiles(sources, grammars));
    case 'node':
      return javascriptSignature(run, taskFile, sourceFiles(sources, grammars));
    case 'command':
      return scriptSignature(run, taskFile, sourceFiles(sources, grammars));
    case 'shell':
      return { kind: 'unknown' };
  }
}

/** The grammars that signature and fingerprint of an objective need. */
export function languagesOf(run: Run | undefined): readonly Language[] {
  if (!run) return [];
  switch (run.kind) {
    case 'python':
      return ['python'];
    case 'node':
      return ['javascript', 'typescript'];
    default:
      return commandLanguages(run);
  }
}

/** A command may run a script of any of them. */
function commandLanguages(run: Extract<Run, { kind: 'command' | 'shell' }>): readonly Language[] {
  const text =
    run.kind === 'shell'
      ? run.script
      : run.arguments
          .flat()
          .filter((part) => typeof part === 'string')
          .join(' ');
  const python = /python|\.py\b/i.test(text);
  const node = /\.[mc]?[jt]s\b/i.test(text);
  return [...(python ? (['python'] as const) : []), ...(node ? (['javascript', 'typescript'] as const) : [])];
}
