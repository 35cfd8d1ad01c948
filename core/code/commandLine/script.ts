import { targetOf } from '../../identity/commandTarget.ts';
import type { CommandRun } from '../../task/task.ts';
import { importRoots, pythonModule } from '../pythonModules.ts';
import type { ObjectiveSignature } from '../signature.ts';
import type { SourceFile, SourceFiles } from '../sourceFiles.ts';
import { argparseOptions } from './argparse.ts';
import { clickOptions } from './click.ts';
import { typerOptions } from './typer.ts';

/** What the script of a command says about its options; `unknown` unless it is one readable file of the workspace. */
export function scriptSignature(run: CommandRun, taskFile: string, files: SourceFiles): ObjectiveSignature {
  const { text, script, module, words } = targetOf(run);
  const folder = files.folder(taskFile);
  const cwd = run.cwd === undefined ? folder : files.resolve(folder, run.cwd);
  const path = script ?? (/[\\/]/.test(text) ? text : undefined);
  const file = module === undefined ? path && files.open(files.resolve(cwd, path)) : moduleFile(module, cwd, files);
  if (!file || file.language !== 'python' || !file.tree?.sound) return { kind: 'unknown' };
  const found = argparseOptions(file.tree, file.path) ?? clickOptions(file.tree, file.path) ?? typerOptions(file.tree, file.path);
  return found ? { kind: 'script', name: module ?? path ?? text, words, ...found } : { kind: 'unknown' };
}

/** `python -m package` runs its `__main__`. */
function moduleFile(module: string, cwd: string, files: SourceFiles): SourceFile | undefined {
  const roots = importRoots(cwd);
  return pythonModule(`${module}.__main__`, roots, files) ?? pythonModule(module, roots, files);
}
