import type { PythonRun } from '../task/task.ts';
import { described } from './described.ts';
import { isAltered } from './pythonDecorators.ts';
import { type FunctionDefinition, pythonScope, type PythonScope } from './pythonDefinition.ts';
import { pythonCallable } from './pythonMethod.ts';
import { modelOfAnnotation } from './pythonModel.ts';
import { importRoots, pythonModule, pythonModulePaths } from './pythonModules.ts';
import { pythonDocstring, pythonParameters } from './pythonParameters.ts';
import type { Acceptance, KnownSignature, ObjectiveSignature } from './signature.ts';
import type { SourceFiles } from './sourceFiles.ts';
import { fieldOf, walk } from './syntax.ts';

/** What the source of `module:function` says, the module looked for in the task file's folder, then in the workspace. */
export function pythonSignature(run: PythonRun, taskFile: string, files: SourceFiles): ObjectiveSignature {
  const roots = importRoots(files.folder(taskFile), files.workspace);
  const file = pythonModule(run.module, roots, files);
  if (!file) return missingModule(run, pythonModulePaths(run.module, roots, files));
  const scope = pythonScope(files, roots);
  const found = pythonCallable(run.function, file, scope);
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
  const uncertain = accepted.uncertain === true || isAltered(found, scope);
  return {
    kind: 'function',
    name,
    at,
    ...(docstring === undefined ? {} : { docstring }),
    ...described(accepted, docstring),
    ...(uncertain && { uncertain }),
  };
}

/**
 * As the worker calls it (python/sweepdeck/_call.py): where exactly one parameter is a model, it takes every value that
 * no other parameter takes, unless it is given itself.
 */
function acceptance(found: FunctionDefinition, scope: PythonScope): Accepted | 'unknown' {
  const own = pythonParameters(found);
  const models = own.parameters.flatMap((one) => {
    const model = one.annotation === undefined ? 'value' : modelOfAnnotation(one.annotation, found.file, scope);
    return model === 'value' ? [] : [{ one, model }];
  });
  const [only, second] = models;
  if (!only) return own;
  // `C = None` is `Optional[C]` before Python 3.11, which is no model.
  if (second || only.model === 'unknown' || only.one.default === null)
    return own.parameters.length > 1 ? { ...own, uncertain: true } : 'unknown';
  const others = own.parameters.filter((one) => one !== only.one);
  const taken = new Set(others.map((one) => one.name));
  const fields = only.model.parameters.filter((one) => !taken.has(one.name));
  return {
    ...own,
    parameters: [...fields, ...others],
    open: only.model.open,
    unpacked: { model: only.one.name, instead: own },
  };
}

type Accepted = Acceptance & Pick<KnownSignature, 'unpacked' | 'uncertain'>;
