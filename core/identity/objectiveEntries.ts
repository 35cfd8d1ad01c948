import { importRoots, pythonModule, type ImportRoots } from '../code/pythonModules.ts';
import { pythonModuleChain } from '../code/pythonImports.ts';
import type { SourceFiles } from '../code/sourceFiles.ts';
import type { Run } from '../task/task.ts';
import { targetOf } from './commandTarget.ts';

/** Where the code of an objective begins. */
export interface ObjectiveEntries {
  /** Files whose imports are followed. */
  readonly entries: readonly string[];
  readonly roots: ImportRoots;
  /** Files that are code even when they are no source text: the program of a command. They may not exist. */
  readonly programs: readonly string[];
}

export function objectiveEntries(run: Run, taskFile: string, files: SourceFiles): ObjectiveEntries {
  const folder = files.folder(taskFile);
  const roots = importRoots(folder, files.workspace);
  switch (run.kind) {
    case 'python': {
      const modules = [run.module, ...(run.setup === undefined ? [] : [run.setup.split(':')[0] ?? ''])];
      return { entries: modules.flatMap((one) => pythonModuleChain(one, roots, files)), roots, programs: [] };
    }
    case 'node': {
      const paths = [run.path, ...(run.setup === undefined ? [] : [run.setup.split('#')[0] ?? ''])];
      return { entries: paths.map((one) => files.resolve(folder, one)), roots, programs: [] };
    }
    default:
      return commandEntries(run, folder, files);
  }
}

/** A script's own folder is the first that Python looks in; with `-m` it is the working directory. */
function commandEntries(run: Extract<Run, { kind: 'command' | 'shell' }>, folder: string, files: SourceFiles): ObjectiveEntries {
  const cwd = run.cwd === undefined ? folder : files.resolve(folder, run.cwd);
  const { text, script, module } = targetOf(run);
  if (module !== undefined) {
    const roots = importRoots(cwd, files.workspace);
    const main = pythonModule(`${module}.__main__`, roots, files)?.path;
    return { entries: [...pythonModuleChain(module, roots, files), ...(main === undefined ? [] : [main])], roots, programs: [] };
  }
  const named = script ?? text;
  const path = files.resolve(cwd, named);
  // A bare name is looked for on PATH, never in the working directory.
  const isFile = script !== undefined || /[\\/]/.test(named);
  return isFile
    ? { entries: [path], roots: importRoots(files.folder(path), cwd, files.workspace), programs: [path] }
    : { entries: [], roots: [], programs: [] };
}
