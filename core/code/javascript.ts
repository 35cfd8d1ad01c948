import type { NodeRun } from '../task/task.ts';
import { type Exported, type Exports, FUNCTION, javascriptExports } from './javascriptExports.ts';
import { javascriptModule } from './javascriptModules.ts';
import { javascriptDocstring, javascriptParameters } from './javascriptParameters.ts';
import { described } from './described.ts';
import type { Acceptance, ObjectiveSignature } from './signature.ts';
import type { SourceFile, SourceFiles } from './sourceFiles.ts';
import { fieldOf, type SyntaxNode, type SyntaxTree, textOf } from './syntax.ts';
import type { TypeSource } from './typescriptTypes.ts';
import { zodParameters } from './zodSchema.ts';

/** What the source of `file#export` says, the file relative to the task file. */
export function javascriptSignature(run: NodeRun, taskFile: string, files: SourceFiles): ObjectiveSignature {
  const path = files.resolve(files.folder(taskFile), run.path);
  const file = files.open(path);
  if (!file) return { kind: 'module-not-found', module: run.path, searched: [path] };
  const found = exported(run.export, file, { files, left: MOST_LOOKUPS });
  if (found.kind !== 'function') return found;
  const { tree, node } = found;
  const place = fieldOf(node, 'name') ?? node;
  const docstring = javascriptDocstring(tree, node);
  return {
    kind: 'function',
    name: run.export,
    at: { file: found.file.path, span: { start: place.start, end: place.end } },
    ...(docstring === undefined ? {} : { docstring }),
    ...described(accepted(file, { ...found, files }), docstring),
  };
}

/** Exports and names that are followed for one objective. */
const MOST_LOOKUPS = 100;

interface Scope {
  readonly files: SourceFiles;
  left: number;
}

type NotFound = Extract<ObjectiveSignature, { kind: 'unknown' | 'function-not-found' }>;
interface FoundFunction {
  readonly kind: 'function';
  readonly tree: SyntaxTree;
  readonly file: SourceFile;
  readonly node: SyntaxNode;
}

const UNKNOWN = { kind: 'unknown' } as const;

/** A schema that the objective's own module exports as `parameters` decides what is accepted, as in runner/host/objective.ts. */
function accepted(module: SourceFile, { node, ...source }: FoundFunction & TypeSource): Acceptance {
  const exports = module.tree && javascriptExports(module.tree);
  const schema = exports?.names.get('parameters');
  if (!module.tree || !exports) return OPEN;
  if (!schema) return exports.stars.some((star) => mayExportSchema(star, module, source.files)) ? OPEN : javascriptParameters(source, node);
  const value = schema.kind === 'local' ? exports.locals.get(schema.name) : schema;
  return value?.kind === 'node' ? zodParameters({ tree: module.tree, file: module }, value.node) : OPEN;
}

function mayExportSchema(star: string, module: SourceFile, files: SourceFiles): boolean {
  const from = javascriptModule(star, module.path, files);
  return !from?.tree || javascriptExports(from.tree).names.has('parameters');
}

const OPEN: Acceptance = { parameters: [], open: true };

function exported(name: string, file: SourceFile, scope: Scope): FoundFunction | NotFound {
  const { tree } = file;
  scope.left -= 1;
  if (!tree || scope.left < 0) return UNKNOWN;
  const exports = javascriptExports(tree);
  const found = exports.names.get(name);
  if (found) return follow(found, { tree, file, exports }, scope);
  for (const star of name === 'default' ? [] : exports.stars) {
    const from = javascriptModule(star, file.path, scope.files);
    const inner = from ? exported(name, from, scope) : UNKNOWN;
    if (inner.kind !== 'function-not-found') return inner;
  }
  if (!tree.sound || exports.dynamic) return UNKNOWN;
  return { kind: 'function-not-found', file: file.path, available: functionNames({ tree, file, exports }) };
}

interface Place {
  readonly tree: SyntaxTree;
  readonly file: SourceFile;
  readonly exports: Exports;
}

function follow(found: Exported, place: Place, scope: Scope): FoundFunction | NotFound {
  scope.left -= 1;
  if (scope.left < 0) return UNKNOWN;
  if (found.kind === 'node') return ofNode(found.node, place, scope);
  if (found.kind === 'local') return ofLocal(found.name, place, scope);
  const from = javascriptModule(found.module, place.file.path, scope.files);
  const inner = from ? exported(found.original, from, scope) : UNKNOWN;
  // The name is exported here, whatever stands behind it: never an error.
  return inner.kind === 'function-not-found' ? UNKNOWN : inner;
}

function ofNode(node: SyntaxNode, place: Place, scope: Scope): FoundFunction | NotFound {
  if (FUNCTION.test(node.type)) return { kind: 'function', tree: place.tree, file: place.file, node };
  return node.type === 'identifier' ? ofLocal(textOf(place.tree, node), place, scope) : UNKNOWN;
}

function ofLocal(name: string, place: Place, scope: Scope): FoundFunction | NotFound {
  const local = place.exports.locals.get(name);
  return local ? follow(local, place, scope) : UNKNOWN;
}

/** Exports that are, or may turn out to be, functions. */
function functionNames({ exports }: Place): readonly string[] {
  const local = (one: Exported): Exported | undefined => (one.kind === 'local' ? exports.locals.get(one.name) : one);
  const isFunction = (one: Exported | undefined): boolean =>
    one?.kind === 'node' && (FUNCTION.test(one.node.type) || one.node.type === 'identifier');
  return [...exports.names].filter(([, one]) => isFunction(local(one))).map(([name]) => name);
}
