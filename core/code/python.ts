import type { PythonRun } from '../task/task.ts';
import { type FunctionDefinition, pythonDefinition, pythonScope, type PythonScope } from './pythonDefinition.ts';
import { modelOfAnnotation } from './pythonModel.ts';
import { importRoots, pythonModule, pythonModulePaths } from './pythonModules.ts';
import { pythonDocstring, pythonParameters } from './pythonParameters.ts';
import type { Acceptance, ObjectiveSignature } from './signature.ts';
import type { SourceFiles } from './sourceFiles.ts';
import { fieldOf, walk } from './syntax.ts';

/** What the source of `module:function` says, the module looked for in the task file's folder, then in the workspace. */
export function pythonSignature(run: PythonRun, taskFile: string, files: SourceFiles): ObjectiveSignature {
  const roots = importRoots(files.folder(taskFile), files.workspace);
  const file = pythonModule(run.module, roots, files);
  if (!file) return missingModule(run, pythonModulePaths(run.module, roots, files));
  if (!/^[^.]+$/.test(run.function)) return { kind: 'unknown' };
  const scope = pythonScope(files, roots);
  const found = pythonDefinition(run.function, file, scope);
  if (found.kind === 'absent') return { kind: 'function-not-found', file: found.file.path, available: found.available };
  return found.kind === 'function' ? signatureOf(run.function, found, scope) : { kind: 'unknown' };
}

/** With a `PYTHONPATH` of its own, a task finds modules where this reading does not look. */
function missingModule(run: PythonRun, searched: readonly string[]): ObjectiveSignature {
  return run.env.has('PYTHONPATH') ? { kind: 'unknown' } : { kind: 'module-not-found', module: run.module, searched };
}

function signatureOf(name: string, found: FunctionDefinition, scope: PythonScope): ObjectiveSignature {
  const { tree, file, node } = found;
  const parameters = fieldOf(node, 'parameters');
  if (!tree.sound && parameters && [...walk(parameters)].some((one) => one.type === 'ERROR')) return { kind: 'unknown' };
  const accepted = acceptance(found, scope);
  if (accepted === 'unknown') return { kind: 'unknown' };
  const place = fieldOf(node, 'name') ?? node;
  const docstring = node.type === 'lambda' ? undefined : pythonDocstring(tree, node);
  const at = { file: file.path, span: { start: place.start, end: place.end } };
  return { kind: 'function', name, at, ...(docstring === undefined ? {} : { docstring }), ...accepted };
}

/** Parameters that the worker itself fills in. */
const GIVEN: ReadonlySet<string> = new Set(['seed', 'replicate']);

function acceptance(found: FunctionDefinition, scope: PythonScope): Acceptance | 'unknown' {
  const own = pythonParameters(found);
  const [only, second] = own.parameters.filter((one) => !GIVEN.has(one.name));
  if (own.open || !only?.annotation || second) return own;
  const model = modelOfAnnotation(only.annotation, found.file, scope);
  if (typeof model === 'string') return model === 'value' ? own : model;
  return { parameters: [...model.parameters, ...own.parameters.filter((one) => one !== only)], open: model.open };
}
