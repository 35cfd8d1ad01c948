import { pathToFileURL } from 'node:url';
import type { Failure } from '../../core/sweep/outcome.ts';
import type { LoadMessage } from '../../protocol/objective.ts';
import type { ObjectiveContext } from './context.ts';
import { thrownFailure } from './failure.ts';

/** The user's function, ready to be called; the result may be a promise. */
export type Objective = (parameters: unknown, context: ObjectiveContext) => unknown;

/** Imports the objective's module, runs `setup`, and honours an exported schema named `parameters`. */
export async function loadObjective(load: LoadMessage): Promise<Objective | Failure> {
  const [path, name] = cutTarget(load.target);
  try {
    const module = await importFile(path);
    const found = module[name];
    if (typeof found !== 'function') {
      return start(
        'FunctionNotFound',
        `\`run.node\` names the export ${name} of ${path}, but the module exports ${listed(Object.keys(module))}.`,
      );
    }
    const read = parametersReader(module['parameters']);
    const setup = load.setup === undefined ? undefined : await runSetup(load.setup);
    if (setup !== undefined) return setup;
    return (parameters, context) => found(read(parameters), context);
  } catch (error) {
    return loadFailure(error, path);
  }
}

function cutTarget(target: string): readonly [path: string, name: string] {
  const at = target.lastIndexOf('#');
  return at < 0 ? [target, 'default'] : [target.slice(0, at), target.slice(at + 1)];
}

async function importFile(path: string): Promise<Readonly<Record<string, unknown>>> {
  const module: unknown = await import(pathToFileURL(path).href);
  // SAFETY: a module namespace is an object of exports.
  return module as Readonly<Record<string, unknown>>;
}

async function runSetup(target: string): Promise<Failure | undefined> {
  const [path, name] = cutTarget(target);
  try {
    const setup = (await importFile(path))[name];
    if (typeof setup !== 'function')
      return start('FunctionNotFound', `\`run.setup\` names the export ${name} of ${path}, which is not a function.`);
    await setup();
    return undefined;
  } catch (error) {
    return thrownFailure(error, 'setup');
  }
}

/** A schema in the manner of zod: `safeParse`, or a `parse` that throws. Its result is what the objective gets. */
function parametersReader(schema: unknown): (parameters: unknown) => unknown {
  if (typeof schema !== 'object' || schema === null) return (parameters) => parameters;
  if ('safeParse' in schema && typeof schema.safeParse === 'function')
    return (parameters) => checked(callOn(schema, 'safeParse', parameters));
  if ('parse' in schema && typeof schema.parse === 'function') return (parameters) => callOn(schema, 'parse', parameters);
  return (parameters) => parameters;
}

function callOn(schema: object, method: string, parameters: unknown): unknown {
  // SAFETY: the caller has seen that this member is a function.
  const call = Reflect.get(schema, method) as (of: unknown) => unknown;
  return call.call(schema, parameters);
}

function checked(result: unknown): unknown {
  if (typeof result !== 'object' || result === null || !('success' in result)) return result;
  if (result.success === true) return 'data' in result ? result.data : undefined;
  throw new ParametersError('error' in result ? result.error : undefined);
}

class ParametersError extends Error {
  constructor(error: unknown) {
    super(`The parameters do not fit the module's schema: ${firstIssue(error)}`);
    this.name = 'ParametersError';
  }
}

function firstIssue(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('issues' in error) || !Array.isArray(error.issues)) return 'it refuses them';
  const issue: unknown = error.issues[0];
  if (typeof issue !== 'object' || issue === null || !('message' in issue)) return 'it refuses them';
  const path = 'path' in issue && Array.isArray(issue.path) ? issue.path.join('.') : '';
  return path === '' ? String(issue.message) : `\`${path}\`: ${String(issue.message)}`;
}

function loadFailure(error: unknown, path: string): Failure {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION') {
    return start(
      'TypeScript',
      `Node ${process.versions.node} cannot run ${path} directly; use Node 22.18 or newer, or compile it to JavaScript.`,
    );
  }
  if (code === 'ERR_MODULE_NOT_FOUND' && error instanceof Error && error.message.includes(`'${path}'`))
    return start('FileNotFound', `The objective's file ${path} does not exist.`);
  return thrownFailure(error, 'start');
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : `only ${names.slice(0, 20).join(', ')}`;
}

function start(type: string, message: string): Failure {
  return { kind: 'start', type, message, trace: '' };
}
